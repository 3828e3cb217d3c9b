import type { Database } from "#electron/storage/sqlite.ts";

/** What a Send is made of beyond its prompt. Null where nothing was set, as in every row that is older. */
const schema = `
ALTER TABLE conversations ADD COLUMN system TEXT;
ALTER TABLE columns ADD COLUMN overrides_json TEXT;
ALTER TABLE comparisons ADD COLUMN system TEXT;
ALTER TABLE comparisons ADD COLUMN template_json TEXT;
ALTER TABLE comparisons ADD COLUMN follows_id TEXT;
ALTER TABLE runs ADD COLUMN overrides_json TEXT;

CREATE TABLE comparison_images (
  comparison_id TEXT NOT NULL REFERENCES comparisons (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  mime_type TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (comparison_id, position)
) STRICT;

CREATE TABLE column_sets (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  set_json TEXT NOT NULL
) STRICT;
`;

export const sendsMigration = {
  version: 4,
  up: (database: Database) => database.exec(schema),
} as const;
