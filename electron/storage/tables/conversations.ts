import { columnRow, conversationRow, readRow } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { jsonOrNull } from "#electron/storage/tables/attempts.ts";
import { readRows } from "#electron/storage/tables/json-rows.ts";
import type { Column, Conversation } from "#shared/run.ts";

/** Replaces what was stored of it, its columns too. Runs of a column that left stay. */
export function saveConversation(database: Database, conversation: Conversation): void {
  database.run(
    `INSERT INTO conversations (id, title, created_at_ms, system) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, created_at_ms = excluded.created_at_ms,
       system = excluded.system`,
    conversation.id,
    conversation.title,
    conversation.createdAtMs,
    conversation.system ?? null,
  );
  database.run("DELETE FROM columns WHERE conversation_id = ?", conversation.id);
  for (const [position, column] of conversation.columns.entries()) {
    database.run(
      "INSERT INTO columns (conversation_id, id, position, target_json, overrides_json) VALUES (?, ?, ?, ?, ?)",
      conversation.id,
      column.id,
      position,
      JSON.stringify(column.target),
      jsonOrNull(column.overrides ?? null),
    );
  }
}

export type LoadedConversation = { readonly conversation: Conversation; readonly problems: readonly string[] };

/** Null where there is none of this id. */
export function loadConversation(database: Database, id: string, nowMs: number): LoadedConversation | null {
  const row = database.get(
    "SELECT id, title, created_at_ms AS createdAtMs, system FROM conversations WHERE id = ?",
    id,
  );
  if (row === undefined) return null;
  const read = readRow(conversationRow, row);
  if (!read.ok) throw new Error(`The conversation "${id}" is damaged (${read.problem}).`);
  const rows = database.all(
    `SELECT id, target_json AS target, overrides_json AS overrides FROM columns WHERE conversation_id = ?
     ORDER BY position`,
    id,
  );
  const columns = readRows<Column>(database, rows, {
    source: "columns",
    word: "column",
    read: (columnValues) => readRow(columnRow, columnValues),
    nowMs,
  });
  return { conversation: { ...read.value, columns: columns.values }, problems: columns.problems };
}
