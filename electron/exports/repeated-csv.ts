import { promptOfRound } from "#shared/repeat.ts";
import type { Attempt } from "#shared/run.ts";
import type { Sample } from "#shared/statistics/samples.ts";
import { isoOf } from "./comparison-export.ts";
import { type Cell, csvOf } from "./csv.ts";
import { usdOf } from "./money.ts";
import { columnNames } from "./repeated-names.ts";
import { connectionWords, type RepeatedExport, type RepeatedRun, repeatedRuns } from "./repeated-runs.ts";

type Line = RepeatedRun & { readonly exported: RepeatedExport; readonly name: string };
type Column = readonly [name: string, cell: (line: Line) => Cell];

const ofSample = (name: string, cell: (sample: Sample) => Cell): Column => [
  name,
  ({ sample }) => (sample === null ? null : cell(sample)),
];
/** Of the attempt that answered, else of the last one. */
const ofAttempt = (name: string, cell: (attempt: Attempt) => Cell): Column => [
  name,
  ({ run, answer }) => {
    const attempt = answer ?? run.attempts.at(-1);
    return attempt === undefined ? null : cell(attempt);
  },
];

/** Before the values of the data, and behind them. Times in ms since Send. */
const before: readonly Column[] = [
  ["comparison_id", ({ exported }) => exported.comparison.id],
  ["is_demo", ({ exported }) => yesNo(exported.comparison.isDemo)],
  ["purpose", ({ exported }) => exported.comparison.repeat.purpose],
  ["seed", ({ exported }) => exported.comparison.repeat.seed],
  ["round", ({ round }) => round],
  ["target", ({ name }) => name],
  ["target_kind", ({ run }) => run.target.kind],
  ["column_id", ({ run }) => run.columnId],
  ["run_id", ({ run }) => run.id],
  ["sent_at", ({ run }) => isoOf(run.startedAtMs)],
  ["status", ({ run }) => run.status],
  ["is_counted", ({ isCounted }) => yesNo(isCounted)],
  ofSample("first_token_ms", (sample) => sample.firstTokenMs),
  ["total_ms", ({ run }) => run.endMs],
  ofSample("tokens_per_second", (sample) => sample.tokensPerSecond),
  ofSample("output_tokens", (sample) => sample.outputTokens),
  ofSample("are_tokens_estimated", (sample) =>
    sample.outputTokens === null ? null : yesNo(sample.areTokensEstimated),
  ),
  ["cost_usd", ({ nanoUsd }) => usdOf(nanoUsd)],
  ["is_cost_estimated", ({ nanoUsd, isCostEstimated }) => (nanoUsd === null ? null : yesNo(isCostEstimated))],
  ofSample("connection", (sample) => connectionWords(sample) || null),
  ofSample("prompt_cache_hit", ({ cacheReadTokens }) => (cacheReadTokens === null ? null : yesNo(cacheReadTokens > 0))),
  ofSample("cache_read_tokens", (sample) => sample.cacheReadTokens),
  ofSample("limits_met", (sample) => sample.limitsMet),
  ["attempts", ({ run }) => run.attempts.filter(({ status }) => status !== "skipped").length],
  ofAttempt("link", (attempt) => attempt.linkIndex + 1),
  ofAttempt("provider_id", (attempt) => attempt.providerId),
  ofAttempt("model", (attempt) => attempt.modelId),
  ofAttempt("model_served", (attempt) => attempt.modelServed),
  ofAttempt("upstream_provider", (attempt) => attempt.upstreamProvider),
  ofAttempt("input_tokens", (attempt) => attempt.usage?.inputTokens ?? null),
  ofAttempt("finish", (attempt) => attempt.nativeFinish ?? attempt.finish),
  ["failure_class", ({ run }) => run.failure?.class ?? null],
  ["failure_reason", ({ run }) => run.failure?.reason ?? null],
  ["failure_message", ({ run }) => run.failure?.message ?? null],
];

const behind: readonly Column[] = [
  ["prompt", (line) => promptOf(line).prompt],
  ["system", (line) => promptOf(line).system ?? null],
  ["answer", ({ run }) => run.text || null],
];

/** One line for each run; each variable of the data has a column of its own. */
export function repeatedCsv(exported: RepeatedExport): string {
  const variables = [...new Set((exported.comparison.repeat.rows ?? []).flatMap((row) => Object.keys(row)))];
  const values = variables.map((name): Column => [`value_${name}`, ({ row }) => rowValue(row, name)]);
  const columns = [...before, ...values, ...behind];
  const names = columnNames(exported);
  return csvOf(
    columns.map(([name]) => name),
    repeatedRuns(exported).map((line) => {
      const name = names.get(line.run.columnId) ?? line.run.title;
      return columns.map(([, cell]) => cell({ ...line, exported, name }));
    }),
  );
}

function rowValue(row: RepeatedRun["row"], name: string): string | null {
  return row !== null && Object.hasOwn(row, name) ? (row[name] ?? null) : null;
}

/** As it was sent in that round. */
function promptOf({ exported: { comparison }, run }: Line): {
  readonly prompt: string;
  readonly system?: string | undefined;
} {
  return run.round === undefined ? comparison : promptOfRound(comparison, run.round);
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}
