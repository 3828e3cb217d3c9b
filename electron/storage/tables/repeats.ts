import { isKept } from "#electron/storage/history/remove.ts";
import { readRow, repeatRow } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { jsonOrNull } from "#electron/storage/tables/attempts.ts";
import { type LoadedRows, readRows } from "#electron/storage/tables/json-rows.ts";
import type { RepeatPause, RepeatState } from "#shared/repeat.ts";

/** What is kept of a repeated comparison's state; the rest is counted from its runs. */
export type StoredRepeat = Pick<RepeatState, "comparisonId" | "conversationId" | "status" | "pause">;

/** With its comparison, and never after it: so each one that is repeated has a state, whatever ends the program. */
export function beginRepeat(database: Database, comparisonId: string): void {
  database.run("INSERT OR IGNORE INTO repeats (comparison_id, status) VALUES (?, 'running')", comparisonId);
}

/** Nothing where its comparison is gone. */
export function saveRepeat(database: Database, repeat: Omit<StoredRepeat, "conversationId">): void {
  const { comparisonId, status, pause } = repeat;
  database.run(
    "UPDATE repeats SET status = ?, pause_json = ? WHERE comparison_id = ?",
    status,
    jsonOrNull(pause),
    comparisonId,
  );
}

const select = `SELECT comparison_id AS id, conversation_id AS conversationId, status, pause_json AS pause
  FROM repeats CROSS JOIN comparisons ON comparisons.id = comparison_id WHERE ${isKept}`;

/** Those that have not ended, and all of this conversation, in the order in which they began. */
export function loadRepeats(
  database: Database,
  { conversationId, nowMs }: { readonly conversationId: string | null; readonly nowMs: number },
): LoadedRows<StoredRepeat> {
  const open = "SELECT comparison_id FROM repeats WHERE status IN ('running', 'paused')";
  const own = "SELECT id FROM comparisons WHERE conversation_id = ?";
  const rows = database.all(
    `${select} AND comparison_id IN (${open} UNION ${own}) ORDER BY comparisons.row`,
    conversationId,
  );
  return repeatsOf(database, rows, nowMs);
}

/** Null for one that is not repeated, was removed or cannot be read. */
export function loadRepeat(database: Database, comparisonId: string, nowMs: number): StoredRepeat | null {
  const rows = database.all(`${select} AND comparison_id = ?`, comparisonId);
  return repeatsOf(database, rows, nowMs).values[0] ?? null;
}

function repeatsOf(database: Database, rows: ReturnType<Database["all"]>, nowMs: number): LoadedRows<StoredRepeat> {
  const loaded = readRows(database, rows, {
    source: "repeats",
    word: "state of the repeated comparison",
    read: (row) => readRow(repeatRow, row),
    nowMs,
  });
  const values = loaded.values.map(({ id, ...repeat }) => ({ comparisonId: id, ...repeat }));
  return { values, problems: loaded.problems };
}

const restarted: RepeatPause = { kind: "restart" };

/** What was going on when the program ended stands still until somebody has it go on: it costs. */
export function pauseLeftovers(database: Database): void {
  database.run("UPDATE repeats SET status = 'paused', pause_json = ? WHERE status = 'running'", jsonOrNull(restarted));
}
