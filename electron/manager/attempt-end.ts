import { computedBeside, costOf, estimatedUsage } from "#shared/cost.ts";
import type { Failure } from "#shared/failure.ts";
import type { Price } from "#shared/model.ts";
import type { Prompt } from "#shared/prompt.ts";
import type { AttemptEnd } from "#shared/run.ts";
import type { Usage } from "#shared/usage.ts";
import { type AnswerState, hasContent } from "./answer-state.ts";
import { promptTokens } from "./prompt-tokens.ts";

export type Ended = {
  readonly state: AnswerState;
  readonly failure: Failure | null;
  readonly httpStatus: number | null;
  readonly prompt: Prompt;
  readonly price: Price | null;
  /** Ms since Send. */
  readonly endMs: number;
};

/** The record of an attempt that is over: what arrived, what it cost, how it ended (engine.md R21, R22). */
export function attemptEnd({ state, failure, httpStatus, prompt, price, endMs }: Ended): AttemptEnd {
  const isOk = httpStatus !== null && httpStatus >= 200 && httpStatus < 300;
  const isCut = failure !== null && state.finish === null;
  const usage = isCut ? usageOfCut(prompt, state) : (state.usage ?? countedUsage(prompt, state));
  const { reportedCostUsd } = state;
  const computedNanoUsd = computedBeside({ usage, reportedCostUsd, price });
  return {
    status: failure === null ? "answered" : failure.class === "ABORT" ? "stopped" : "failed",
    endMs,
    firstAnswerMs: state.firstAnswerMs,
    lastContentMs: state.lastContentMs,
    finish: state.finish,
    nativeFinish: state.nativeFinish,
    failure,
    usage,
    cost: costOf({ usage, reportedCostUsd, price, wasAccepted: isOk }),
    ...(computedNanoUsd !== null && { computedNanoUsd }),
    modelServed: state.modelServed,
    upstreamProvider: state.upstreamProvider,
    generationId: state.generationId,
    malformedEvents: state.malformedEvents,
  };
}

/** What was said of usage before a stream broke off counts only what was generated until then, if that (R22). */
function usageOfCut(prompt: Prompt, state: AnswerState): Usage | null {
  const estimate = countedUsage(prompt, state);
  if (estimate === null || state.usage === null) return state.usage ?? estimate;
  const outputTokens = Math.max(state.usage.outputTokens, estimate.outputTokens);
  return { ...state.usage, outputTokens, source: "estimated" };
}

/** Null where nothing was generated: then nothing is known of what was used. */
function countedUsage(prompt: Prompt, state: AnswerState): Usage | null {
  if (!hasContent(state)) return null;
  return estimatedUsage(promptTokens(prompt), { text: state.textLength, reasoning: state.reasoningLength });
}
