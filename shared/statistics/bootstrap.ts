import { type QuantileName, type Ranks, type Resampler, resampleCount } from "./resampler.ts";

/** Both ends included. */
export type Interval = { readonly low: number; readonly high: number };

/** A sample in order, made once for all that is asked of it. */
export type Sorted = Float64Array;

export function sortedValues(values: readonly number[]): Sorted {
  return Float64Array.from(values).sort();
}

/** 95 % percentile interval of a median. The sample must not be empty. */
export function medianInterval(sample: Sorted, resampler: Resampler): Interval {
  return middleOf(quantilesOf(sample, resampler.draws(sample.length, "baseline").p50).sort(), 0.95);
}

export type Pair = { readonly baseline: Sorted; readonly other: Sorted };

/** Of 95 % and of 99 %. */
export type Intervals = { readonly usual: Interval; readonly wide: Interval };

/**
 * Percentile intervals of `quantile of the other − quantile of the baseline`: both are drawn anew independently of each
 * other, 2,000 times, and of the differences the middle ones are taken. Neither sample may be empty.
 */
export function differenceInterval({ baseline, other }: Pair, name: QuantileName, resampler: Resampler): Intervals {
  const before = quantilesOf(baseline, resampler.draws(baseline.length, "baseline")[name]);
  const after = quantilesOf(other, resampler.draws(other.length, "other")[name]);
  const differences = after.map((value, index) => value - (before[index] ?? 0)).sort();
  return { usual: middleOf(differences, 0.95), wide: middleOf(differences, 0.99) };
}

function quantilesOf(sample: Sorted, { lower, upper, share }: Ranks): Float64Array {
  const quantiles = new Float64Array(resampleCount);
  for (let index = 0; index < resampleCount; index++) {
    const low = sample[lower[index] ?? 0] ?? 0;
    const high = sample[upper[index] ?? 0] ?? 0;
    quantiles[index] = low + (high - low) * share;
  }
  return quantiles;
}

/** The middle share of values in order. */
function middleOf(inOrder: Float64Array, share: number): Interval {
  const at = (place: number) => inOrder[Math.round((inOrder.length - 1) * place)] ?? 0;
  const tail = (1 - share) / 2;
  return { low: at(tail), high: at(1 - tail) };
}
