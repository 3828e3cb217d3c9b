import { basisSentences } from "#shared/statistics/basis.ts";
import { createResampler } from "#shared/statistics/resampler.ts";
import { compareWith, type RouteVerdict } from "#shared/statistics/route-verdict.ts";
import { samplesOf } from "#shared/statistics/samples.ts";
import { verdictSentence } from "#shared/statistics/verdict-sentence.ts";
import { isoOf } from "./comparison-export.ts";
import { columnNames } from "./repeated-names.ts";
import type { RepeatedExport } from "./repeated-runs.ts";

/** A verdict as the window tells it, and what it rests on. */
export type ToldVerdict = { readonly sentence: string; readonly basis: string };

/** Each route against the first one; none where the columns are no routes. */
export function verdictsOf(exported: RepeatedExport): readonly ToldVerdict[] {
  const { comparison, runs } = exported;
  const { repeat } = comparison;
  const [baseline, ...others] = repeat.columns;
  if (repeat.purpose !== "routes" || baseline === undefined) return [];
  const byColumn = Map.groupBy(samplesOf(comparison, runs), ({ columnId }) => columnId);
  const namesById = columnNames(exported);
  const resampler = createResampler(repeat.seed);
  return others.map(({ columnId }) => {
    const samples = { baseline: byColumn.get(baseline.columnId) ?? [], other: byColumn.get(columnId) ?? [] };
    const verdict = compareWith(samples, resampler);
    const names = { baseline: namesById.get(baseline.columnId) ?? "", other: namesById.get(columnId) ?? "" };
    const basis = basisSentences(verdict, { names, repeat, when: whenOf(verdict) });
    return { sentence: verdictSentence(verdict, names), basis: basis.join(" ") };
  });
}

/** UTC, as every time in a file. */
function whenOf({ baseline, other }: RouteVerdict): string {
  const times = [baseline.firstAtMs, other.firstAtMs, baseline.lastAtMs, other.lastAtMs].flatMap((at) => at ?? []);
  return times.length === 0 ? "never" : `${isoOf(Math.min(...times))} to ${isoOf(Math.max(...times))}`;
}
