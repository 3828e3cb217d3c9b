import { refreshHistory } from "#electron/storage/history/refresh.ts";
import { isKept } from "#electron/storage/history/remove.ts";
import { comparisonRow, readRow } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { jsonOrNull } from "#electron/storage/tables/attempts.ts";
import { loadImageInfos, saveImages } from "#electron/storage/tables/images.ts";
import { type LoadedRows, readRows } from "#electron/storage/tables/json-rows.ts";
import { beginRepeat } from "#electron/storage/tables/repeats.ts";
import type { PromptImage } from "#shared/prompt.ts";
import type { Comparison } from "#shared/run.ts";

/** Its conversation and its session must be stored before it. `images` are those that it names. */
export function saveComparison(database: Database, comparison: Comparison, images: readonly PromptImage[] = []): void {
  requireRow(database, "conversations", comparison.conversationId);
  requireRow(database, "sessions", comparison.sessionId);
  database.run(
    `INSERT INTO comparisons (id, conversation_id, session_id, prompt, started_at_ms, is_demo, client, system,
       template_json, follows_id, repeat_json)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET prompt = excluded.prompt, started_at_ms = excluded.started_at_ms,
       is_demo = excluded.is_demo, system = excluded.system, template_json = excluded.template_json,
       follows_id = excluded.follows_id`,
    comparison.id,
    comparison.conversationId,
    comparison.sessionId,
    comparison.prompt,
    comparison.startedAtMs,
    Number(comparison.isDemo),
    comparison.client ?? null,
    comparison.system ?? null,
    jsonOrNull(comparison.template ?? null),
    comparison.followsId ?? null,
    jsonOrNull(comparison.repeat ?? null),
  );
  if (comparison.repeat !== undefined) beginRepeat(database, comparison.id);
  saveImages(database, comparison.id, images);
  refreshHistory(database, comparison.id);
}

/** SQLite's own words for a missing parent name neither the table nor the id. */
function requireRow(database: Database, table: "conversations" | "sessions", id: string): void {
  if (database.get(`SELECT 1 FROM ${table} WHERE id = ?`, id) !== undefined) return;
  throw new Error(`"${id}" is not stored in ${table}; save it before its comparison.`);
}

const select = `SELECT id, conversation_id AS conversationId, session_id AS sessionId, prompt,
  started_at_ms AS startedAtMs, is_demo AS isDemo, client, system, template_json AS template,
  follows_id AS followsId, repeat_json AS repeat FROM comparisons`;

/** Oldest first. */
export function loadComparisons(database: Database, conversationId: string, nowMs: number): LoadedRows<Comparison> {
  const rows = database.all(`${select} WHERE conversation_id = ? AND ${isKept} ORDER BY row`, conversationId);
  return comparisonsOf(database, rows, nowMs);
}

export type SinceQuestion = { readonly sinceMs: number; readonly most: number; readonly nowMs: number };

/** What programs asked since then, newest first. */
export function loadProgramComparisons(database: Database, asked: SinceQuestion): LoadedRows<Comparison> {
  const where = `WHERE client IS NOT NULL AND started_at_ms >= ? AND ${isKept}
    ORDER BY started_at_ms DESC, row DESC LIMIT ?`;
  return comparisonsOf(database, database.all(`${select} ${where}`, asked.sinceMs, asked.most), asked.nowMs);
}

/** Null where there is none of this id, where it was removed or cannot be read; what cannot be read is told. */
export function loadComparison(database: Database, id: string, nowMs: number): LoadedRows<Comparison> {
  return comparisonsOf(database, database.all(`${select} WHERE id = ? AND ${isKept}`, id), nowMs);
}

function comparisonsOf(database: Database, rows: ReturnType<Database["all"]>, nowMs: number): LoadedRows<Comparison> {
  const loaded = readRows(database, rows, {
    source: "comparisons",
    word: "comparison",
    read: (row) => readRow(comparisonRow, row),
    nowMs,
  });
  const problems = [...loaded.problems];
  const values = loaded.values.map((comparison) => {
    const images = loadImageInfos(database, comparison.id, nowMs);
    problems.push(...images.problems);
    return images.values.length === 0 ? comparison : { ...comparison, images: images.values };
  });
  return { values, problems };
}
