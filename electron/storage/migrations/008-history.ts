import type { Database } from "#electron/storage/sqlite.ts";

/** What the user made of a comparison in the history. */
const schema = `
ALTER TABLE comparisons ADD COLUMN title TEXT;
ALTER TABLE comparisons ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE comparisons ADD COLUMN tags_json TEXT;
`;

export const historyMigration = {
  version: 8,
  up: (database: Database) => database.exec(schema),
} as const;
