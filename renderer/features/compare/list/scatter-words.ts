import { formatCost, formatCountWord, formatSeconds } from "#shared/format.ts";
import type { AnswerRow } from "./answer-rows.ts";
import type { Point } from "./scatter-plot.ts";

/** `Both axes are logarithmic. Lower left is better. llama3.2:3b has no price, free has no answer.` */
export function captionOf(rows: readonly AnswerRow[]): string {
  const left = rows.flatMap((row) => {
    const why = whyMissing(row);
    return why === null ? [] : [`${row.name} ${why}`];
  });
  const missing = left.length === 0 ? "" : ` ${left.join(", ")}.`;
  return `Both axes are logarithmic. Lower left is better.${missing}`;
}

/** Null for an answer that is in the chart, and for one that was never asked. */
function whyMissing({ run, state, numbers, otherPrompt }: AnswerRow): string | null {
  if (run === undefined || numbers === null) return null;
  if (otherPrompt !== null) return `answers prompt ${otherPrompt}`;
  if (numbers.cost.unknownCount > 0) return "has no price";
  if (state.kind === "done") return numbers.cost.nanoUsd === 0 ? "is free" : null;
  const isLive = ["streaming", "waiting", "queued", "cooling-down"].includes(state.kind);
  return isLive ? "is not done" : "has no answer";
}

/** The chart in one sentence, for assistive tech. */
export function sentenceOf(points: readonly Point[]): string {
  const start = `Scatter of cost against total time for ${formatCountWord(points.length)} answers.`;
  const fastest = points.toSorted((one, other) => one.seconds - other.seconds)[0];
  const cheapest = points.toSorted((one, other) => one.nanoUsd - other.nanoUsd)[0];
  if (fastest === undefined || cheapest === undefined) return start;
  const fast = formatSeconds(fastest.seconds * 1_000);
  const cheap = formatCost(cheapest.nanoUsd);
  if (fastest === cheapest) return `${start} ${fastest.name} is fastest at ${fast} and cheapest at ${cheap}.`;
  return `${start} ${fastest.name} is fastest at ${fast}, ${cheapest.name} is cheapest at ${cheap}.`;
}

/** `7.16 s, $0.00578` */
export function valuesOf(point: Point): string {
  return `${formatSeconds(point.seconds * 1_000)}, ${formatCost(point.nanoUsd)}`;
}
