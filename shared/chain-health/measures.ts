import type { Expected, Measured } from "#shared/chain-health.ts";
import { fewestForMedian, quantileOfSorted } from "#shared/quantile.ts";
import { seededRandom } from "#shared/seeded-random.ts";
import type { Interval } from "#shared/statistics/bootstrap.ts";
import { distributionOf, fewestForInterval } from "#shared/statistics/distribution.ts";
import { type Resampler, resampleCount } from "#shared/statistics/resampler.ts";

/**
 * So many values are drawn anew for an interval. Of more the interval is the one that drawing them comes to, by the
 * normal approximation of ranks and of means: it is as good there, and takes no time.
 */
export const mostResampled = 200;

/** Of the normal distribution, for 95 %. */
const z = 1.959964;

/** Ms, by the rules of ui/README.md §7. */
export function timesOf(values: readonly number[], resampler: Resampler): Measured {
  if (values.length <= mostResampled) {
    const { count, p50, p50Interval, p95 } = distributionOf(values, resampler);
    return { count, p50, interval: p50Interval, p95 };
  }
  const inOrder = Float64Array.from(values).sort();
  return {
    count: inOrder.length,
    p50: quantileOfSorted(inOrder, 0.5),
    interval: medianInterval(inOrder),
    p95: quantileOfSorted(inOrder, 0.95),
  };
}

function medianInterval(inOrder: Float64Array): Interval {
  const half = z / (2 * Math.sqrt(inOrder.length));
  return { low: quantileOfSorted(inOrder, 0.5 - half) ?? 0, high: quantileOfSorted(inOrder, 0.5 + half) ?? 0 };
}

/** Nano-USD on average; null is in no figure. */
export function expectedOf(values: readonly (number | null)[], seed: number): Expected {
  const known = values.flatMap((value) => value ?? []);
  const count = known.length;
  return {
    count,
    mean: count < fewestForMedian ? null : meanOf(known),
    interval: count < fewestForInterval.p50 ? null : meanInterval(known, seed),
  };
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function meanInterval(values: readonly number[], seed: number): Interval {
  return values.length > mostResampled ? normalInterval(values) : resampledInterval(values, seed);
}

function normalInterval(values: readonly number[]): Interval {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = (z * Math.sqrt(squares / (values.length - 1))) / Math.sqrt(values.length);
  return { low: Math.max(Math.min(...values), mean - half), high: mean + half };
}

function resampledInterval(values: readonly number[], seed: number): Interval {
  const random = seededRandom(seed);
  const means = new Float64Array(resampleCount);
  for (let resample = 0; resample < resampleCount; resample += 1) {
    let sum = 0;
    for (let drawn = 0; drawn < values.length; drawn += 1) sum += values[Math.floor(random() * values.length)] ?? 0;
    means[resample] = sum / values.length;
  }
  return middleOf(means);
}

/** The middle 95 % of resampled figures, as an interval. */
export function middleOf(figures: Float64Array): Interval {
  const inOrder = figures.sort();
  return { low: quantileOfSorted(inOrder, 0.025) ?? 0, high: quantileOfSorted(inOrder, 0.975) ?? 0 };
}
