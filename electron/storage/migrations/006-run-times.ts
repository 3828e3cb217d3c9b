import type { Database } from "#electron/storage/sqlite.ts";

/** Sums over the runs of the last days: without it, all runs there ever were are read, and their texts with them. */
const schema = "CREATE INDEX runs_by_time ON runs (started_at_ms);";

export const runTimesMigration = {
  version: 6,
  up: (database: Database) => database.exec(schema),
} as const;
