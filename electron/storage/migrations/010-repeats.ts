import type { Database } from "#electron/storage/sqlite.ts";

/**
 * Comparisons that are asked again and again: their plan, the round of each of their runs, and how far they are beside
 * what can be counted. Null, and no row of `repeats`, for every other comparison.
 *
 * The list keeps a plan in short: the plan itself may hold hundreds of rows of data.
 */
const schema = `
ALTER TABLE comparisons ADD COLUMN repeat_json TEXT;
ALTER TABLE runs ADD COLUMN round INTEGER;
ALTER TABLE history ADD COLUMN repeat_json TEXT;

CREATE TABLE repeats (
  comparison_id TEXT PRIMARY KEY REFERENCES comparisons (id) ON DELETE CASCADE,
  status TEXT NOT NULL,
  pause_json TEXT
) STRICT;
CREATE INDEX unfinished_repeats ON repeats (status) WHERE status IN ('running', 'paused');
`;

export const repeatsMigration = {
  version: 10,
  up: (database: Database) => database.exec(schema),
} as const;
