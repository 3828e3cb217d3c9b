import type { Tick } from "#renderer/ui/charts/steps.ts";
import { formatClock } from "#shared/format.ts";
import { localMidnight } from "#shared/local-day.ts";
import { shortDate } from "./moments.ts";

export type TimeAxis = { readonly from: number; readonly to: number; readonly xTicks: readonly Tick[] };

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const minuteSteps = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720];
const daySteps = [1, 2, 3, 7, 14, 30, 61, 91, 182, 365];
const mostSteps = 6;

/** As far as `untilMs`, a minute at least, with the ticks of `wholeAxis` that lie within. */
export function timeAxis(fromMs: number, untilMs: number): TimeAxis {
  const { from, xTicks } = wholeAxis(fromMs, untilMs);
  const to = Math.max(untilMs, from + minuteMs);
  return { from, to, xTicks: xTicks.filter(({ value }) => value <= to) };
}

/** From `fromMs` on in equal steps up to the first one that is not before `untilMs`. Long ones count days by the calendar. */
export function wholeAxis(fromMs: number, untilMs: number): TimeAxis {
  const spanMs = Math.max(minuteMs, untilMs - fromMs);
  const minutes = minuteSteps.find((step) => step * minuteMs * mostSteps >= spanMs);
  if (minutes !== undefined) return axisOf((index) => fromMs + index * minutes * minuteMs, untilMs, formatClock);
  const days = daySteps.find((step) => step * dayMs * mostSteps >= spanMs) ?? Math.ceil(spanMs / dayMs / mostSteps);
  return axisOf(
    (index) => localMidnight(fromMs, -index * days),
    untilMs,
    (ms) => shortDate(ms, untilMs),
  );
}

function axisOf(at: (index: number) => number, untilMs: number, words: (ms: number) => string): TimeAxis {
  const places = [at(0), at(1)];
  while ((places.at(-1) ?? untilMs) < untilMs) places.push(at(places.length));
  return {
    from: at(0),
    to: places.at(-1) ?? untilMs,
    xTicks: places.map((value) => ({ value, label: words(value) })),
  };
}
