import { type AttemptRow, attemptRow, readRow } from "#electron/storage/row-schemas.ts";
import type { Database, SqlValue } from "#electron/storage/sqlite.ts";
import type { LoadedRows } from "#electron/storage/tables/json-rows.ts";
import { readRows } from "#electron/storage/tables/json-rows.ts";
import type { Attempt, Run, RunEvent } from "#shared/run.ts";
import type { Usage } from "#shared/usage.ts";

type AttemptColumn = readonly [column: string, value: (attempt: Attempt) => SqlValue];

/** Column by column, so that a name and its value cannot come apart. */
const columns: readonly AttemptColumn[] = [
  ["link_index", (attempt) => attempt.linkIndex],
  ["provider_id", (attempt) => attempt.providerId],
  ["model_id", (attempt) => attempt.modelId],
  ["kind", (attempt) => attempt.kind],
  ["status", (attempt) => attempt.status],
  ["start_ms", (attempt) => attempt.startMs],
  ["waited_ms", (attempt) => attempt.waitedMs],
  ["connected_ms", (attempt) => attempt.connectedMs],
  ["headers_ms", (attempt) => attempt.headersMs],
  ["first_content_ms", (attempt) => attempt.firstContentMs],
  ["first_answer_ms", (attempt) => attempt.firstAnswerMs],
  ["last_content_ms", (attempt) => attempt.lastContentMs],
  ["end_ms", (attempt) => attempt.endMs],
  ["http_status", (attempt) => attempt.httpStatus],
  ["finish", (attempt) => attempt.finish],
  ["native_finish", (attempt) => attempt.nativeFinish],
  ["failure_class", (attempt) => attempt.failure?.class ?? null],
  ["failure_reason", (attempt) => attempt.failure?.reason ?? null],
  ["failure_json", (attempt) => jsonOrNull(attempt.failure)],
  ["input_tokens", (attempt) => attempt.usage?.inputTokens ?? null],
  ["cache_read_tokens", (attempt) => attempt.usage?.cacheReadTokens ?? null],
  ["cache_write_5m_tokens", (attempt) => attempt.usage?.cacheWrite5mTokens ?? null],
  ["cache_write_1h_tokens", (attempt) => attempt.usage?.cacheWrite1hTokens ?? null],
  ["output_tokens", (attempt) => attempt.usage?.outputTokens ?? null],
  ["reasoning_tokens", (attempt) => attempt.usage?.reasoningTokens ?? null],
  ["usage_source", (attempt) => attempt.usage?.source ?? null],
  ["cost_nano_usd", (attempt) => attempt.cost.nanoUsd],
  ["cost_source", (attempt) => attempt.cost.source],
  ["price_json", (attempt) => jsonOrNull(attempt.price)],
  ["prompt_tokens", (attempt) => attempt.promptTokens ?? null],
  ["reserved_nano_usd", (attempt) => attempt.reservedNanoUsd ?? null],
  ["computed_nano_usd", (attempt) => attempt.computedNanoUsd ?? null],
  ["model_served", (attempt) => attempt.modelServed],
  ["upstream_provider", (attempt) => attempt.upstreamProvider],
  ["generation_id", (attempt) => attempt.generationId],
  ["malformed_events", (attempt) => attempt.malformedEvents],
  ["dropped_text", (attempt) => attempt.droppedText.toWellFormed()],
];

const names = columns.map(([name]) => name);
const upsert = `INSERT INTO attempts (run_id, id, position, is_demo, started_at_ms, ${names.join(", ")})
  VALUES (?, ?, ?, ?, ?, ${names.map(() => "?").join(", ")})
  ON CONFLICT (run_id, id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(", ")}`;

/** `position` is the attempt's place in the run. Its epoch time and demo mark are the run's, for sums over attempts. */
export function saveAttempt(database: Database, run: Run, position: number): void {
  const attempt = run.attempts[position];
  if (attempt === undefined) return;
  const values = columns.map(([, value]) => value(attempt));
  const startedAtMs = run.startedAtMs + attempt.startMs;
  database.run(upsert, run.id, attempt.id, position, Number(run.isDemo), startedAtMs, ...values);
}

/** What `reduceRun` does with the same event, for a run that has ended and is no longer in memory. */
export function saveFoundCost(database: Database, found: Extract<RunEvent, { type: "cost-found" }>): void {
  const { runId, attemptId, cost, usage, upstreamProvider, computedNanoUsd } = found;
  const isOpen = "run_id = ? AND id = ? AND status <> 'skipped' AND cost_source <> 'reported'";
  if (usage !== null) {
    database.run(
      `UPDATE attempts SET input_tokens = ?, cache_read_tokens = ?, cache_write_5m_tokens = ?,
         cache_write_1h_tokens = ?, output_tokens = ?, reasoning_tokens = ?, usage_source = ? WHERE ${isOpen}`,
      usage.inputTokens,
      usage.cacheReadTokens,
      usage.cacheWrite5mTokens,
      usage.cacheWrite1hTokens,
      usage.outputTokens,
      usage.reasoningTokens,
      usage.source,
      runId,
      attemptId,
    );
  }
  database.run(
    `UPDATE attempts SET upstream_provider = COALESCE(?, upstream_provider), computed_nano_usd = ?, cost_nano_usd = ?,
       cost_source = ? WHERE ${isOpen}`,
    upstreamProvider,
    computedNanoUsd ?? null,
    cost.nanoUsd,
    cost.source,
    runId,
    attemptId,
  );
}

const select = `SELECT id, link_index AS linkIndex, provider_id AS providerId, model_id AS modelId, kind, status,
  start_ms AS startMs, waited_ms AS waitedMs, connected_ms AS connectedMs, headers_ms AS headersMs, first_content_ms AS firstContentMs,
  first_answer_ms AS firstAnswerMs, last_content_ms AS lastContentMs, end_ms AS endMs, http_status AS httpStatus,
  finish, native_finish AS nativeFinish, failure_json AS failure, input_tokens AS inputTokens,
  cache_read_tokens AS cacheReadTokens, cache_write_5m_tokens AS cacheWrite5mTokens,
  cache_write_1h_tokens AS cacheWrite1hTokens, output_tokens AS outputTokens, reasoning_tokens AS reasoningTokens,
  usage_source AS usageSource, cost_nano_usd AS costNanoUsd, cost_source AS costSource, price_json AS price,
  prompt_tokens AS promptTokens, reserved_nano_usd AS reservedNanoUsd, computed_nano_usd AS computedNanoUsd,
  model_served AS modelServed, upstream_provider AS upstreamProvider, generation_id AS generationId,
  malformed_events AS malformedEvents, dropped_text AS droppedText
  FROM attempts WHERE run_id = ? ORDER BY position`;

/** In the order in which they were made. */
export function loadAttempts(database: Database, runId: string, nowMs: number): LoadedRows<Attempt> {
  const loaded = readRows(database, database.all(select, runId), {
    source: "attempts",
    word: "attempt",
    read: (row) => readRow(attemptRow, row),
    nowMs,
  });
  return { values: loaded.values.map(attemptOf), problems: loaded.problems };
}

function attemptOf(row: AttemptRow): Attempt {
  const {
    costNanoUsd,
    costSource,
    usageSource,
    inputTokens,
    cacheReadTokens,
    cacheWrite5mTokens,
    cacheWrite1hTokens,
    outputTokens,
    reasoningTokens,
    promptTokens,
    reservedNanoUsd,
    computedNanoUsd,
    ...attempt
  } = row;
  const usage: Usage | null =
    usageSource === null
      ? null
      : {
          inputTokens: inputTokens ?? 0,
          cacheReadTokens: cacheReadTokens ?? 0,
          cacheWrite5mTokens: cacheWrite5mTokens ?? 0,
          cacheWrite1hTokens: cacheWrite1hTokens ?? 0,
          outputTokens: outputTokens ?? 0,
          reasoningTokens: reasoningTokens ?? 0,
          source: usageSource,
        };
  return {
    ...attempt,
    ...(promptTokens !== null && { promptTokens }),
    ...(reservedNanoUsd !== null && { reservedNanoUsd }),
    ...(computedNanoUsd !== null && { computedNanoUsd }),
    usage,
    cost: { nanoUsd: costNanoUsd, source: costSource },
  };
}

export function jsonOrNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
