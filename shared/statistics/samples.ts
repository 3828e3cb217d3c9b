import type { Failure } from "#shared/failure.ts";
import type { Price } from "#shared/model.ts";
import { isMeasured } from "#shared/repeat.ts";
import type { Attempt, Comparison, Run } from "#shared/run.ts";
import { numbersOf } from "#shared/run-numbers.ts";
import type { Usage } from "#shared/usage.ts";

/** What one run of a repeated comparison measured: one target, asked once. */
export type Sample = {
  readonly runId: string;
  readonly columnId: string;
  readonly round: number;
  /** Epoch ms of when the run began. */
  readonly startedAtMs: number;
  /** Ms from Send to its end, for an answer and for a failure. */
  readonly totalMs: number;
  /** Null for an answer. */
  readonly failure: Failure | null;
  /** Ms from Send to the first token of the answer, lost links included. Null for a failure. */
  readonly firstTokenMs: number | null;
  /** Null for a failure, and where the answer was too short for a speed (run-numbers.ts). */
  readonly tokensPerSecond: number | null;
  /** Null for a failure. */
  readonly outputTokens: number | null;
  /** The provider did not say how many tokens there were; they were counted here. */
  readonly areTokensEstimated: boolean;
  /** All attempts of the run; null where the cost of one is not known. */
  readonly nanoUsd: number | null;
  readonly isCostEstimated: boolean;
  /** Whether the answer came over a connection that was open already; null where that is not known. */
  readonly isWarm: boolean | null;
  /** Input tokens that the provider read from its prompt cache; null where it did not say. */
  readonly cacheReadTokens: number | null;
  /** Attempts that a rate limit or a quota refused. */
  readonly limitsMet: number;
  /** Of the attempt that answered, so that costs can be compared at the same tokens; null where it did not say. */
  readonly billed: Billed | null;
};

/** Tokens as the provider counted them, what they cost, and the price that was in force. */
export type Billed = { readonly usage: Usage; readonly nanoUsd: number; readonly price: Price | null };

/**
 * One sample for each column and round that was measured, by round. Where a round was measured twice the first counts:
 * one that is asked again because it failed would hide the failure. Runs that measure nothing (stopped, interrupted,
 * kept back by a budget, failed on this computer) are not among them.
 */
export function samplesOf(comparison: Pick<Comparison, "id" | "repeat">, runs: readonly Run[]): readonly Sample[] {
  const isRepeated = comparison.repeat !== undefined;
  const own = runs.filter((run) => run.comparisonId === comparison.id && isMeasured(run));
  const inTime = own.toSorted((a, b) => a.startedAtMs - b.startedAtMs);
  const byPlace = new Map<string, Sample>();
  for (const run of inTime) {
    if (isRepeated && run.round === undefined) continue;
    const sample = sampleOf(run);
    const place = `${sample.round} ${sample.columnId}`;
    if (!byPlace.has(place)) byPlace.set(place, sample);
  }
  return [...byPlace.values()].sort((a, b) => a.round - b.round);
}

/** Of a run that was measured. */
export function sampleOf(run: Run): Sample {
  const { firstTokenMs, totalMs, tokensPerSecond, outputTokens, cost, isEstimate } = numbersOf(run, 0, run.startedAtMs);
  const answer = run.attempts.find((attempt) => attempt.id === run.answeredBy);
  const isAnswer = run.status === "done";
  return {
    ...{ runId: run.id, columnId: run.columnId, round: run.round ?? 0, startedAtMs: run.startedAtMs, totalMs },
    failure: isAnswer ? null : (run.failure ?? unknownFailure),
    firstTokenMs: isAnswer ? firstTokenMs : null,
    tokensPerSecond: isAnswer ? tokensPerSecond : null,
    outputTokens: isAnswer ? outputTokens : null,
    areTokensEstimated: isEstimate,
    nanoUsd: cost.unknownCount > 0 ? null : cost.nanoUsd,
    isCostEstimated: cost.isEstimate,
    isWarm: answer === undefined || answer.connectedMs === null ? null : answer.connectedMs === answer.startMs,
    cacheReadTokens: answer?.usage?.source === "reported" ? answer.usage.cacheReadTokens : null,
    limitsMet: run.attempts.filter(metLimit).length,
    billed: answer === undefined ? null : billedOf(answer),
  };
}

/** Runs of before failures were kept whole. */
const unknownFailure: Failure = {
  ...{ class: "SERVER", reason: null, status: null, code: null },
  ...{ message: "No answer.", hintMs: null, retryAtMs: null },
};

/** A link that was skipped because it cools down met no limit of its own. */
function metLimit({ status, failure }: Attempt): boolean {
  return status === "failed" && (failure?.class === "RATE_LIMIT" || failure?.class === "QUOTA_DAY");
}

function billedOf({ usage, cost, price }: Attempt): Billed | null {
  if (usage?.source !== "reported" || cost.nanoUsd === null) return null;
  return { usage, nanoUsd: cost.nanoUsd, price };
}
