import { scaleLinear } from "d3-scale";

/** A running sum from a place of the axis on, and how much of it is set apart; it holds until the next one. */
export type Step = { readonly at: number; readonly value: number; readonly part: number };

/** A line of an axis with its words. */
export type Tick = { readonly value: number; readonly label: string };

/** Both axes from 0 to 100, as the SVG has it: x from the left, y from the top. */
export type Plane = { readonly x: (at: number) => number; readonly y: (value: number) => number };

export type Extent = { readonly from: number; readonly to: number; readonly top: number };

/** Sums start at 0, and so does their axis. */
export function planeOf({ from, to, top }: Extent): Plane {
  const x = scaleLinear().domain([from, to]).range([0, 100]).clamp(true);
  const y = scaleLinear().domain([0, top]).range([100, 0]);
  return { x: (at) => x(at), y: (value) => y(value) };
}

type Pick = (step: Step) => number;

/** A line that rises in steps and is never smoothed, from 0 at the left edge to `until`. */
export function linePath(steps: readonly Step[], pick: Pick, plane: Plane): string {
  return `M${cornersOf(steps, pick, plane).map(pair).join("L")}`;
}

/** What lies below such a line. */
export function areaPath(steps: readonly Step[], pick: Pick, plane: Plane): string {
  return `${linePath(steps, pick, plane)}V100H0Z`;
}

/** The same as a CSS polygon, for what is painted in HTML. */
export function areaPolygon(steps: readonly Step[], pick: Pick, plane: Plane): string {
  const corners = cornersOf(steps, pick, plane);
  const end = corners.at(-1)?.[0] ?? 0;
  const all = [...corners, [end, 100] as const, [0, 100] as const];
  return `polygon(${all.map(([x, y]) => `${round(x)}% ${round(y)}%`).join(", ")})`;
}

type Corner = readonly [x: number, y: number];

function cornersOf(steps: readonly Step[], pick: Pick, plane: Plane): readonly Corner[] {
  const corners: Corner[] = [[0, 100]];
  let level = 100;
  for (const step of steps) {
    const x = plane.x(step.at);
    const y = plane.y(pick(step));
    corners.push([x, level]);
    if (y !== level) corners.push([x, y]);
    level = y;
  }
  return corners;
}

function pair([x, y]: Corner): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

const niceSteps = [1, 2, 2.5, 5, 10] as const;

/** Round values from 0 up to at most `top`, in `most` equal steps or fewer. */
export function roundValues(top: number, most: number): readonly number[] {
  if (top <= 0) return [0];
  const least = top / most;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = (niceSteps.find((nice) => nice * power >= least * (1 - 1e-9)) ?? 10) * power;
  const count = Math.floor((top / step) * (1 + 1e-9));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Places of labels from the top in percent, moved so far apart that none covers another; in the order given. */
export function spread(places: readonly number[], apart: number): readonly number[] {
  const order = places.map((_, index) => index).toSorted((one, other) => (places[one] ?? 0) - (places[other] ?? 0));
  const moved = [...places];
  let above = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    const place = Math.max(places[index] ?? 0, above + apart);
    moved[index] = place;
    above = place;
  }
  return moved;
}

/** The step that holds at a place of the axis; the first one before it. */
export function stepAt(steps: readonly Step[], at: number): number {
  const after = steps.findIndex((step) => step.at > at);
  return Math.max(0, (after === -1 ? steps.length : after) - 1);
}
