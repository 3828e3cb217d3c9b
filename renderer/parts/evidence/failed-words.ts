import { briefOf } from "#renderer/parts/failure-words.ts";
import { formatCostSum, formatCount, formatPart, formatSeconds } from "#shared/format.ts";
import type { FailedRun, RouteFigures } from "#shared/statistics/route-figures.ts";

/** `1 of 20`; those that failed on this computer are in neither figure. */
export function failedCount({ failed, runs }: RouteFigures): string {
  return `${formatCount(failed)} of ${formatCount(runs)}`;
}

type Failed = Pick<RouteFigures, "failures" | "failedCost">;

/** `502 server error after 0.90 s, not billed`; `429 rate limited ×3, timed out; $0.0021 billed`; empty where none failed. */
export function failedWords({ failures, failedCost }: Failed): string {
  const [first, ...more] = failures;
  if (first === undefined) return "";
  if (more.length === 0) return `${briefOf(first.failure)} after ${after(first)}, ${billedWords(failedCost)}`;
  return `${causes(failures)}; ${billedWords(failedCost)}`;
}

function after({ afterMs }: FailedRun): string {
  return afterMs < 1_000 ? formatPart(afterMs) : formatSeconds(afterMs);
}

/** Most often first. */
function causes(failures: readonly FailedRun[]): string {
  const counts = Map.groupBy(failures, ({ failure }) => briefOf(failure));
  return [...counts]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .map(([words, all]) => (all.length === 1 ? words : `${words} ×${formatCount(all.length)}`))
    .join(", ");
}

function billedWords(cost: Failed["failedCost"]): string {
  if (cost.nanoUsd === 0) return cost.unknownCount === 0 ? "not billed" : "of unknown cost";
  return `${formatCostSum(cost)} billed`;
}
