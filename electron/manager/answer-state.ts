import { type Failure, failureOf } from "#shared/failure.ts";
import type { FinishReason } from "#shared/run.ts";
import type { Usage } from "#shared/usage.ts";
import type { Part, ProviderFailure } from "./dependencies.ts";
import type { KeyGuard } from "./key-guard.ts";

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
  /** Content came after the finish: there are servers that say one with each piece, and only the last of them is one. */
  goesOn: boolean;
  /** It did so at least once, so another finish is not taken for the last. */
  wentOn: boolean;
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
    goesOn: false,
    wentOn: false,
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

/** Content arrived, also such as has to wait before it may be told. */
export function noteGoingOn(state: AnswerState): void {
  if (state.finish === null) return;
  state.goesOn = true;
  state.wentOn = true;
}

/** Whether nothing of the answer is missing, whatever becomes of the connection (engine.md R16). */
export function isWhole({ finish, goesOn, terminated, reported }: AnswerState): boolean {
  return (finish !== null && !goesOn) || terminated || reported !== null;
}

/**
 * Takes in everything of a part but its text, which goes out as an event. A provider may say the key that it was shown
 * where a name belongs: `clean` takes it out.
 */
export function noteFact(state: AnswerState, part: Part, clean: KeyGuard["clean"]): void {
  switch (part.type) {
    case "usage":
      state.usage = part.usage;
      state.reportedCostUsd = part.reportedCostUsd ?? state.reportedCostUsd;
      return;
    case "finish":
      state.finish = part.reason;
      state.goesOn = false;
      state.nativeFinish = clean(part.native);
      return;
    case "served":
      state.modelServed = clean(part.model) ?? state.modelServed;
      state.upstreamProvider = clean(part.upstreamProvider) ?? state.upstreamProvider;
      state.generationId = clean(part.generationId) ?? state.generationId;
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
