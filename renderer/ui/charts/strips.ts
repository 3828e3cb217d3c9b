import { scaleLinear } from "d3-scale";

/**
 * How the dots of a series look: two series are told apart by shape (a filled circle against a hollow diamond), more
 * than two by the name beside them.
 */
export type SeriesLook = "filled" | "hollow" | "plain";

/** A figure of a strip with the words that stand below it. */
export type StripFigure = { readonly value: number; readonly label: string };

/** The values of one series on a line. */
export type Strip = {
  readonly id: string;
  readonly name: string;
  readonly look: SeriesLook;
  /** In any order; a value keeps its height in the strip as long as its place in the list stays. */
  readonly values: readonly number[];
  /** Solid; null where there are too few values for it. */
  readonly p50: StripFigure | null;
  /** Dotted, with a band from the median to it; null where there are too few values for it. */
  readonly p95: StripFigure | null;
  /** Below the strip where there is no median: why not. */
  readonly note?: string;
};

/** From the left edge to the right one, and the round values between; not from 0, as dots have no length. */
export type StripAxis = { readonly from: number; readonly to: number; readonly ticks: readonly number[] };

const usualTicks = 5;
/** So much of the axis a label needs beside its tick, to the left of p50 and to the right of p95. */
const labelShare = 0.12;

/** An axis around all values that begins and ends at a tick, with room for the words at both ends. */
export function stripAxis(strips: readonly Strip[]): StripAxis {
  const values = strips.flatMap((strip) => strip.values);
  const lowest = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const highest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (values.length === 0) return { from: 0, to: 1, ticks: [0, 1] };
  const margin = highest > lowest ? 0 : Math.abs(highest) / 10 || 1;
  const scale = scaleLinear()
    .domain([Math.max(Math.min(0, lowest), lowest - margin), highest + margin])
    .nice(usualTicks);
  const [from = 0, to = 1] = scale.domain();
  const step = stepOf(scale.ticks(usualTicks), to - from);
  const isNear = (one: number, other: number) => Math.abs(other - one) / (to - from) < labelShare;
  const isTightAbove = strips.some(({ p95 }) => p95 !== null && isNear(p95.value, to));
  const isTightBelow = from - step >= 0 && strips.some(({ p50 }) => p50 !== null && isNear(from, p50.value));
  return axisWith(isTightBelow ? from - step : from, isTightAbove ? to + step : to);
}

function stepOf(ticks: readonly number[], span: number): number {
  const [first, second] = ticks;
  return first === undefined || second === undefined ? span : second - first;
}

/** Both ends become ticks, whatever adding up made of their last digits. */
function axisWith(least: number, most: number): StripAxis {
  const scale = scaleLinear().domain([least, most]).nice(usualTicks);
  const [from = least, to = most] = scale.domain();
  return { from, to, ticks: scale.ticks(usualTicks) };
}

/** Place of a value on the axis, 0 to 1. */
export function shareOn({ from, to }: StripAxis, value: number): number {
  return (value - from) / (to - from);
}

/** The golden ratio spreads neighbours of any number evenly over the height. */
const spreadBy = 0.618034;

export type StripSize = { readonly widthPx: number; readonly heightPx: number };

/** Dots as one SVG path in px, so that a thousand of them are one element. Circles are lines of no length. */
export function dotsPath({ values, look }: Strip, axis: StripAxis, { widthPx, heightPx }: StripSize): string {
  return values
    .map((value, index) => {
      const x = round(shareOn(axis, value) * widthPx);
      const y = round(dotRadiusPx + ((index * spreadBy) % 1) * Math.max(0, heightPx - 2 * dotRadiusPx));
      return look === "hollow" ? diamond(x, y) : `M${x} ${y}h0`;
    })
    .join("");
}

/** From so many on, dots are drawn smaller, so that their heap still has a shape. */
export const manyValues = 60;

const dotRadiusPx = 4;

function diamond(x: number, y: number): string {
  const r = dotRadiusPx;
  return `M${round(x - r)} ${y}l${r} ${-r}l${r} ${r}l${-r} ${r}z`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
