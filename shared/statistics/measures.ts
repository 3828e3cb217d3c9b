import type { Sample } from "./samples.ts";

export const measureNames = ["firstToken", "total", "speed", "cost", "output"] as const;

export type MeasureName = (typeof measureNames)[number];

/** ms, tokens per second, integer nano-USD, tokens. */
export type MeasureUnit = "ms" | "tokensPerSecond" | "nanoUsd" | "tokens";

export type Measure = {
  /** As a heading: `First token`. */
  readonly title: string;
  readonly unit: MeasureUnit;
  /** Null where it was not measured, or is not known. */
  readonly read: (sample: Sample) => number | null;
};

/** One definition of each for strip plots, tables, verdicts and exports. */
export const measures: Readonly<Record<MeasureName, Measure>> = {
  firstToken: { title: "First token", unit: "ms", read: (sample) => sample.firstTokenMs },
  total: { title: "Total", unit: "ms", read: (sample) => sample.totalMs },
  speed: { title: "Speed", unit: "tokensPerSecond", read: (sample) => sample.tokensPerSecond },
  cost: { title: "Cost per answer", unit: "nanoUsd", read: (sample) => sample.nanoUsd },
  output: { title: "Output", unit: "tokens", read: (sample) => sample.outputTokens },
};

/** Of the answers alone: a failure is counted, and its time and cost are never averaged in (ui/README.md §7). */
export function valuesOf(samples: readonly Sample[], name: MeasureName): readonly number[] {
  const { read } = measures[name];
  return samples.flatMap((sample) => (sample.failure === null ? (read(sample) ?? []) : []));
}
