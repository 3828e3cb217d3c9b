import { readRow, runRow, runTextRow } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { jsonOrNull, loadAttempts } from "#electron/storage/tables/attempts.ts";
import { type LoadedRows, readRows } from "#electron/storage/tables/json-rows.ts";
import type { Run } from "#shared/run.ts";

export function isRunStored(database: Database, runId: string): boolean {
  return database.get("SELECT 1 FROM runs WHERE id = ?", runId) !== undefined;
}

/** Null for one that is not stored. */
export function comparisonOfRun(database: Database, runId: string): string | null {
  const id = database.get("SELECT comparison_id AS id FROM runs WHERE id = ?", runId)?.id;
  return typeof id === "string" ? id : null;
}

/** Its comparison must be stored before it. The text comes by `appendText` and `joinText`. */
export function insertRun(database: Database, run: Run): void {
  if (database.get("SELECT 1 FROM comparisons WHERE id = ?", run.comparisonId) === undefined) {
    throw new Error(`The comparison "${run.comparisonId}" is not stored; save it before its runs.`);
  }
  database.run(
    `INSERT INTO runs (id, comparison_id, column_id, target_json, title, is_demo, status, started_at_ms, end_ms,
       last_event_ms, links_json, text, reasoning, waiting_json, answered_by, failure_json, overrides_json,
       session_id, round)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, ?, '', '', NULL, NULL, NULL, ?, ?, ?)`,
    run.id,
    run.comparisonId,
    run.columnId,
    JSON.stringify(run.target),
    run.title,
    Number(run.isDemo),
    run.status,
    run.startedAtMs,
    JSON.stringify(run.links),
    jsonOrNull(run.overrides ?? null),
    run.sessionId ?? null,
    run.round ?? null,
  );
}

/** `lastEventMs` (ms since Send) dates the end of a run that a crash interrupts. */
export function saveRunState(database: Database, run: Run, lastEventMs: number): void {
  database.run(
    `UPDATE runs SET status = ?, end_ms = ?, last_event_ms = ?, waiting_json = ?, answered_by = ?, failure_json = ?
     WHERE id = ?`,
    run.status,
    run.endMs,
    lastEventMs,
    jsonOrNull(run.waiting),
    run.answeredBy,
    jsonOrNull(run.failure),
    run.id,
  );
}

export type RunText = { readonly channel: "text" | "reasoning"; readonly text: string };

export function appendText(database: Database, runId: string, { channel, text }: RunText): void {
  database.run(
    `INSERT INTO run_text (run_id, seq, channel, text_json)
     SELECT ?1, COALESCE(MAX(seq), 0) + 1, ?2, ?3 FROM run_text WHERE run_id = ?1`,
    runId,
    channel,
    JSON.stringify(text),
  );
}

export function removeText(database: Database, runId: string): void {
  database.run("DELETE FROM run_text WHERE run_id = ?", runId);
}

/** Joins the text into the run, where it can be searched. */
export function joinText(database: Database, run: Run): void {
  const { text, reasoning, id } = run;
  database.run(
    "UPDATE runs SET text = ?, reasoning = ? WHERE id = ?",
    text.toWellFormed(),
    reasoning.toWellFormed(),
    id,
  );
  removeText(database, id);
}

const select = `SELECT id, comparison_id AS comparisonId, column_id AS columnId, target_json AS target, title,
  is_demo AS isDemo, status, started_at_ms AS startedAtMs, end_ms AS endMs, links_json AS links, text, reasoning,
  waiting_json AS waiting, answered_by AS answeredBy, failure_json AS failure, overrides_json AS overrides,
  session_id AS sessionId, round FROM runs`;

/** In the order in which they began; a running one with its text so far. */
export function loadRuns(database: Database, comparisonId: string, nowMs: number): LoadedRows<Run> {
  return runsOf(database, database.all(`${select} WHERE comparison_id = ? ORDER BY row`, comparisonId), nowMs);
}

/** Runs without an end: only a crash leaves them when no run is live. */
export function loadUnfinishedRuns(database: Database, nowMs: number): LoadedRows<Run> {
  return runsOf(database, database.all(`${select} WHERE end_ms IS NULL ORDER BY row`), nowMs);
}

export function lastEventMs(database: Database, runId: string): number {
  const value = database.get("SELECT last_event_ms AS value FROM runs WHERE id = ?", runId)?.value;
  return typeof value === "number" ? value : 0;
}

function runsOf(database: Database, rows: ReturnType<Database["all"]>, nowMs: number): LoadedRows<Run> {
  const loaded = readRows(database, rows, { source: "runs", word: "run", read: (row) => readRow(runRow, row), nowMs });
  const problems = [...loaded.problems];
  const values = loaded.values.map((run) => {
    const attempts = loadAttempts(database, run.id, nowMs);
    const written = run.endMs === null ? loadText(database, run.id, nowMs) : { ...run, problems: [] };
    problems.push(...attempts.problems, ...written.problems);
    return { ...run, text: written.text, reasoning: written.reasoning, attempts: attempts.values };
  });
  return { values, problems };
}

type WrittenText = { readonly text: string; readonly reasoning: string; readonly problems: readonly string[] };

function loadText(database: Database, runId: string, nowMs: number): WrittenText {
  const rows = database.all(
    "SELECT run_id AS id, seq, channel, text_json AS text FROM run_text WHERE run_id = ? ORDER BY seq",
    runId,
  );
  const parts = readRows<RunText>(database, rows, {
    source: "run_text",
    word: "part of the answer",
    read: (row) => readRow(runTextRow, row),
    nowMs,
  });
  const joined = (channel: RunText["channel"]) =>
    parts.values.map((part) => (part.channel === channel ? part.text : "")).join("");
  return { text: joined("text"), reasoning: joined("reasoning"), problems: parts.problems };
}
