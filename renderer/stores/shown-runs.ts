import type { Run } from "#shared/run.ts";

/**
 * Column → the run on screen: its newest for the newest prompt that it was asked, among the comparisons that are shown
 * (null: all). A prompt that was tried again later stays before the prompts that followed it. The runs come in the
 * order in which they began; clocks are not asked, since they may be set back.
 */
export function runIdsByColumn(runs: readonly Run[], shown: ReadonlySet<string> | null): Record<string, string> {
  const byComparison = new Map<string, Run[]>();
  for (const run of runs) {
    if (shown !== null && !shown.has(run.comparisonId)) continue;
    const known = byComparison.get(run.comparisonId);
    if (known === undefined) byComparison.set(run.comparisonId, [run]);
    else known.push(run);
  }
  // The last one of a column wins.
  return Object.fromEntries([...byComparison.values()].flat().map((run) => [run.columnId, run.id]));
}
