import { nanoUsdOf } from "#shared/cost.ts";
import type { Price } from "#shared/model.ts";
import { sortedValues } from "./bootstrap.ts";
import { type Difference, judge, type SamplePair } from "./difference.ts";
import { figureOf } from "./distribution.ts";
import type { Resampler } from "./resampler.ts";
import type { Sample } from "./samples.ts";

/**
 * What the other route costs more at the same tokens, as a share: 0.055 is 5.5 % more. One answer is longer than
 * another by chance, and its cost with it. So each answer's cost is set against what the baseline's list price makes of
 * that answer's own tokens, and of these ratios the medians are compared.
 */
export type SameTokens = Pick<Difference, "interval" | "isClear"> & { readonly share: number };

/** Less than a tenth of a percent is rounding: an answer's cost is a whole number of nano-USD. */
const leastShare = 0.001;

/** Null where the baseline has no known price, or a price of zero, or too few answers say their tokens. */
export function sameTokensOf(samples: SamplePair, resampler: Resampler): SameTokens | null {
  const price = samples.baseline.find(({ billed }) => billed?.price != null)?.billed?.price ?? null;
  if (price === null) return null;
  const pair = {
    baseline: sortedValues(ratiosOf(samples.baseline, price)),
    other: sortedValues(ratiosOf(samples.other, price)),
  };
  const before = figureOf(pair.baseline, "p50");
  const after = figureOf(pair.other, "p50");
  if (before === null || after === null || before === 0) return null;
  const share = after / before - 1;
  const { interval, isClear } = judge(pair, "p50", resampler);
  if (interval === null) return { share, interval, isClear: false };
  const relative = { low: interval.low / before, high: interval.high / before };
  return { share, interval: relative, isClear: isClear && Math.abs(share) >= leastShare };
}

function ratiosOf(samples: readonly Sample[], price: Price): readonly number[] {
  return samples.flatMap(({ failure, billed }) => {
    if (failure !== null || billed === null) return [];
    const listed = nanoUsdOf(billed.usage, price);
    return listed > 0 ? [billed.nanoUsd / listed] : [];
  });
}
