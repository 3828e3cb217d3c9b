import { field, listAt, parseJson } from "./json.ts";
import { countTokens } from "./tokens.ts";
import type { WireEvent } from "./wire/answer.ts";
import { textOf } from "./wire/request.ts";

/** What an event of a Responses stream is to a fault; null for events of other dialects. Frames around content are heads. */
export function responsesKind(event: string): WireEvent["kind"] | null {
  const name = /^event: response\.(\S+)/.exec(event)?.[1];
  if (name === undefined) return null;
  if (name.endsWith(".delta")) return "token";
  return ["output_text.done", "content_part.done", "completed"].includes(name) ? "finish" : "head";
}

const completed = /^event: response\.completed\ndata: (.*)\n\n$/s;

/**
 * The mock says `completed` of every answer, also of one that its token limit cut, and counts no reasoning. OpenAI ends
 * the former with an event of its own, and counts the latter.
 */
export function withTrueEnd(event: string): string {
  const response = field(parseJson(completed.exec(event)?.[1] ?? "null"), "response");
  if (typeof response !== "object" || response === null) return event;
  const isCut = field(response, "status") === "incomplete";
  const type = isCut ? "response.incomplete" : "response.completed";
  const mended = {
    ...response,
    incomplete_details: isCut ? { reason: "max_output_tokens" } : null,
    usage: { ...objectAt(response, "usage"), output_tokens_details: { reasoning_tokens: reasoningTokens(response) } },
  };
  return `event: ${type}\ndata: ${JSON.stringify({ type, response: mended })}\n\n`;
}

function reasoningTokens(response: object): number {
  const items = listAt(response, "output");
  return countTokens(items.map((item) => textOf(field(item, "summary"))).join(""));
}

/** The mock looks for the shape that an answer must have where Chat Completions has it. */
export function withChatFormat(body: string): string {
  const request = parseJson(body);
  const format = field(field(request, "text"), "format");
  if (typeof request !== "object" || request === null || format === undefined) return body;
  return JSON.stringify({ ...request, response_format: format });
}

function objectAt(value: object, name: string): object {
  const inner = field(value, name);
  return typeof inner === "object" && inner !== null ? inner : {};
}
