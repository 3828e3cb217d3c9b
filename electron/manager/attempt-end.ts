import type { Failure } from "#shared/failure.ts";
import type { Price } from "#shared/model.ts";
import type { Prompt } from "#shared/prompt.ts";
import type { AttemptEnd } from "#shared/run.ts";
import type { Usage } from "#shared/usage.ts";
import { type AnswerState, hasContent } from "./answer-state.ts";
import { costOf, promptTokens, roughTokens } from "./cost.ts";

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
  const usage = isCut ? usageOfCut(prompt, state) : (state.usage ?? estimatedUsage(prompt, state));
  const { reportedCostUsd } = state;
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
    modelServed: state.modelServed,
    upstreamProvider: state.upstreamProvider,
    generationId: state.generationId,
    malformedEvents: state.malformedEvents,
  };
}

/** What was said of usage before a stream broke off counts only what was generated until then, if that (R22). */
function usageOfCut(prompt: Prompt, state: AnswerState): Usage | null {
  const estimate = estimatedUsage(prompt, state);
  if (estimate === null || state.usage === null) return state.usage ?? estimate;
  const outputTokens = Math.max(state.usage.outputTokens, estimate.outputTokens);
  return { ...state.usage, outputTokens, source: "estimated" };
}

/** Text was generated but no usage reported: counted here and said to be an estimate (R22). */
function estimatedUsage(prompt: Prompt, state: AnswerState): Usage | null {
  if (!hasContent(state)) return null;
  return {
    inputTokens: promptTokens(prompt),
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: roughTokens(state.textLength + state.reasoningLength),
    reasoningTokens: roughTokens(state.reasoningLength),
    source: "estimated",
  };
}
