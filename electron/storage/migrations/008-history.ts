import type { Database } from "#electron/storage/sqlite.ts";

/**
 * What the user made of a comparison, and what the list of all of them is read from: one narrow row for each, newest
 * first by `position`, and an index of its words under the same number.
 *
 * `position` is the time of Send in epoch ms, moved on where another one has it: so that what is imported later stands
 * where it belongs. `undo_id`: it was removed and can be brought back by this id.
 * `takes_backups`: with it go the backups.
 * `has_words` 0: the list is behind what is stored of it, and its words are to be told to the index (again). Filters
 * are words of it, too (`history/keys.ts`).
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

CREATE VIRTUAL TABLE history_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3'
);

-- A row while words of deleted texts may still stand in the index, or their bytes in the file.
CREATE TABLE history_purge (since_ms REAL NOT NULL) STRICT;

CREATE TRIGGER words_of_removed_history AFTER DELETE ON history
BEGIN
  DELETE FROM history_words WHERE rowid = OLD.position;
END;
`;

/**
 * What was sent before, in the list at once. The words of it are told to the index beside the running program, which
 * goes on with whatever has none (`has_words`): a start never waits for a gigabyte to be read.
 *
 * The n-th place in order is moved on to the first free one from its own time on. A time that is none is 0.
 */
const fill = `
INSERT INTO history (position, comparison_id, started_at_ms, runs, answered, failed, fell_through, furthest_link,
  nano_usd, unknown_costs, is_estimate, provider_ids_json, titles_json)
WITH
ordered AS (
  SELECT id, started_at_ms, ROW_NUMBER() OVER (ORDER BY wanted, row) AS n, wanted
  FROM (SELECT id, row, started_at_ms, MIN(MAX(CAST(started_at_ms AS INTEGER), 0), 8640000000000000) AS wanted
    FROM comparisons)
),
asked AS (
  SELECT comparison_id, COUNT(*) AS runs, SUM(status = 'done') AS answered,
    SUM(status IN ('failed', 'interrupted')) AS failed
  FROM runs GROUP BY comparison_id
),
won AS (
  SELECT comparison_id, SUM(link_index > 0) AS fell_through, MAX(link_index) AS furthest_link
  FROM runs JOIN attempts ON run_id = runs.id AND attempts.id = answered_by
  WHERE runs.status = 'done' GROUP BY comparison_id
),
sent AS (
  SELECT comparison_id, runs.row, position, provider_id, cost_nano_usd, cost_source, attempts.status
  FROM runs JOIN attempts ON run_id = runs.id WHERE kind <> 'skip' AND attempts.status <> 'skipped'
),
paid AS (
  SELECT comparison_id, CAST(TOTAL(cost_nano_usd) AS INTEGER) AS nano_usd, SUM(cost_nano_usd IS NULL) AS unknown_costs,
    MAX(cost_source = 'estimated') AS is_estimate
  FROM sent WHERE status <> 'running' GROUP BY comparison_id
),
providers AS (
  SELECT comparison_id, json_group_array(provider_id) AS names FROM (
    SELECT comparison_id, provider_id FROM sent
    GROUP BY comparison_id, provider_id ORDER BY comparison_id, MIN(row * 1000000 + position)
  ) GROUP BY comparison_id
),
titles AS (
  SELECT comparison_id, json_group_array(title) AS names FROM (
    SELECT comparison_id, title FROM runs GROUP BY comparison_id, title ORDER BY comparison_id, MIN(row)
  ) GROUP BY comparison_id
)
SELECT n + MAX(wanted - n) OVER (ORDER BY n), id, started_at_ms, COALESCE(runs, 0), COALESCE(answered, 0),
  COALESCE(failed, 0), COALESCE(fell_through, 0), COALESCE(furthest_link, 0) + 1, COALESCE(nano_usd, 0),
  COALESCE(unknown_costs, 0), COALESCE(is_estimate, 0), COALESCE(providers.names, '[]'), COALESCE(titles.names, '[]')
FROM ordered
LEFT JOIN asked ON asked.comparison_id = id
LEFT JOIN won ON won.comparison_id = id
LEFT JOIN paid ON paid.comparison_id = id
LEFT JOIN providers ON providers.comparison_id = id
LEFT JOIN titles ON titles.comparison_id = id;
`;

export const historyMigration = {
  version: 8,
  up: (database: Database) => database.exec(`${schema}${fill}`),
} as const;
