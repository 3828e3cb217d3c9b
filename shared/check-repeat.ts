import { formatCount } from "./format.ts";
import {
  mostPerProvider,
  mostRepeatRuns,
  mostRounds,
  mostRows,
  mostTimes,
  type RepeatPlan,
  roundsOf,
} from "./repeat.ts";

/** Null where a prompt may be sent so often, else what to write instead. */
export function checkTimes(times: number): string | null {
  return isWhole(times, 1, mostTimes) ? null : `Write a whole number from 1 to ${mostTimes}.`;
}

export function checkPerProvider(count: number): string | null {
  return isWhole(count, 1, mostPerProvider) ? null : `Write a whole number from 1 to ${mostPerProvider}.`;
}

const largestSeed = 2 ** 32 - 1;

export function checkSeed(seed: number): string | null {
  return isWhole(seed, 0, largestSeed) ? null : `Write a whole number from 0 to ${formatCount(largestSeed)}.`;
}

/** Whether all its runs are few enough; what would make them fewer. */
export function checkRepeatSize(plan: Pick<RepeatPlan, "times" | "rows">, columns: number): string | null {
  const { rows = [] } = plan;
  if (rows.length > mostRows)
    return `The data set has ${formatCount(rows.length)} rows; at most ${mostRows} can be sent.`;
  const rounds = roundsOf(plan);
  if (rounds < 2) return "One run of each column is no repeat. Choose two or more.";
  if (rounds > mostRounds) {
    return `${formatCount(rounds)} runs of each column are more than ${formatCount(mostRounds)}. Choose fewer of each row.`;
  }
  const runs = rounds * columns;
  if (runs <= mostRepeatRuns) return null;
  return `${formatCount(runs)} runs are more than ${formatCount(mostRepeatRuns)}. Choose fewer, or fewer columns.`;
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
