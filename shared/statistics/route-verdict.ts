import type { Interval } from "./bootstrap.ts";
import { type Difference, differenceOf, type SamplePair } from "./difference.ts";
import { fewestForInterval } from "./distribution.ts";
import type { MeasureName } from "./measures.ts";
import { shareDifference } from "./proportion.ts";
import { createResampler, type QuantileName, type Resampler } from "./resampler.ts";
import { type RouteFigures, routeFigures } from "./route-figures.ts";
import { type SameTokens, sameTokensOf } from "./same-tokens.ts";

/**
 * One route against another, in numbers. What is measured is set side by side as medians with a bootstrap interval of
 * their difference, what is counted as counts; answers alone are measured, failures are counted.
 */
export type RouteVerdict = {
  readonly baseline: RouteFigures;
  readonly other: RouteFigures;
  /** In the order of the table: first token p50 and p95, total p50, speed p50, cost p50, output p50. */
  readonly rows: readonly Difference[];
  /** Null where it cannot be said. */
  readonly sameTokens: SameTokens | null;
  readonly failures: FailureDifference;
  /**
   * `judged`: both answered often enough for an interval of their medians. `no-answer`: one of them never answered in
   * enough runs. `too-few`: nothing is claimed.
   */
  readonly standing: "judged" | "no-answer" | "too-few";
};

/** Failed runs of the other − of the baseline. */
export type FailureDifference = {
  readonly count: number;
  /** Of the two shares' difference, −1 to 1. */
  readonly interval: Interval;
  readonly isClear: boolean;
};

const rows: readonly (readonly [MeasureName, QuantileName])[] = [
  ["firstToken", "p50"],
  ["firstToken", "p95"],
  ["total", "p50"],
  ["speed", "p50"],
  ["cost", "p50"],
  ["output", "p50"],
];

/** `seed` decides which resamples are drawn, so that the same runs always give the same verdict. */
export function compareRoutes({ baseline, other, seed }: SamplePair & { readonly seed: number }): RouteVerdict {
  return compareWith({ baseline, other }, createResampler(seed));
}

/** With a resampler that several verdicts share, so that each count is drawn once. */
export function compareWith(pair: SamplePair, resampler: Resampler): RouteVerdict {
  const baseline = routeFigures(pair.baseline);
  const other = routeFigures(pair.other);
  return {
    baseline,
    other,
    rows: rows.map(([measure, quantile]) => differenceOf(pair, { measure, quantile, resampler })),
    sameTokens: sameTokensOf(pair, resampler),
    failures: failureDifference(baseline, other),
    standing: standingOf(baseline, other),
  };
}

export function rowOfMeasure(
  { rows }: Pick<RouteVerdict, "rows">,
  measure: MeasureName,
  quantile: QuantileName = "p50",
): Difference | undefined {
  return rows.find((row) => row.measure === measure && row.quantile === quantile);
}

function failureDifference(baseline: RouteFigures, other: RouteFigures): FailureDifference {
  const proportionOf = ({ failed, runs }: RouteFigures) => ({ count: failed, of: runs });
  const interval = shareDifference(proportionOf(baseline), proportionOf(other));
  return { count: other.failed - baseline.failed, interval, isClear: interval.low > 0 || interval.high < 0 };
}

function standingOf(baseline: RouteFigures, other: RouteFigures): RouteVerdict["standing"] {
  const fewest = fewestForInterval.p50;
  if (baseline.answered >= fewest && other.answered >= fewest) return "judged";
  const isSilent = ({ answered, runs }: RouteFigures) => answered === 0 && runs >= fewest;
  return isSilent(baseline) || isSilent(other) ? "no-answer" : "too-few";
}
