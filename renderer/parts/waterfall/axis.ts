import type { Run } from "#shared/run.ts";
import { elapsedMs } from "#shared/run-numbers.ts";

/** Full widths of the axis in seconds, and into how many parts each is divided. */
const steps: readonly (readonly [seconds: number, parts: number])[] = [
  [1, 5],
  [2, 4],
  [4, 4],
  [6, 6],
  [8, 4],
  [10, 5],
  [12, 6],
  [15, 5],
  [20, 5],
  [30, 6],
  [60, 6],
  [120, 6],
];

export type Axis = {
  readonly fullMs: number;
  readonly parts: number;
  /** One label per tick, from 0 to the last one with its unit. */
  readonly labels: readonly string[];
};

/** Made once each: whoever is given the same axis again need not render again. */
const axes = steps.map(([seconds, parts]) => newAxis(seconds, parts));

/** Snaps to a round figure, so that the axis stands still for a while and then grows at once. */
export function axisFor(longestMs: number): Axis {
  const fitting = axes.find(({ fullMs }) => fullMs >= longestMs);
  return fitting ?? newAxis(Math.ceil(longestMs / 120_000) * 120, 6);
}

function newAxis(seconds: number, parts: number): Axis {
  const labels = Array.from({ length: parts + 1 }, (_, index) => tickText((seconds / parts) * index));
  return {
    fullMs: seconds * 1_000,
    parts,
    labels: labels.map((text, index) => (index === parts ? `${text}\u00a0s` : text)),
  };
}

function tickText(seconds: number): string {
  return Number.isInteger(seconds) ? String(seconds) : seconds.toFixed(1);
}

/** One axis for all waterfalls on screen. Since time only goes on, it only grows during a run. */
export function sharedAxis(runs: readonly Run[], nowMs: number): Axis {
  return axisFor(Math.max(1_000, ...runs.map((run) => elapsedMs(run, nowMs))));
}
