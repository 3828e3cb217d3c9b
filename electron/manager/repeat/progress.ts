import type { RepeatHold, RepeatState } from "#shared/repeat.ts";
import type { CostSum } from "#shared/usage.ts";
import type { KeptRun } from "./run-book.ts";
import type { Cell } from "./work.ts";

type Sums = Pick<RepeatState, "measured" | "failed" | "running" | "cost" | "expectedNanoUsd">;

/** What its runs come to so far. `left`: what is not measured yet. */
export function sumsOf(runs: readonly KeptRun[], left: readonly Cell[]): Sums {
  const placed = runs.filter(({ column }) => column >= 0);
  const measured = placed.filter(({ outcome }) => outcome === "answered" || outcome === "failed");
  return {
    measured: measured.length,
    failed: placed.filter(({ outcome }) => outcome === "failed").length,
    running: runs.filter(({ outcome }) => outcome === "going").length,
    cost: addCosts(runs.map(({ cost }) => cost)),
    expectedNanoUsd: expectedOf(measured, left),
  };
}

function addCosts(costs: readonly CostSum[]): CostSum {
  return {
    nanoUsd: costs.reduce((sum, cost) => sum + cost.nanoUsd, 0),
    unknownCount: costs.reduce((sum, cost) => sum + cost.unknownCount, 0),
    isEstimate: costs.some((cost) => cost.isEstimate),
  };
}

/** Each column goes on as it did; one that was not measured yet costs what the others do. */
function expectedOf(measured: readonly KeptRun[], left: readonly Cell[]): number | null {
  const known = measured.filter(({ cost }) => cost.unknownCount === 0);
  const mean = meanOf(known);
  if (mean === null) return null;
  const means = new Map<number, number>();
  const meanOfColumn = (column: number) => {
    const found = means.get(column) ?? meanOf(known.filter((run) => run.column === column)) ?? mean;
    means.set(column, found);
    return found;
  };
  return Math.round(left.reduce((sum, { column }) => sum + meanOfColumn(column), 0));
}

function meanOf(runs: readonly KeptRun[]): number | null {
  return runs.length === 0 ? null : runs.reduce((sum, { cost }) => sum + cost.nanoUsd, 0) / runs.length;
}

/** How long it has run since it was started or resumed in this program, and what it measured in that time. */
export type Pace = {
  go(nowMs: number): void;
  halt(nowMs: number): void;
  measured(): void;
  /** Ms that so many runs will take; null before the first was measured. */
  leftMs(runs: number, nowMs: number): number | null;
};

export function createPace(): Pace {
  let sinceMs: number | null = null;
  let beforeMs = 0;
  let count = 0;
  return {
    go: (nowMs) => {
      sinceMs ??= nowMs;
    },
    halt: (nowMs) => {
      if (sinceMs !== null) beforeMs += nowMs - sinceMs;
      sinceMs = null;
    },
    measured: () => {
      count += 1;
    },
    leftMs: (runs, nowMs) => {
      if (count === 0) return null;
      const tookMs = beforeMs + (sinceMs === null ? 0 : nowMs - sinceMs);
      return Math.round((tookMs / count) * runs);
    },
  };
}

/** One for each provider: what lasts longest. */
export function holdsOf(holds: readonly RepeatHold[]): readonly RepeatHold[] {
  const longest = new Map<string, RepeatHold>();
  for (const hold of holds) {
    const known = longest.get(hold.providerId);
    if (known === undefined || known.untilMs < hold.untilMs) longest.set(hold.providerId, hold);
  }
  return [...longest.values()];
}
