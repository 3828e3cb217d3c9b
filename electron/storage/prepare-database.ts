import { chmodSync } from "node:fs";
import { makeBackup } from "./backups.ts";
import { applicationId, type DataPaths, writeWhole } from "./data-files.ts";
import { type Migration, migrate, newestVersion, schemaVersion } from "./migrations.ts";
import { type Database, openSqlite } from "./sqlite.ts";

const busyTimeoutMs = 5000;

/** Why each of them: security.md §4. */
const settings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;
  PRAGMA secure_delete = ON;
  PRAGMA wal_autocheckpoint = 1000;
  PRAGMA journal_size_limit = 67108864;
`;

export type Preparing = {
  readonly paths: DataPaths;
  readonly steps: readonly Migration[];
  /** Epoch ms. */
  readonly nowMs: number;
};

/** An empty database of the newest version, whole or not there at all. */
export function createDatabase(dataDir: string, { paths, steps }: Preparing): void {
  writeWhole(dataDir, paths.database, (unfinished) => {
    const database = openSqlite(unfinished, busyTimeoutMs);
    try {
      database.exec(`PRAGMA application_id = ${applicationId}`);
      migrate(database, steps);
    } finally {
      database.close();
    }
  });
}

/**
 * Opens a database of ours with the settings that make a crash harmless, and brings it to the newest version: null
 * where its log holds a version that is newer still. Throws where SQLite refuses; nothing is open then.
 */
export function openPrepared(preparing: Preparing): Database | null {
  const { paths, steps } = preparing;
  chmodSync(paths.database, 0o600);
  const database = openSqlite(paths.database, busyTimeoutMs);
  try {
    const isNewer = schemaVersion(database) > newestVersion(steps);
    if (!isNewer) prepare(database, preparing);
    else database.close();
    return isNewer ? null : database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepare(database: Database, { paths, steps, nowMs }: Preparing): void {
  database.exec(settings);
  const version = schemaVersion(database);
  if (version >= newestVersion(steps)) return;
  makeBackup(database, paths, { kind: { beforeLeaving: version }, atMs: nowMs });
  migrate(database, steps);
  // So that the header tells the version to a program that only looks.
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}
