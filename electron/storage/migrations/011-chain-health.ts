import type { Database } from "#electron/storage/sqlite.ts";

/**
 * A chain's runs by their time, with all of them that its health is told by: without it every run of the last days is
 * read, and its text with it. It takes the place of the index of all runs by time, which nothing else asked for. A run
 * whose target is no JSON belongs to no chain.
 */
const chainId = "CASE WHEN json_valid(target_json) THEN json_extract(target_json, '$.chainId') END";
const schema = `
DROP INDEX runs_by_time;
CREATE INDEX runs_of_chains
  ON runs (${chainId}, is_demo, started_at_ms, status, end_ms, id, answered_by) WHERE ${chainId} IS NOT NULL;
`;

export const chainHealthMigration = {
  version: 11,
  up: (database: Database) => database.exec(schema),
} as const;
