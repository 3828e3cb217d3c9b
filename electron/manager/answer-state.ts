import { type Failure, failureOf } from "#shared/failure.ts";
import type { FinishReason } from "#shared/run.ts";
import type { Usage } from "#shared/usage.ts";
import type { Part, ProviderFailure } from "./dependencies.ts";

/** What an attempt has heard so far. Mutable on purpose: one exists per attempt and every delta passes through it. */
export type AnswerState = {
  textLength: number;
  reasoningLength: number;
  hasTool: boolean;
  firstContentMs: number | null;
  firstAnswerMs: number | null;
  lastContentMs: number | null;
  usage: Usage | null;
  reportedCostUsd: number | null;
  finish: FinishReason | null;
  nativeFinish: string | null;
  modelServed: string | null;
  upstreamProvider: string | null;
  generationId: string | null;
  malformedEvents: number;
  terminated: boolean;
  reported: ProviderFailure | null;
};

export function newAnswerState(): AnswerState {
  return {
    textLength: 0,
    reasoningLength: 0,
    hasTool: false,
    firstContentMs: null,
    firstAnswerMs: null,
    lastContentMs: null,
    usage: null,
    reportedCostUsd: null,
    finish: null,
    nativeFinish: null,
    modelServed: null,
    upstreamProvider: null,
    generationId: null,
    malformedEvents: 0,
    terminated: false,
    reported: null,
  };
}

export function hasContent(state: AnswerState): boolean {
  return state.textLength > 0 || state.reasoningLength > 0 || state.hasTool;
}

/** Takes in everything of a part but its text, which goes out as an event. */
export function noteFact(state: AnswerState, part: Part): void {
  switch (part.type) {
    case "usage":
      state.usage = part.usage;
      state.reportedCostUsd = part.reportedCostUsd ?? state.reportedCostUsd;
      return;
    case "finish":
      state.finish = part.reason;
      state.nativeFinish = part.native;
      return;
    case "served":
      state.modelServed = part.model ?? state.modelServed;
      state.upstreamProvider = part.upstreamProvider ?? state.upstreamProvider;
      state.generationId = part.generationId ?? state.generationId;
      return;
    case "malformed":
      state.malformedEvents += 1;
      return;
    case "failure":
      state.reported ??= part.failure;
      return;
    case "terminated":
      state.terminated = true;
      return;
    default:
      return;
  }
}

const malformedLimit = 3;

/** Too much of the stream could not be read to trust the rest (engine.md R16). */
export function isUnreadable(state: AnswerState): boolean {
  return state.malformedEvents > malformedLimit;
}

/** Why a body that ended by itself is no answer, or null where it is one (engine.md §2 EMPTY, R16). */
export function failureAtEnd(state: AnswerState): Failure | null {
  if (isUnreadable(state)) {
    return failureOf("TIMEOUT", `${state.malformedEvents} events of the stream could not be read.`, {
      reason: "malformed-events",
    });
  }
  // Also after some text: what was said until then is no answer, and a refusal in words is none either (§2).
  if (state.finish === "refusal") return failureOf("CONTENT_POLICY", "The model refused to answer this.");
  if (state.finish === "content_filter") {
    return failureOf("CONTENT_POLICY", `Its own filter withheld the answer (${state.nativeFinish ?? state.finish}).`);
  }
  if (state.finish === "error") {
    return failureOf("SERVER", `It ended the answer with an error (${state.nativeFinish ?? "error"}).`);
  }
  if (state.finish === "length" && state.textLength === 0 && !state.hasTool) {
    return failureOf("EMPTY", "All tokens were spent before the answer began. Raise max tokens.", {
      reason: "all-thinking",
    });
  }
  const isFinished = state.finish !== null || state.terminated;
  if (isFinished && state.textLength === 0 && !state.hasTool) {
    return failureOf("EMPTY", "It answered without any text.");
  }
  if (state.finish !== null) return null;
  const message = hasContent(state) ? "The stream was cut before its end." : "The stream ended before it began.";
  return failureOf("TIMEOUT", message, { reason: "cut" });
}
