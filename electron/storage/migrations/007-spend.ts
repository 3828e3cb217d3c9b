import type { Database } from "#electron/storage/sqlite.ts";

/** Sessions that can be named, ended and resumed; a run counts in the one that it was sent in. */
const schema = `
ALTER TABLE sessions ADD COLUMN name TEXT;
ALTER TABLE sessions ADD COLUMN ended_at_ms REAL;
ALTER TABLE runs ADD COLUMN session_id TEXT;
`;

export const spendMigration = {
  version: 7,
  up: (database: Database) => database.exec(schema),
} as const;
