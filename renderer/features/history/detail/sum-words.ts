import { formatCostSum, formatCount } from "#shared/format.ts";
import type { HistoryEntry } from "#shared/history.ts";
import type { Comparison } from "#shared/run.ts";

/** `39 of 40 answered · $0.3475`, what is not known apart; simulated money says so. `isLive`: some still stream. */
export function sumWords({ answered, runs, cost, isDemo }: HistoryEntry, isLive = false): string {
  const money = isDemo ? `${formatCostSum(cost)} simulated` : formatCostSum(cost);
  const isUnknown = cost.unknownCount > 0;
  const unknown = `${cost.nanoUsd === 0 ? "" : "plus "}${attempts(cost.unknownCount)} of unknown cost`;
  const soFar = isLive ? " so far" : "";
  const parts = [
    answered === runs ? `${count(runs)} answered` : `${formatCount(answered)} of ${formatCount(runs)} answered${soFar}`,
    isUnknown && cost.nanoUsd === 0 ? "" : money,
    isUnknown ? unknown : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

function count(runs: number): string {
  return runs === 1 ? "1" : `all ${formatCount(runs)}`;
}

function attempts(number: number): string {
  return number === 1 ? "one attempt" : `${formatCount(number)} attempts`;
}

/** `40 answers, $0.3475 of history.`: what a deletion takes away. */
export function deletedWords({ runs, cost, isDemo }: HistoryEntry): string {
  const answers = runs === 1 ? "One answer" : `${formatCount(runs)} answers`;
  if (isDemo) return `${answers}, all simulated.`;
  if (cost.unknownCount > 0 && cost.nanoUsd === 0) return `${answers} of unknown cost.`;
  return `${answers}, ${formatCostSum(cost)} of history.`;
}

/** `4 runs`; of a repeated one `20 runs per route`, `3 runs of 12 prompts per target`. */
export function runsWords({ repeat }: Pick<Comparison, "repeat">, { runs }: Pick<HistoryEntry, "runs">): string {
  if (repeat === undefined) return runWords(runs);
  const prompts = repeat.rows === undefined ? "" : ` of ${formatCount(repeat.rows.length)} prompts`;
  return `${runWords(repeat.times)}${prompts} per ${repeat.purpose === "routes" ? "route" : "target"}`;
}

function runWords(runs: number): string {
  return `${formatCount(runs)} ${runs === 1 ? "run" : "runs"}`;
}
