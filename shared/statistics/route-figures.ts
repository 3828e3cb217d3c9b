import type { Failure } from "#shared/failure.ts";
import type { CostSum } from "#shared/usage.ts";
import type { Interval } from "./bootstrap.ts";
import { shareInterval } from "./proportion.ts";
import type { Sample } from "./samples.ts";

/** One failed run of a route. */
export type FailedRun = {
  readonly round: number;
  readonly failure: Failure;
  readonly afterMs: number;
  /** Null where it is not known. */
  readonly nanoUsd: number | null;
};

/** What is counted of one route. */
export type RouteFigures = {
  /** `answered` + `failed`. */
  readonly runs: number;
  readonly answered: number;
  readonly failed: number;
  readonly failures: readonly FailedRun[];
  /** What the failed runs cost, which is in no cost per answer. */
  readonly failedCost: CostSum;
  /** Answered ÷ runs with its 95 % interval; null of no runs. */
  readonly availability: { readonly share: number; readonly interval: Interval } | null;
  /** Attempts that a rate limit or a quota refused. */
  readonly limitsMet: number;
  /** Answers that are in no cost because the cost of an attempt is not known. */
  readonly unknownCosts: number;
  /** Answers whose cost is an estimate. */
  readonly estimatedCosts: number;
  /** Answers over a connection that was open already, and of how many that is known. */
  readonly warm: number;
  readonly warmKnown: number;
  /** Answers for which the provider read from its prompt cache. */
  readonly cacheHits: number;
  /** Epoch ms of the first and of the last run's beginning; null of none. */
  readonly firstAtMs: number | null;
  readonly lastAtMs: number | null;
};

export function routeFigures(samples: readonly Sample[]): RouteFigures {
  const failures = samples.flatMap((sample) => failedRun(sample) ?? []);
  const answers = samples.filter(({ failure }) => failure === null);
  const countOf = (isSo: (answer: Sample) => boolean) => answers.filter(isSo).length;
  const times = samples.map(({ startedAtMs }) => startedAtMs);
  return {
    runs: samples.length,
    answered: answers.length,
    failed: failures.length,
    failures,
    failedCost: costOf(samples.filter(({ failure }) => failure !== null)),
    availability: availabilityOf(answers.length, samples.length),
    limitsMet: samples.reduce((sum, { limitsMet }) => sum + limitsMet, 0),
    unknownCosts: countOf(({ nanoUsd }) => nanoUsd === null),
    estimatedCosts: countOf(({ nanoUsd, isCostEstimated }) => nanoUsd !== null && isCostEstimated),
    warm: countOf(({ isWarm }) => isWarm === true),
    warmKnown: countOf(({ isWarm }) => isWarm !== null),
    cacheHits: countOf(({ cacheReadTokens }) => (cacheReadTokens ?? 0) > 0),
    firstAtMs: times.length === 0 ? null : Math.min(...times),
    lastAtMs: times.length === 0 ? null : Math.max(...times),
  };
}

function failedRun({ failure, round, totalMs, nanoUsd }: Sample): FailedRun | null {
  return failure === null ? null : { round, failure, afterMs: totalMs, nanoUsd };
}

function costOf(samples: readonly Sample[]): CostSum {
  const known = samples.flatMap(({ nanoUsd }) => nanoUsd ?? []);
  return {
    nanoUsd: known.reduce((sum, nanoUsd) => sum + nanoUsd, 0),
    unknownCount: samples.length - known.length,
    isEstimate: samples.some(({ nanoUsd, isCostEstimated }) => nanoUsd !== null && isCostEstimated),
  };
}

function availabilityOf(answered: number, runs: number): RouteFigures["availability"] {
  if (runs === 0) return null;
  return { share: answered / runs, interval: shareInterval({ count: answered, of: runs }) };
}
