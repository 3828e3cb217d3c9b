import { formatCost, formatCount, formatSeconds, formatSpeed } from "#shared/format.ts";
import type { MeasureUnit } from "#shared/statistics/measures.ts";

/** How a strip plot draws the values of a measure. */
export type MeasureAxis = {
  /** What the axis counts in: 1 of it in units of the measure (1,000 ms are 1 s). */
  readonly perUnit: number;
  /** After the last tick; empty where the ticks say it. */
  readonly unit: string;
  /** A tick of the axis, in its units. A function that stays the same. */
  readonly tickWords: (value: number) => string;
  /** A value of the measure without its unit, as the axis says it: `0.89`. */
  readonly bareWords: (value: number) => string;
};

const plainTick = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 6 });
const tickWords = (value: number) => plainTick.format(value);
const dollarWords = (value: number) => `$${plainTick.format(value)}`;
const bareSeconds = (ms: number) => formatSeconds(ms).replace(/^([\d.]+)\u00a0s$/, "$1");

export const measureAxes: Readonly<Record<MeasureUnit, MeasureAxis>> = {
  ms: { perUnit: 1_000, unit: "s", tickWords, bareWords: bareSeconds },
  tokensPerSecond: { perUnit: 1, unit: "tok/s", tickWords, bareWords: formatSpeed },
  nanoUsd: { perUnit: 1e9, unit: "", tickWords: dollarWords, bareWords: (value) => formatCost(Math.round(value)) },
  tokens: { perUnit: 1, unit: "tokens", tickWords, bareWords: formatCount },
};
