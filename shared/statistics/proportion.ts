import type { Interval } from "./bootstrap.ts";

/** So many of so many. */
export type Proportion = { readonly count: number; readonly of: number };

/** Of the normal distribution, for 95 %. */
const z = 1.959964;

/** 95 % interval of a share (Wilson's score), from 0 to 1. It holds for few runs, and for none or all of them. */
export function shareInterval({ count, of }: Proportion): Interval {
  if (of === 0) return { low: 0, high: 1 };
  const share = count / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))) / (1 + z ** 2 / of);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** 95 % interval of `other − baseline` of two shares, from the two score intervals (Newcombe). */
export function shareDifference(baseline: Proportion, other: Proportion): Interval {
  if (baseline.of === 0 || other.of === 0) return { low: -1, high: 1 };
  const before = shareInterval(baseline);
  const after = shareInterval(other);
  const beforeShare = baseline.count / baseline.of;
  const afterShare = other.count / other.of;
  return {
    low: afterShare - beforeShare - Math.hypot(afterShare - after.low, before.high - beforeShare),
    high: afterShare - beforeShare + Math.hypot(after.high - afterShare, beforeShare - before.low),
  };
}
