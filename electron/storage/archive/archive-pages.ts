import { textsOfJson } from "#electron/storage/history/json.ts";
import { readFacts } from "#electron/storage/spend/facts.ts";
import type { Database, Row } from "#electron/storage/sqlite.ts";
import { loadComparison } from "#electron/storage/tables/comparisons.ts";
import { loadConversation } from "#electron/storage/tables/conversations.ts";
import { loadExchange } from "#electron/storage/tables/exchanges.ts";
import { loadImage } from "#electron/storage/tables/images.ts";
import { loadRepeat } from "#electron/storage/tables/repeats.ts";
import { loadRuns } from "#electron/storage/tables/runs.ts";
import { isEmptySession, loadSession } from "#electron/storage/tables/sessions.ts";
import type { Run } from "#shared/run.ts";
import type { ComparisonRecord } from "./comparison-record.ts";
import { type ArchiveRecord, archiveRecord } from "./records.ts";

/** A kind of record, read one by one in the order of its rows, so that a page may end anywhere. */
export type Part = {
  /** Of the next record behind this row; null where there is none any more. */
  readonly next: (database: Database, afterRow: number) => number | null;
  /** Null where it is left out. */
  readonly read: (database: Database, row: number, nowMs: number) => ArchiveRecord | null;
};

const nextRow = (sql: string) => (database: Database, afterRow: number) => {
  const row = database.get(sql, afterRow)?.row;
  return typeof row === "number" ? row : null;
};

/** Of a run that is in no comparison of the history: its money is kept by itself. */
function isOrphan(database: Database, runId: unknown): boolean {
  const find = "SELECT 1 FROM runs JOIN history USING (comparison_id) WHERE runs.id = ? AND history.undo_id IS NULL";
  return database.get(find, String(runId)) === undefined;
}

export const parts: readonly Part[] = [
  {
    next: nextRow(
      `SELECT rowid AS row FROM sessions WHERE rowid > ? AND NOT (${isEmptySession}) ORDER BY rowid LIMIT 1`,
    ),
    read(database, row) {
      const session = loadSession(database, textOf(database, "SELECT id AS value FROM sessions WHERE rowid = ?", row));
      return session === null ? null : { type: "session", session };
    },
  },
  {
    next: nextRow("SELECT rowid AS row FROM conversations WHERE rowid > ? ORDER BY rowid LIMIT 1"),
    read(database, row, nowMs) {
      const id = textOf(database, "SELECT id AS value FROM conversations WHERE rowid = ?", row);
      const loaded = loadConversation(database, id, nowMs);
      if (loaded === null) return null;
      return { type: "conversation", conversation: loaded.conversation };
    },
  },
  {
    next: nextRow("SELECT row FROM comparisons WHERE row > ? ORDER BY row LIMIT 1"),
    read: (database, row, nowMs) => readComparison(database, row, nowMs),
  },
  {
    next: nextRow("SELECT row FROM spend WHERE row > ? ORDER BY row LIMIT 1"),
    read: (database, row) => readSpend(database, row),
  },
  {
    next: nextRow("SELECT rowid AS row FROM spend_runs WHERE rowid > ? ORDER BY rowid LIMIT 1"),
    read: (database, row) => readSpendRun(database, row),
  },
];

/** The part that a job counts. */
export const comparisonsPart = 2;

export function countComparisons(database: Database): number {
  return Number(database.get("SELECT COUNT(*) AS count FROM history WHERE undo_id IS NULL")?.count ?? 0);
}

function textOf(database: Database, sql: string, row: number): string {
  return String(database.get(sql, row)?.value);
}

/** Null for one that was removed, cannot be read, or is still being answered. */
function readComparison(database: Database, row: number, nowMs: number): ComparisonRecord | null {
  const own = database.get(
    "SELECT id, title, is_pinned AS isPinned, tags_json AS tags FROM comparisons WHERE row = ?",
    row,
  );
  const id = String(own?.id);
  const [comparison] = loadComparison(database, id, nowMs).values;
  if (own === undefined || comparison === undefined) return null;
  const runs = loadRuns(database, id, nowMs).values;
  const repeat = loadRepeat(database, id, nowMs);
  if (runs.some((run) => run.endMs === null) || repeat?.status === "running") return null;
  const images = comparison.images ?? [];
  return {
    type: "comparison",
    comparison,
    runs,
    images: images.flatMap((_, index) => loadImage(database, id, index) ?? []),
    exchanges: runs.flatMap((run) => exchangesOf(database, run)),
    title: typeof own.title === "string" ? own.title : null,
    isPinned: own.isPinned === 1,
    tags: textsOfJson(own.tags),
    ...(comparison.repeat && { repeatStatus: repeat?.status === "done" ? "done" : "stopped" }),
  };
}

function exchangesOf(database: Database, run: Run): ComparisonRecord["exchanges"] {
  return run.attempts.flatMap(({ id }) => {
    const exchange = loadExchange(database, run.id, id);
    return exchange === null ? [] : [{ runId: run.id, exchange }];
  });
}

function readSpend(database: Database, row: number): ArchiveRecord | null {
  const own = database.get(
    `SELECT 'spend' AS type, run_id AS runId, attempt_id AS attemptId, session_id AS sessionId, is_demo AS isDemo,
       at_ms AS atMs, facts_json AS facts, is_answer AS isAnswer, is_lost AS isLost, nano_usd AS nanoUsd,
       computed_nano_usd AS computedNanoUsd, reserved_nano_usd AS reservedNanoUsd, input_tokens AS inputTokens,
       cache_read_tokens AS cacheReadTokens, cache_write_5m_tokens AS cacheWrite5mTokens,
       cache_write_1h_tokens AS cacheWrite1hTokens, output_tokens AS outputTokens
     FROM spend JOIN spend_kinds ON spend_kinds.id = kind_id WHERE row = ?`,
    row,
  );
  // Found one by one, so that a step ends even where there are none.
  if (!isOrphan(database, own?.runId)) return null;
  return recordOf({ ...flags(own, ["isDemo", "isAnswer", "isLost"]), facts: readFacts(own?.facts) });
}

function readSpendRun(database: Database, row: number): ArchiveRecord | null {
  const own = database.get(
    `SELECT 'spend-run' AS type, run_id AS runId, session_id AS sessionId, is_demo AS isDemo, at_ms AS atMs, status,
       winner_index AS winnerIndex, nano_usd AS nanoUsd FROM spend_runs WHERE rowid = ?`,
    row,
  );
  return isOrphan(database, own?.runId) ? recordOf(flags(own, ["isDemo"])) : null;
}

function flags(row: Row | undefined, names: readonly string[]): Row {
  return { ...row, ...Object.fromEntries(names.map((name) => [name, row?.[name] === 1])) };
}

/** Null where the row is damaged: History and Spend tell of that. */
function recordOf(row: Row): ArchiveRecord | null {
  const read = archiveRecord.safeParse(row);
  return read.success ? read.data : null;
}
