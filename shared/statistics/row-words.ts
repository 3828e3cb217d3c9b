import { assertNever } from "#shared/failure.ts";
import { formatCost, formatCount, formatPercent, formatSeconds, formatSpeed } from "#shared/format.ts";
import type { Counts, Difference } from "./difference.ts";
import { fewestForFigure, fewestForInterval } from "./distribution.ts";
import { type MeasureName, type MeasureUnit, measures } from "./measures.ts";

/** What a verdict's table says, for the window and for exports alike (ui/README.md §7). */

const space = "\u00a0";
const minus = "\u2212";

export const tooFewRuns = "too few runs";
export const noClearDifference = "no clear difference";

/** `First token, p50`; a cost per answer is its median, and goes by its own name. */
export function rowTitle({ measure, quantile }: Pick<Difference, "measure" | "quantile">): string {
  const { title } = measures[measure];
  return measure === "cost" && quantile === "p50" ? title : `${title}, ${quantile}`;
}

/** `0.89 s`, `61.8 tok/s`, `$0.00868`, `326 tokens`; null is `too few runs`. */
export function valueWords(measure: MeasureName, value: number | null): string {
  return value === null ? tooFewRuns : amountWords(measures[measure].unit, value);
}

type DifferenceFigures = Pick<Difference, "measure" | "absolute" | "relative">;

/** `+0.29 s (+32%)`; empty where one of the two has too few runs, and without a share of what is zero. */
export function differenceWords({ measure, absolute, relative }: DifferenceFigures): string {
  if (absolute === null) return "";
  const words = signedWords(measure, absolute);
  return relative === null || absolute === 0 ? words : `${words} (${signedShare(relative)})`;
}

/** One figure, and the answers that it rests on. */
export type Figure = Pick<Difference, "measure" | "quantile"> & {
  readonly value: number | null;
  readonly counts: Counts;
};

/** `0.89 s`; else why there is no figure: `too few runs`, `unknown` cost, `not measured`. */
export function figureWords({ measure, quantile, value, counts }: Figure): string {
  const isUnknown = value === null && counts.answers >= fewestForFigure[quantile];
  return isUnknown ? unknownWords(measure) : valueWords(measure, value);
}

/** Of one route. */
export function sideWords({ measure, quantile, counts, ...row }: Difference, side: "baseline" | "other"): string {
  return figureWords({ measure, quantile, value: row[side], counts: counts[side] });
}

/** `+0.12 s to +0.42 s`; else why there is none. */
export function intervalWords({ measure, quantile, interval, counts }: Judged): string {
  if (interval === null) {
    const fewest = Math.min(counts.baseline.answers, counts.other.answers);
    return fewest >= fewestForInterval[quantile] ? unknownWords(measure) : tooFewRuns;
  }
  return `${signedWords(measure, interval.low)} to ${signedWords(measure, interval.high)}`;
}

type Judged = Pick<Difference, "measure" | "quantile" | "interval" | "counts">;

/** There were answers enough: what they cost is not known, or they were too short for a speed. */
function unknownWords(measure: MeasureName): string {
  return measure === "cost" ? "unknown" : "not measured";
}

/** `no clear difference` where the interval spans zero; null where it does not, and where there is none. */
export function clearWords({ interval, isClear }: Pick<Difference, "interval" | "isClear">): string | null {
  return interval === null || isClear ? null : noClearDifference;
}

/** `+5.5%`. */
export function signedShare(share: number): string {
  return signed(share, formatPercent);
}

function signedWords(measure: MeasureName, value: number): string {
  return signed(value, (amount) => differenceAmount(measures[measure].unit, amount));
}

function signed(value: number, words: (amount: number) => string): string {
  if (value === 0) return words(0);
  return `${value > 0 ? "+" : minus}${words(Math.abs(value))}`;
}

/** What a difference comes to, without its sign: below a tenth of a second two digits would hide it. */
export function differenceAmount(unit: MeasureUnit, amount: number): string {
  if (unit === "ms" && amount > 0 && amount < 99.5) return `${(amount / 1_000).toFixed(3)}${space}s`;
  return amountWords(unit, amount);
}

function amountWords(unit: MeasureUnit, value: number): string {
  switch (unit) {
    case "ms":
      return formatSeconds(value);
    case "tokensPerSecond":
      return `${formatSpeed(value)}${space}tok/s`;
    case "nanoUsd":
      return formatCost(Math.round(value));
    case "tokens":
      return `${formatCount(value)}${space}tokens`;
    default:
      return assertNever(unit);
  }
}
