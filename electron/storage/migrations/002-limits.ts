import type { Database } from "#electron/storage/sqlite.ts";

/** Limits that the providers themselves named and that outlast a restart (engine.md R11). */
const schema = `
CREATE TABLE limits (
  scope TEXT PRIMARY KEY,
  provider_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  limited_at_ms REAL NOT NULL,
  until_ms REAL NOT NULL,
  level INTEGER NOT NULL,
  consecutive_errors INTEGER NOT NULL
) STRICT;
`;

export const limitsMigration = {
  version: 2,
  up: (database: Database) => database.exec(schema),
} as const;
