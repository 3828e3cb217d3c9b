import { keyForms } from "./echo-words.ts";

/** Answers as streams, in the four dialects: with a text, and with the key in every field that is not the answer. */

export const dialects = ["openai-chat", "openai-responses", "anthropic-messages", "google-generate"] as const;

export type Dialect = (typeof dialects)[number];

export type StreamParts = {
  readonly dialect: Dialect;
  /** Of the answer, one event each. */
  readonly pieces: readonly string[];
  /** What stands in ids, names of models and reasons. */
  readonly label: string;
  /** In place of an end: an error that says this key. */
  readonly failsWith?: string;
};

export function eventsOf(parts: StreamParts): string[] {
  switch (parts.dialect) {
    case "openai-chat":
      return chatEvents(parts);
    case "openai-responses":
      return responsesEvents(parts);
    case "anthropic-messages":
      return messagesEvents(parts);
    case "google-generate":
      return generateEvents(parts);
  }
}

const data = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const named = (event: string, value: object) => `event: ${event}\n${data({ type: event, ...value })}`;

function chatEvents({ pieces, label, failsWith }: StreamParts): string[] {
  const base = { id: label, object: "chat.completion.chunk", created: 1, model: label, provider: label };
  const chunk = (delta: object, finish: string | null) =>
    data({ ...base, choices: [{ index: 0, delta, finish_reason: finish, native_finish_reason: label }] });
  const begin = [`: ${label}\n\n`, ...pieces.map((text) => chunk({ role: "assistant", content: text }, null))];
  if (failsWith !== undefined) return [...begin, data({ ...base, error: errorOf(failsWith) })];
  const usage = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
  return [...begin, chunk({}, "stop"), data({ ...base, choices: [], usage }), "data: [DONE]\n\n"];
}

function responsesEvents({ pieces, label, failsWith }: StreamParts): string[] {
  const response = { id: label, object: "response", model: label, status: "in_progress" };
  const begin = [
    named("response.created", { response }),
    ...pieces.map((delta) =>
      named("response.output_text.delta", { item_id: label, output_index: 0, content_index: 0, delta }),
    ),
  ];
  if (failsWith !== undefined) {
    return [
      ...begin,
      named("response.failed", { response: { ...response, status: "failed", error: errorOf(failsWith) } }),
    ];
  }
  const usage = { input_tokens: 9, output_tokens: 4, total_tokens: 13 };
  return [...begin, named("response.completed", { response: { ...response, status: "completed", usage, output: [] } })];
}

function messagesEvents({ pieces, label, failsWith }: StreamParts): string[] {
  const usage = { input_tokens: 9, output_tokens: 1 };
  const message = { id: label, type: "message", role: "assistant", model: label, content: [], usage };
  const begin = [
    named("message_start", { message }),
    named("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
    ...pieces.map((text) => named("content_block_delta", { index: 0, delta: { type: "text_delta", text } })),
  ];
  if (failsWith !== undefined) return [...begin, named("error", { error: errorOf(failsWith) })];
  const delta = { stop_reason: "end_turn", stop_sequence: label };
  return [
    ...begin,
    named("content_block_stop", { index: 0 }),
    named("message_delta", { delta, usage: { output_tokens: 4 } }),
    named("message_stop", {}),
  ];
}

function generateEvents({ pieces, label, failsWith }: StreamParts): string[] {
  const base = { responseId: label, modelVersion: label };
  const begin = pieces.map((text) =>
    data({ ...base, candidates: [{ index: 0, content: { role: "model", parts: [{ text }] } }] }),
  );
  if (failsWith !== undefined) return [...begin, data({ error: { ...errorOf(failsWith), status: failsWith } })];
  const usageMetadata = { promptTokenCount: 9, candidatesTokenCount: 4, totalTokenCount: 13 };
  return [
    ...begin,
    data({
      ...base,
      usageMetadata,
      candidates: [{ index: 0, content: { role: "model", parts: [] }, finishReason: "STOP" }],
    }),
  ];
}

function errorOf(key: string) {
  return { message: keyForms(key), type: key, code: key, metadata: { raw: key, provider_name: key } };
}
