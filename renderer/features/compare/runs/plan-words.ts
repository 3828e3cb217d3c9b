import { formatCount } from "#shared/format.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import type { Comparison } from "#shared/run.ts";

/** `20 runs per column`, `12 rows × 3`, `20 runs per route` */
export function roundsWords({ times, rows, purpose }: Pick<RepeatPlan, "times" | "rows" | "purpose">): string {
  if (rows !== undefined) {
    const count = rows.length === 1 ? "1 row" : `${formatCount(rows.length)} rows`;
    return times === 1 ? count : `${count} × ${formatCount(times)}`;
  }
  return `${formatCount(times)} runs per ${purpose === "routes" ? "route" : "column"}`;
}

/** How it was measured, so that it can be done again: `20 runs per column · 1 at a time · order by seed 7`. */
export function planWords({ repeat }: Pick<Comparison, "repeat">): string {
  if (repeat === undefined) return "";
  const { perProvider, seed } = repeat;
  return `${roundsWords(repeat)} · ${perProvider} at a time at each provider · order by seed ${seed}`;
}
