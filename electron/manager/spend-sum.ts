import type { AttemptEnd } from "#shared/run.ts";
import { noSpend, type SpendSum } from "#shared/spend.ts";

/** What of an attempt's end its money follows from. */
export type Booking = Pick<AttemptEnd, "status" | "cost" | "usage">;

/** One attempt as a part of a sum (engine.md R22). An attempt that answered is its run's answer. */
export function spendOf({ status, cost, usage }: Booking): SpendSum {
  const nanoUsd = cost.nanoUsd ?? 0;
  const isAnswer = status === "answered";
  const isFailed = status === "failed";
  return {
    nanoUsd,
    wastedNanoUsd: isAnswer ? 0 : nanoUsd,
    estimatedNanoUsd: cost.source === "estimated" ? nanoUsd : 0,
    unknownCosts: cost.nanoUsd === null ? 1 : 0,
    answers: isAnswer ? 1 : 0,
    attempts: 1,
    failedAttempts: isFailed ? 1 : 0,
    billedFailures: isFailed && nanoUsd > 0 ? 1 : 0,
    inputTokens: usage?.inputTokens ?? 0,
    cachedTokens: usage?.cacheReadTokens ?? 0,
    outputTokens: usage?.outputTokens ?? 0,
  };
}

export function plus(sum: SpendSum, part: SpendSum): SpendSum {
  return combine(sum, part, 1);
}

/** What was counted of an attempt before its cost was corrected. */
export function minus(sum: SpendSum, part: SpendSum): SpendSum {
  return combine(sum, part, -1);
}

function combine(sum: SpendSum, part: SpendSum, sign: 1 | -1): SpendSum {
  const next: { -readonly [K in keyof SpendSum]: number } = { ...noSpend };
  for (const name of sumNames) next[name] = sum[name] + sign * part[name];
  return next;
}

const sumNames = [
  "nanoUsd",
  "wastedNanoUsd",
  "estimatedNanoUsd",
  "unknownCosts",
  "answers",
  "attempts",
  "failedAttempts",
  "billedFailures",
  "inputTokens",
  "cachedTokens",
  "outputTokens",
] as const satisfies readonly (keyof SpendSum)[];
