import { indexTable } from "#electron/storage/history/index-table.ts";
import { refreshHistory } from "#electron/storage/history/refresh.ts";
import type { Database } from "#electron/storage/sqlite.ts";

/**
 * What the user made of a comparison, and what the list of all of them is read from: one narrow row for each, newest
 * first by `position`, and an index of its words under the same number.
 *
 * `position` is the time of Send in epoch ms, moved on where another one has it: so that what is imported later stands
 * where it belongs. `undo_id`: it was removed and can be brought back by this id.
 * `takes_backups`: with it go the backups.
 * `has_words` 0: its words are to be told to the index again, which was damaged. Filters are words of it, too
 * (`history/keys.ts`).
 */
const schema = `
ALTER TABLE comparisons ADD COLUMN title TEXT;
ALTER TABLE comparisons ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE comparisons ADD COLUMN tags_json TEXT;

CREATE TABLE history (
  position INTEGER PRIMARY KEY,
  comparison_id TEXT NOT NULL UNIQUE REFERENCES comparisons (id) ON DELETE CASCADE,
  undo_id TEXT,
  takes_backups INTEGER NOT NULL DEFAULT 0,
  has_words INTEGER NOT NULL DEFAULT 0,
  started_at_ms REAL NOT NULL,
  runs INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  fell_through INTEGER NOT NULL,
  furthest_link INTEGER NOT NULL,
  nano_usd INTEGER NOT NULL,
  unknown_costs INTEGER NOT NULL,
  is_estimate INTEGER NOT NULL,
  provider_ids_json TEXT NOT NULL,
  titles_json TEXT NOT NULL
) STRICT;
CREATE INDEX history_shown ON history (position, nano_usd, started_at_ms) WHERE undo_id IS NULL;
CREATE INDEX history_without_words ON history (position) WHERE has_words = 0;
CREATE INDEX history_removed ON history (undo_id) WHERE undo_id IS NOT NULL;

CREATE TABLE history_tags (
  tag TEXT NOT NULL,
  comparison_id TEXT NOT NULL REFERENCES comparisons (id) ON DELETE CASCADE,
  PRIMARY KEY (tag, comparison_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX history_tags_by_comparison ON history_tags (comparison_id);

${indexTable}

-- A row while words of deleted texts may still stand in the index, or their bytes in the file.
CREATE TABLE history_purge (since_ms REAL NOT NULL) STRICT;

CREATE TRIGGER words_of_removed_history AFTER DELETE ON history
BEGIN
  DELETE FROM history_words WHERE rowid = OLD.position;
END;
`;

export const historyMigration = {
  version: 8,
  up: (database: Database) => {
    database.exec(schema);
    for (const { id } of database.all("SELECT id FROM comparisons ORDER BY row")) refreshHistory(database, String(id));
  },
} as const;
