import type { Database } from "#electron/storage/sqlite.ts";

/**
 * What was sent for an attempt and what came back, without keys: compressed JSON (`exchange-schema.ts`). No foreign
 * key: it may be written a moment before its run is. It leaves with its run.
 */
const schema = `
CREATE TABLE exchanges (
  run_id TEXT NOT NULL,
  attempt_id TEXT NOT NULL,
  json_gzip BLOB NOT NULL,
  PRIMARY KEY (run_id, attempt_id)
) STRICT;

CREATE TRIGGER exchanges_of_removed_runs AFTER DELETE ON runs
BEGIN
  DELETE FROM exchanges WHERE run_id = OLD.id;
END;
`;

export const exchangesMigration = {
  version: 5,
  up: (database: Database) => database.exec(schema),
} as const;
