import type { Attempt, Run } from "#shared/run.ts";
import { attemptsOf, type ComparisonExport, type ExportedAttempt, isoOf } from "./comparison-export.ts";
import { type Cell, csvOf } from "./csv.ts";
import { usdOf } from "./money.ts";
import { repeatedCsv } from "./repeated-csv.ts";
import { isRepeated } from "./repeated-runs.ts";

type Row = { readonly exported: ComparisonExport; readonly run: Run; readonly of: ExportedAttempt | null };
type Column = readonly [name: string, cell: (row: Row) => Cell];

/** Of the attempt; empty where the run has none. */
const ofAttempt = (name: string, cell: (attempt: Attempt) => Cell): Column => [
  name,
  ({ of }) => (of === null ? null : cell(of.attempt)),
];

/** Column by column, so that a name and its cell cannot come apart. */
const columns: readonly Column[] = [
  ["comparison_id", ({ exported }) => exported.comparison.id],
  ["sent_at", ({ exported }) => isoOf(exported.comparison.startedAtMs)],
  ["is_demo", ({ exported }) => yesNo(exported.comparison.isDemo)],
  ["prompt", ({ exported }) => exported.comparison.prompt],
  ["system", ({ exported }) => exported.comparison.system ?? null],
  ["run_id", ({ run }) => run.id],
  ["target", ({ run }) => run.title],
  ["target_kind", ({ run }) => run.target.kind],
  ["run_status", ({ run }) => run.status],
  ["run_end_ms", ({ run }) => run.endMs],
  ["attempt", ({ of }) => of?.number ?? null],
  ["is_answer", ({ of }) => (of === null ? null : yesNo(of.isAnswer))],
  ofAttempt("link", (attempt) => attempt.linkIndex + 1),
  ["provider", ({ exported, of }) => (of === null ? null : exported.providerName(of.attempt.providerId))],
  ofAttempt("provider_id", (attempt) => attempt.providerId),
  ofAttempt("model", (attempt) => attempt.modelId),
  ofAttempt("model_served", (attempt) => attempt.modelServed),
  ofAttempt("upstream_provider", (attempt) => attempt.upstreamProvider),
  ofAttempt("kind", (attempt) => attempt.kind),
  ofAttempt("status", (attempt) => attempt.status),
  ofAttempt("start_ms", (attempt) => attempt.startMs),
  ofAttempt("waited_ms", (attempt) => attempt.waitedMs),
  ofAttempt("headers_ms", (attempt) => attempt.headersMs),
  ofAttempt("first_content_ms", (attempt) => attempt.firstContentMs),
  ofAttempt("first_answer_ms", (attempt) => attempt.firstAnswerMs),
  ofAttempt("last_content_ms", (attempt) => attempt.lastContentMs),
  ofAttempt("end_ms", (attempt) => attempt.endMs),
  ofAttempt("http_status", (attempt) => attempt.httpStatus),
  ofAttempt("finish", (attempt) => attempt.nativeFinish ?? attempt.finish),
  ofAttempt("failure_class", (attempt) => attempt.failure?.class ?? null),
  ofAttempt("failure_reason", (attempt) => attempt.failure?.reason ?? null),
  ofAttempt("failure_message", (attempt) => attempt.failure?.message ?? null),
  ofAttempt("input_tokens", (attempt) => attempt.usage?.inputTokens ?? null),
  ofAttempt("cache_read_tokens", (attempt) => attempt.usage?.cacheReadTokens ?? null),
  ofAttempt("cache_write_5m_tokens", (attempt) => attempt.usage?.cacheWrite5mTokens ?? null),
  ofAttempt("cache_write_1h_tokens", (attempt) => attempt.usage?.cacheWrite1hTokens ?? null),
  ofAttempt("output_tokens", (attempt) => attempt.usage?.outputTokens ?? null),
  ofAttempt("reasoning_tokens", (attempt) => attempt.usage?.reasoningTokens ?? null),
  ofAttempt("usage_source", (attempt) => attempt.usage?.source ?? null),
  ofAttempt("cost_usd", (attempt) => usdOf(attempt.cost.nanoUsd)),
  ofAttempt("cost_source", (attempt) => attempt.cost.source),
  ofAttempt("price_input_usd_per_million", (attempt) => attempt.price?.inputUsd ?? null),
  ofAttempt("price_output_usd_per_million", (attempt) => attempt.price?.outputUsd ?? null),
  ofAttempt("price_source", (attempt) => attempt.price?.source ?? null),
  ofAttempt("price_as_of", (attempt) => attempt.price?.asOf ?? null),
  ofAttempt("dropped_text", (attempt) => attempt.droppedText || null),
  ["reasoning", ({ run, of }) => (carriesText(run, of) ? run.reasoning || null : null)],
  ["answer", ({ run, of }) => (carriesText(run, of) ? run.text || null : null)],
];

/** The names of all columns, in their order. */
export const comparisonCsvNames: readonly string[] = columns.map(([name]) => name);

/** One row for each attempt; a run that has none has one row for itself. Of a repeated comparison, one for each run. */
export function comparisonCsv(exported: ComparisonExport): string {
  if (isRepeated(exported)) return repeatedCsv(exported);
  const rows = exported.runs.flatMap((run): readonly Row[] => {
    const attempts = attemptsOf(run);
    return attempts.length === 0 ? [{ exported, run, of: null }] : attempts.map((of) => ({ exported, run, of }));
  });
  return csvOf(
    comparisonCsvNames,
    rows.map((row) => columns.map(([, cell]) => cell(row))),
  );
}

/** The answer stands in the row of the attempt that gave it, what a failed run left in the row of its last one. */
function carriesText(run: Run, of: ExportedAttempt | null): boolean {
  if (of === null || run.answeredBy === null) return of === null || of.number === run.attempts.length;
  return of.isAnswer;
}

function yesNo(value: boolean): string {
  return value ? "yes" : "no";
}
