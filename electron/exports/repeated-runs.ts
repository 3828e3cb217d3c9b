import { formatCost, formatCount, formatSeconds, formatSpeed } from "#shared/format.ts";
import { type DataRow, isMeasured, type RepeatPlan, rowOf } from "#shared/repeat.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { type Distribution, distributionsOf } from "#shared/statistics/distribution.ts";
import type { MeasureName } from "#shared/statistics/measures.ts";
import { createResampler } from "#shared/statistics/resampler.ts";
import { figureWords, valueWords } from "#shared/statistics/row-words.ts";
import { type Sample, sampleOf, samplesOf } from "#shared/statistics/samples.ts";
import { sumCosts } from "#shared/usage.ts";
import type { ComparisonExport } from "./comparison-export.ts";
import { runOutcome } from "./outcome-words.ts";
import { columnNames } from "./repeated-names.ts";

/** A comparison that was asked again and again, for a file. */
export type RepeatedExport = ComparisonExport & {
  readonly comparison: { readonly repeat: RepeatPlan };
};

export function isRepeated(exported: ComparisonExport): exported is RepeatedExport {
  return exported.comparison.repeat !== undefined;
}

/** One run of it: a line in every file. */
export type RepeatedRun = {
  readonly run: Run;
  /** Null for one that measures nothing: it was stopped, interrupted, kept back, or failed on this computer. */
  readonly sample: Sample | null;
  /** Of all its attempts, whatever it measured; null where one is not known, and where nobody was asked. */
  readonly nanoUsd: number | null;
  readonly isCostEstimated: boolean;
  /** Whether it is in the figures: of a place that was measured twice the first run is. */
  readonly isCounted: boolean;
  /** From 1; null for a run of no round. */
  readonly round: number | null;
  /** What its round took from the data; null where there is none. */
  readonly row: DataRow | null;
  /** The one that answered. */
  readonly answer: Attempt | null;
};

export function repeatedRuns({ comparison, runs }: RepeatedExport): readonly RepeatedRun[] {
  const counted = new Set(samplesOf(comparison, runs).map(({ runId }) => runId));
  return runs.map((run) => ({
    run,
    sample: isMeasured(run) ? sampleOf(run) : null,
    ...costOf(run),
    isCounted: counted.has(run.id),
    round: run.round === undefined ? null : run.round + 1,
    row: run.round === undefined ? null : rowOf(comparison.repeat, run.round),
    answer: run.attempts.find(({ id }) => id === run.answeredBy) ?? null,
  }));
}

function costOf(run: Run): Pick<RepeatedRun, "nanoUsd" | "isCostEstimated"> {
  const { nanoUsd, unknownCount, isEstimate } = sumCosts(run.attempts.map(({ cost }) => cost));
  return { nanoUsd: unknownCount > 0 || run.attempts.length === 0 ? null : nanoUsd, isCostEstimated: isEstimate };
}

/** How it was repeated, in a sentence. */
export function planWords({ purpose, times, rows, seed, perProvider }: RepeatPlan): string {
  const kind = purpose === "routes" ? "Routes, each measured" : "Repeated";
  const data = rows === undefined ? "" : ` with ${formatCount(rows.length)} ${rows.length === 1 ? "row" : "rows"}`;
  const pace = perProvider === 1 ? "one request" : `${formatCount(perProvider)} requests`;
  return `${kind} ${formatCount(times)}×${data}, ${pace} at a time per provider, in an order by the seed ${seed}.`;
}

export type Table = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** A line for each column: what its answers measured, and how often it failed. */
export function figuresTable(exported: RepeatedExport): Table {
  const { comparison, runs } = exported;
  const names = columnNames(exported);
  const samples = samplesOf(comparison, runs);
  const resampler = createResampler(comparison.repeat.seed);
  const rows = comparison.repeat.columns.map(({ columnId }) => {
    const own = samples.filter((sample) => sample.columnId === columnId);
    const of = distributionsOf(own, resampler);
    const answers = own.filter(({ failure }) => failure === null).length;
    const p50 = (name: MeasureName) => p50Words(of, name, answers);
    const p95 = (name: MeasureName) => p95Words(of, name, answers);
    const counts = [formatCount(answers), formatCount(own.length - answers)];
    const times = [p50("firstToken"), p95("firstToken"), p50("total"), p95("total")];
    return [names.get(columnId) ?? "", ...counts, ...times, p50("speed"), p50("cost"), p50("output")];
  });
  const times = ["First token p50", "First token p95", "Total p50", "Total p95"];
  return { head: ["Target", "Answered", "Failed", ...times, "Speed p50", "Cost p50", "Output p50"], rows };
}

type Distributions = Readonly<Record<MeasureName, Distribution>>;

/** With its 95 % interval. */
function p50Words(of: Distributions, name: MeasureName, answers: number): string {
  const { p50: value, p50Interval: interval, count } = of[name];
  const words = figureWords({ measure: name, quantile: "p50", value, counts: { answers, values: count } });
  return interval === null
    ? words
    : `${words} (${valueWords(name, interval.low)} to ${valueWords(name, interval.high)})`;
}

function p95Words(of: Distributions, name: MeasureName, answers: number): string {
  const { p95: value, count } = of[name];
  return figureWords({ measure: name, quantile: "p95", value, counts: { answers, values: count } });
}

/** One line for each run. */
export function runsTable(exported: RepeatedExport): Table {
  const hasRows = exported.comparison.repeat.rows !== undefined;
  const names = columnNames(exported);
  const rows = repeatedRuns(exported).map(({ run, sample, nanoUsd, round, row, answer }) => {
    const of = (value: number | null | undefined, words: (value: number) => string) =>
      value === null || value === undefined ? "" : words(value);
    return [
      of(round, formatCount),
      ...(hasRows ? [row === null ? "" : Object.values(row).join(" · ")] : []),
      names.get(run.columnId) ?? run.title,
      [runOutcome(run).words, ...(run.failure === null ? [] : [run.failure.message])].join(": "),
      of(sample?.firstTokenMs, formatSeconds),
      of(run.endMs, formatSeconds),
      of(sample?.tokensPerSecond, (speed) => `${formatSpeed(speed)} tok/s`),
      of(sample?.outputTokens, formatCount),
      run.attempts.length === 0 ? "" : formatCost(nanoUsd),
      connectionWords(sample),
      answer === null ? "" : cacheWords(sample),
    ];
  });
  const data = hasRows ? ["Row"] : [];
  const measured = ["First token", "Total", "Speed", "Output", "Cost", "Connection", "Prompt cache"];
  return { head: ["Round", ...data, "Target", "Outcome", ...measured], rows };
}

/** Whether a connection was open already when its answer was asked for. */
export function connectionWords(sample: Sample | null): string {
  if (sample === null || sample.isWarm === null) return "";
  return sample.isWarm ? "warm" : "cold";
}

function cacheWords(sample: Sample | null): string {
  if (sample === null || sample.cacheReadTokens === null) return "";
  return sample.cacheReadTokens > 0 ? `hit, ${formatCount(sample.cacheReadTokens)} tokens` : "no hit";
}
