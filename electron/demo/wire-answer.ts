import type { Dialect } from "#shared/model.ts";
import { anthropicEvents, anthropicWhole } from "./wire-answer-anthropic.ts";
import { chatEvents, chatWhole } from "./wire-answer-chat.ts";
import { googleEvents, googleWhole } from "./wire-answer-google.ts";
import { responsesEvents, responsesWhole } from "./wire-answer-responses.ts";

/** What a scripted server says, in the neutral form that each dialect then words (protocols.md §4 to §7). */
export type WireAnswer = {
  readonly id: string;
  readonly model: string;
  /** Pieces of the answer, each sent as an event of its own. */
  readonly tokens: readonly string[];
  /** Pieces of thinking, sent before the answer. */
  readonly reasoning: readonly string[];
  readonly finish: "stop" | "length" | "content_filter";
  /** Null where the server does not say. */
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | null;
};

/**
 * One server-sent event with its blank line. `token` events carry content, `finish` ones the reason why the answer
 * ended and its usage, `end` ones nothing but the stream's own terminator.
 */
export type WireEvent = { readonly kind: "head" | "token" | "finish" | "end"; readonly text: string };

/** The answer as a stream. */
export function answerEvents(dialect: Dialect, answer: WireAnswer): WireEvent[] {
  switch (dialect) {
    case "openai-chat":
      return chatEvents(answer);
    case "openai-responses":
      return responsesEvents(answer);
    case "anthropic-messages":
      return anthropicEvents(answer);
    case "google-generate":
      return googleEvents(answer);
  }
}

/** The answer in one piece, as JSON. */
export function wholeAnswer(dialect: Dialect, answer: WireAnswer): string {
  switch (dialect) {
    case "openai-chat":
      return JSON.stringify(chatWhole(answer));
    case "openai-responses":
      return JSON.stringify(responsesWhole(answer));
    case "anthropic-messages":
      return JSON.stringify(anthropicWhole(answer));
    case "google-generate":
      return JSON.stringify(googleWhole(answer));
  }
}
