import { scaleLog } from "d3-scale";
import type { AnswerRow } from "./answer-rows.ts";

/** A finished answer with a price above zero: what a logarithmic axis can show. */
export type Point = {
  readonly columnId: string;
  readonly name: string;
  readonly seconds: number;
  readonly usd: number;
  readonly nanoUsd: number;
};

export type Tick = { readonly share: number; readonly value: number };
export type Placed = Point & {
  /** From the left and from the top, 0 to 1. */
  readonly x: number;
  readonly y: number;
  /** Where the name stands; null where there is no room, then it is only told on hover. */
  readonly label: LabelPlace | null;
};
export type LabelPlace = "right" | "upper-right" | "lower-right" | "left" | "upper-left" | "lower-left";
export type Plot = {
  readonly points: readonly Placed[];
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
};

export function pointsOf(rows: readonly AnswerRow[]): readonly Point[] {
  return rows.flatMap(({ column, name, state, numbers, otherPrompt }) => {
    if (state.kind !== "done" || otherPrompt !== null || numbers === null || numbers.cost.unknownCount > 0) return [];
    const { nanoUsd } = numbers.cost;
    if (nanoUsd <= 0 || numbers.totalMs <= 0) return [];
    return [{ columnId: column.id, name, seconds: numbers.totalMs / 1_000, usd: nanoUsd / 1e9, nanoUsd }];
  });
}

export type PlotSize = { readonly widthPx: number; readonly heightPx: number };

/** Places points on axes that begin and end at round figures, and names beside them where they do not meet. */
export function plotOf(points: readonly Point[], size: PlotSize): Plot {
  const x = axisOf(
    points.map((point) => point.seconds),
    [1, 2, 5],
  );
  const y = axisOf(
    points.map((point) => point.usd),
    [1],
  );
  const places = points.map((point) => ({ ...point, x: x.share(point.seconds), y: 1 - y.share(point.usd) }));
  const yTicks = y.ticks.map((tick) => ({ ...tick, share: 1 - tick.share }));
  return { points: placeLabels(places, size), xTicks: x.ticks, yTicks };
}

/** A logarithmic axis whose ends are the nearest of `steps` × a power of ten around the values. */
function axisOf(values: readonly number[], steps: readonly number[]) {
  const low = roundTo(Math.min(...values), steps, -1);
  const high = roundTo(Math.max(...values), steps, 1);
  const end = high > low ? high : roundTo(low * 1.01, steps, 1);
  const scale = scaleLog().domain([low, end]).range([0, 1]);
  const ticks = stepsBetween(low, end, steps).map((value) => ({ value, share: scale(value) }));
  return { ticks, share: (value: number) => scale(value) };
}

/** The nearest step at or below (-1), at or above (1). */
function roundTo(value: number, steps: readonly number[], direction: -1 | 1): number {
  const power = Math.floor(Math.log10(value));
  const around = [power - 1, power, power + 1].flatMap((exponent) => steps.map((step) => stepAt(step, exponent)));
  // A value that is a step up to rounding error counts as that step.
  const tolerance = value * 1e-9;
  const fitting = around.filter((one) => (direction < 0 ? one <= value + tolerance : one >= value - tolerance));
  return direction < 0 ? Math.max(...fitting) : Math.min(...fitting);
}

/** `2 × 10^-4` without the error of multiplying. */
function stepAt(step: number, exponent: number): number {
  return Number(`${step}e${exponent}`);
}

function stepsBetween(low: number, high: number, steps: readonly number[]): readonly number[] {
  const from = Math.floor(Math.log10(low)) - 1;
  const to = Math.ceil(Math.log10(high)) + 1;
  const all = Array.from({ length: to - from + 1 }, (_, index) =>
    steps.map((step) => stepAt(step, from + index)),
  ).flat();
  return all.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
}

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

const dotPx = 6;
const gapPx = 9;
const labelHeightPx = 14;
/** Of the label size; a little wide, so that names do not touch. */
const characterPx = 6.4;
/** Room at the right of the plot that names may use. */
const overhangPx = 92;

const placeOrder = ["right", "upper-right", "lower-right", "left", "upper-left", "lower-left"] as const;

/** Greedy, from left to right: the first place beside its dot where a name meets neither dots nor other names. */
function placeLabels(points: readonly Omit<Placed, "label">[], { widthPx, heightPx }: PlotSize): readonly Placed[] {
  const at = (point: Omit<Placed, "label">) => ({ x: point.x * widthPx, y: point.y * heightPx });
  const taken: Box[] = points.map((point) => boxAround(at(point), dotPx));
  const labels = new Map<string, LabelPlace>();
  for (const point of points.toSorted((one, other) => one.x - other.x)) {
    const own = taken[points.indexOf(point)];
    const place = placeOrder.find((candidate) => {
      const box = labelBox(at(point), point.name.length * characterPx, candidate);
      const isInside =
        box.left >= 0 && box.right <= widthPx + overhangPx && box.top >= -8 && box.bottom <= heightPx + 4;
      return isInside && taken.every((other) => other === own || !meet(box, other));
    });
    if (place === undefined) continue;
    labels.set(point.columnId, place);
    taken.push(labelBox(at(point), point.name.length * characterPx, place));
  }
  return points.map((point) => ({ ...point, label: labels.get(point.columnId) ?? null }));
}

function boxAround({ x, y }: { readonly x: number; readonly y: number }, half: number): Box {
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

function labelBox({ x, y }: { readonly x: number; readonly y: number }, width: number, place: LabelPlace): Box {
  const left = place.endsWith("left") ? x - gapPx - width : x + gapPx;
  const middle = place.startsWith("upper") ? y - 10 : place.startsWith("lower") ? y + 10 : y;
  return { left, right: left + width, top: middle - labelHeightPx / 2, bottom: middle + labelHeightPx / 2 };
}

function meet(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
