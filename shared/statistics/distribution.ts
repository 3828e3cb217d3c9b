import { fewestForMedian, fewestForP95, quantileOfSorted } from "#shared/quantile.ts";
import { type Interval, medianInterval, type Sorted, sortedValues } from "./bootstrap.ts";
import { type MeasureName, valuesOf } from "./measures.ts";
import { rankInterval } from "./rank-interval.ts";
import { type QuantileName, quantileShares, type Resampler } from "./resampler.ts";
import type { Sample } from "./samples.ts";

/**
 * Fewest values for an interval. For a 95th percentile it is the rule of ui/README.md §7. For a median it was measured
 * (test/bench/statistics.ts): from five values on, of two samples without a difference at most one in twenty seems to
 * have one; with three it is one in ten.
 */
export const fewestForInterval: Readonly<Record<QuantileName, number>> = { p50: 5, p95: 50 };

/** How the values of one measure lie. Null is shown as `too few runs`. */
export type Distribution = {
  readonly count: number;
  readonly least: number | null;
  readonly most: number | null;
  /** From 3 values on. */
  readonly p50: number | null;
  /** From 15 values on. */
  readonly p95: number | null;
  /** 95 % bootstrap interval, from 5 values on. */
  readonly p50Interval: Interval | null;
  /** 95 % interval by ranks, from 50 values on. */
  readonly p95Interval: Interval | null;
};

/** Fewest values for a figure (ui/README.md §7). */
export const fewestForFigure: Readonly<Record<QuantileName, number>> = { p50: fewestForMedian, p95: fewestForP95 };

export function distributionOf(values: readonly number[], resampler: Resampler): Distribution {
  const sample = sortedValues(values);
  return {
    count: sample.length,
    least: sample[0] ?? null,
    most: sample.at(-1) ?? null,
    p50: figureOf(sample, "p50"),
    p95: figureOf(sample, "p95"),
    p50Interval: sample.length < fewestForInterval.p50 ? null : medianInterval(sample, resampler),
    p95Interval: sample.length < fewestForInterval.p95 ? null : rankInterval(sample, quantileShares.p95),
  };
}

/** All measures of one target. */
export function distributionsOf(
  samples: readonly Sample[],
  resampler: Resampler,
): Readonly<Record<MeasureName, Distribution>> {
  const of = (name: MeasureName) => distributionOf(valuesOf(samples, name), resampler);
  return {
    firstToken: of("firstToken"),
    total: of("total"),
    speed: of("speed"),
    cost: of("cost"),
    output: of("output"),
  };
}

/** Null below the count from which it says something. */
export function figureOf(sample: Sorted, name: QuantileName): number | null {
  return sample.length < fewestForFigure[name] ? null : quantileOfSorted(sample, quantileShares[name]);
}
