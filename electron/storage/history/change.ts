import type { Database } from "#electron/storage/sqlite.ts";
import type { HistoryEntry } from "#shared/history.ts";
import { loadEntry } from "./entries.ts";
import { refreshHistory } from "./refresh.ts";

/** What is given of it is changed; a null title is the one that the prompt makes. */
export type HistoryChange = {
  readonly comparisonId: string;
  readonly title?: string | null;
  readonly isPinned?: boolean;
  readonly tags?: readonly string[];
};

/** Null where there is none of this id. */
export function changeHistory(database: Database, change: HistoryChange, nowMs: number): HistoryEntry | null {
  const { comparisonId: id, title, isPinned, tags } = change;
  if (loadEntry(database, id, nowMs) === null) return null;
  if (title !== undefined) {
    database.run("UPDATE comparisons SET title = ? WHERE id = ?", title?.trim().toWellFormed() ?? null, id);
  }
  if (isPinned !== undefined) database.run("UPDATE comparisons SET is_pinned = ? WHERE id = ?", Number(isPinned), id);
  if (tags !== undefined) saveTags(database, id, tags);
  refreshHistory(database, id);
  return loadEntry(database, id, nowMs);
}

function saveTags(database: Database, id: string, tags: readonly string[]): void {
  const kept = tags.map((tag) => tag.toWellFormed());
  database.run(
    "UPDATE comparisons SET tags_json = ? WHERE id = ?",
    kept.length === 0 ? null : JSON.stringify(kept),
    id,
  );
}

/** Every tag in use, in the order of the alphabet; of spellings that differ in case alone, one. */
export function loadTags(database: Database): readonly string[] {
  const rows = database.all(
    `SELECT DISTINCT tag FROM history_tags JOIN history USING (comparison_id) WHERE undo_id IS NULL`,
  );
  const tags = new Map(rows.map(({ tag }) => [String(tag).toLowerCase(), String(tag)]));
  return [...tags.values()].toSorted((one, other) => one.localeCompare(other));
}
