import type { ModelRef } from "#shared/model.ts";

/** An attempt as far as a chain's health is told by it. Times in ms since Send. */
export type HealthAttempt = ModelRef & {
  readonly linkIndex: number;
  /** Its link was passed over without a request. */
  readonly isSkip: boolean;
  readonly isAnswer: boolean;
  /** When it began to wait for its turn. */
  readonly beganMs: number;
  readonly firstAnswerMs: number | null;
  readonly nanoUsd: number | null;
};

/** A run of a chain that was answered or failed, with its attempts in their order. */
export type HealthRun = {
  readonly endMs: number;
  /** How many links it could have tried; null where it is not known. */
  readonly linkCount: number | null;
  readonly attempts: readonly HealthAttempt[];
};

/** What became of coming to a link once: retries are in it. */
export type Visit = ModelRef & {
  readonly linkIndex: number;
  /**
   * `passed`: it gave no answer and the chain went on; `ended`: it gave none, and no other link was tried although there
   * were some; `skipped`: it was not asked.
   */
  readonly outcome: "answered" | "passed" | "ended" | "skipped";
  readonly beganMs: number;
  /** From when the chain came to it; null where it did not answer. */
  readonly firstTokenMs: number | null;
  readonly totalMs: number | null;
  /** Until the chain went on without it, or the run ended; 0 for one that answered. */
  readonly lostMs: number;
  /** Of its attempts together; null where one of them is not known. */
  readonly nanoUsd: number | null;
};

/** The links that a run came to, in their order; one that it came back to is there again. */
export function visitsOf(run: HealthRun): readonly Visit[] {
  const groups: HealthAttempt[][] = [];
  for (const attempt of run.attempts) {
    const last = groups.at(-1);
    if (last !== undefined && last[0]?.linkIndex === attempt.linkIndex) last.push(attempt);
    else groups.push([attempt]);
  }
  const furthest = Math.max(-1, ...run.attempts.map(({ linkIndex }) => linkIndex));
  const hasUntried = run.linkCount !== null && furthest < run.linkCount - 1;
  return groups.flatMap((attempts, index) => {
    const [first] = attempts;
    if (first === undefined) return [];
    const next = groups[index + 1]?.[0];
    return [visitOf({ attempts, first, run, nextMs: next?.beganMs ?? null, hasUntried })];
  });
}

type Visiting = {
  readonly attempts: readonly HealthAttempt[];
  readonly first: HealthAttempt;
  readonly run: HealthRun;
  /** When the chain came to the next link; null for the last one. */
  readonly nextMs: number | null;
  readonly hasUntried: boolean;
};

function visitOf({ attempts, first, run, nextMs, hasUntried }: Visiting): Visit {
  const { providerId, modelId, linkIndex, beganMs } = first;
  const answer = attempts.find(({ isAnswer }) => isAnswer);
  const since = (ms: number) => Math.max(0, ms - beganMs);
  const isSkipped = attempts.every(({ isSkip }) => isSkip);
  const lostOutcome = isSkipped ? "skipped" : nextMs === null && hasUntried ? "ended" : "passed";
  return {
    ...{ providerId, modelId, linkIndex, beganMs },
    outcome: answer === undefined ? lostOutcome : "answered",
    firstTokenMs: answer?.firstAnswerMs == null ? null : since(answer.firstAnswerMs),
    totalMs: answer === undefined ? null : since(run.endMs),
    lostMs: answer === undefined ? since(nextMs ?? run.endMs) : 0,
    nanoUsd: costOf(attempts),
  };
}

/** Integer nano-USD; null where the cost of one is not known. Links that were passed over cost nothing. */
export function costOf(attempts: readonly HealthAttempt[]): number | null {
  let sum = 0;
  for (const { isSkip, nanoUsd } of attempts) {
    if (isSkip) continue;
    if (nanoUsd === null) return null;
    sum += nanoUsd;
  }
  return sum;
}
