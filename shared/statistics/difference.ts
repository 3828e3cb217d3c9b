import { differenceInterval, type Interval, type Pair, sortedValues } from "./bootstrap.ts";
import { fewestForInterval, figureOf } from "./distribution.ts";
import { type MeasureName, valuesOf } from "./measures.ts";
import type { QuantileName, Resampler } from "./resampler.ts";
import type { Sample } from "./samples.ts";

/**
 * One measure of two routes, the other against the baseline, in the measure's unit. The interval is a percentile
 * bootstrap: both samples are drawn anew independently, 2,000 times, and the middle 95 % of the differences of their
 * medians (or 95th percentiles) is taken.
 */
export type Difference = {
  readonly measure: MeasureName;
  readonly quantile: QuantileName;
  /** Null where too few answers have it. */
  readonly baseline: number | null;
  readonly other: number | null;
  /** What the figures rest on. */
  readonly counts: { readonly baseline: Counts; readonly other: Counts };
  /** `other − baseline`; null where one of the two is. */
  readonly absolute: number | null;
  /** As a share of the baseline: 0.32 is 32 % more. Null where there is no difference, or the baseline is zero. */
  readonly relative: number | null;
  /** Of `absolute`; null where it would rest on too few runs. */
  readonly interval: Interval | null;
  /** The interval does not span zero. False where there is none: too few runs claim nothing. */
  readonly isClear: boolean;
  /** Not even an interval of 99 % spans zero: for what is only looked at because something else showed no difference. */
  readonly isClearTwice: boolean;
};

/** Answers, and those of them of which the measure is known. */
export type Counts = { readonly answers: number; readonly values: number };

/** All runs of two routes. */
export type SamplePair = { readonly baseline: readonly Sample[]; readonly other: readonly Sample[] };

/** What is compared, and how. */
export type Compared = {
  readonly measure: MeasureName;
  readonly quantile: QuantileName;
  readonly resampler: Resampler;
};

export function differenceOf(samples: SamplePair, { measure, quantile, resampler }: Compared): Difference {
  const pair = {
    baseline: sortedValues(valuesOf(samples.baseline, measure)),
    other: sortedValues(valuesOf(samples.other, measure)),
  };
  const baseline = figureOf(pair.baseline, quantile);
  const other = figureOf(pair.other, quantile);
  const absolute = baseline === null || other === null ? null : other - baseline;
  const relative = absolute === null || baseline === null || baseline === 0 ? null : absolute / baseline;
  const counts = {
    baseline: { answers: answersOf(samples.baseline), values: pair.baseline.length },
    other: { answers: answersOf(samples.other), values: pair.other.length },
  };
  return { measure, quantile, baseline, other, counts, absolute, relative, ...judge(pair, quantile, resampler) };
}

function answersOf(samples: readonly Sample[]): number {
  return samples.filter(({ failure }) => failure === null).length;
}

export type Judged = Pick<Difference, "interval" | "isClear" | "isClearTwice">;

/** Claims nothing where one of the two samples is too small. */
export function judge(pair: Pair, quantile: QuantileName, resampler: Resampler): Judged {
  if (Math.min(pair.baseline.length, pair.other.length) < fewestForInterval[quantile]) {
    return { interval: null, isClear: false, isClearTwice: false };
  }
  const { usual, wide } = differenceInterval(pair, quantile, resampler);
  return { interval: usual, isClear: !spansZero(usual), isClearTwice: !spansZero(wide) };
}

function spansZero({ low, high }: Interval): boolean {
  return low <= 0 && high >= 0;
}
