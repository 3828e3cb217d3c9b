import type { ChatRequest, HttpRequest, Part } from "#electron/manager/dependencies.ts";
import { openAiResponses } from "#electron/providers/openai-responses/adapter.ts";
import { requestOf } from "#test/electron/providers/openai-chat/examples.ts";

export function responsesOf(modelId: string, parts: Partial<ChatRequest> = {}): HttpRequest {
  return openAiResponses.chatRequest(requestOf("openai", modelId, parts));
}

/** What a reader makes of these events, named as OpenAI names them. */
export function partsOf(...events: { readonly type: string; readonly [field: string]: unknown }[]): Part[] {
  const reader = openAiResponses.reader();
  return events.flatMap((event) => reader.push({ kind: "event", name: event.type, data: JSON.stringify(event) }));
}
