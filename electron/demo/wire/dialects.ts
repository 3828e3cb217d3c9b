import type { Dialect } from "#shared/model.ts";
import type { WireAnswer, WireEvent } from "./answer.ts";
import { anthropicEvents, anthropicWhole } from "./anthropic-messages.ts";
import { googleEvents, googleWhole } from "./google-generate.ts";
import { chatEvents, chatWhole } from "./openai-chat.ts";
import { responsesEvents, responsesWhole } from "./openai-responses.ts";

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
