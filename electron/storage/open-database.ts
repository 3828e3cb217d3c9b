import { chmodSync } from "node:fs";
import { join } from "node:path";
import {
  applicationId,
  type DataPaths,
  hasLeftoverLog,
  inspectDatabase,
  makeFolder,
  pathsIn,
  writeWhole,
} from "./data-files.ts";
import { failureWords } from "./failure-words.ts";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { type Migration, migrate, newestVersion, schemaVersion } from "./migrations.ts";
import { type Database, openSqlite } from "./sqlite.ts";

/**
 * Why a data folder cannot be used. `in-use` is the second program on one folder, which ends with code 3; `runtime`
 * an SQLite that may not be trusted; `database` a file that is damaged, foreign or cannot be opened.
 */
export type Refusal = {
  readonly ok: false;
  readonly reason: "folder" | "in-use" | "runtime" | "database" | "newer";
  /** Says what is wrong and what to do, for people. */
  readonly message: string;
};

export type OpenDatabase = {
  readonly ok: true;
  readonly database: Database;
  /** True where this opening made the database. */
  readonly isNew: boolean;
  /** Empties the log into the database and lets go of the folder. */
  close(): void;
};

export type OpenRequest = {
  readonly dataDir: string;
  /** Epoch ms. */
  readonly nowMs: number;
  readonly steps: readonly Migration[];
};

const busyTimeoutMs = 5000;
const settings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;
  PRAGMA wal_autocheckpoint = 1000;
  PRAGMA journal_size_limit = 67108864;
`;
/** Below this a check costs a moment; above it only a database that was not closed is checked (security.md §4). */
const quickCheckBytes = 64 * 1024 * 1024;

/** Opens the database of a data folder, making both where they are missing. Refuses, and changes nothing, in doubt. */
export function openDatabase(request: OpenRequest): OpenDatabase | Refusal {
  const paths = pathsIn(request.dataDir);
  let lock: FolderLock | null;
  try {
    makeFolder(request.dataDir);
    lock = lockFolder(paths.lock);
  } catch (error) {
    return refuse("folder", `The data folder "${request.dataDir}" cannot be used. ${failureWords(error)}`);
  }
  // The lock comes before anything reads the database: closing a file that was only looked at would drop the POSIX
  // locks that another store of this process holds on it.
  if (lock === null) {
    return refuse("in-use", `Understudy is already running on the data folder "${request.dataDir}".`);
  }
  let opened: OpenDatabase | Refusal;
  try {
    opened = openLocked(request, paths, lock);
  } catch (error) {
    opened = refuse("database", `The database "${paths.database}" cannot be opened. ${failureWords(error)}`);
  }
  if (!opened.ok) lock.release();
  return opened;
}

function openLocked(request: OpenRequest, paths: DataPaths, lock: FolderLock): OpenDatabase | Refusal {
  const runtime = checkRuntime();
  if (runtime !== null) return runtime;
  const file = inspectDatabase(paths.database);
  if (file.kind === "refused") return refuse("database", file.message);
  if (file.kind === "ours" && file.version > newestVersion(request.steps)) return newer(paths);
  if (file.kind === "missing") createDatabase(request, paths);
  const isCheckDue = file.kind === "ours" && (file.bytes < quickCheckBytes || hasLeftoverLog(paths.database));
  chmodSync(paths.database, 0o600);
  const database = openSqlite(paths.database, busyTimeoutMs);
  try {
    const refusal = prepare(database, { request, paths, isCheckDue });
    if (refusal !== null) {
      database.close();
      return refusal;
    }
  } catch (error) {
    database.close();
    throw error;
  }
  return { ok: true, database, isNew: file.kind === "missing", close: () => closeDatabase(database, lock) };
}

type Preparation = { readonly request: OpenRequest; readonly paths: DataPaths; readonly isCheckDue: boolean };

function prepare(database: Database, { request, paths, isCheckDue }: Preparation): Refusal | null {
  // Once more, for the header may be older than what the log holds.
  if (schemaVersion(database) > newestVersion(request.steps)) return newer(paths);
  if (isCheckDue) {
    const found = database.get("PRAGMA quick_check(1)")?.quick_check;
    if (found !== "ok") return refuse("database", `The database "${paths.database}" is damaged (${String(found)}).`);
  }
  database.exec(settings);
  if (schemaVersion(database) < newestVersion(request.steps)) {
    backUp(database, paths, request.nowMs);
    migrate(database, request.steps);
    // So that the header tells the version to a program that only looks.
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  return null;
}

function createDatabase({ dataDir, steps }: OpenRequest, paths: DataPaths): void {
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

/** A whole copy before the schema changes, named by its version and time. */
function backUp(database: Database, paths: DataPaths, nowMs: number): void {
  makeFolder(paths.backups);
  const time = new Date(nowMs).toISOString().replaceAll(":", "-");
  const path = join(paths.backups, `understudy-v${schemaVersion(database)}-${time}.db`);
  writeWhole(paths.backups, path, (unfinished) => {
    database.run("VACUUM INTO ?", unfinished);
  });
}

function closeDatabase(database: Database, lock: FolderLock): void {
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    database.close();
    lock.release();
  }
}

const oldestSqlite = [3, 51, 3];

/** Older ones can corrupt a database when its log is reset (security.md §4). */
export function isTooOld(sqliteVersion: string): boolean {
  const parts = sqliteVersion.split(".").map(Number);
  for (const [index, wanted] of oldestSqlite.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part < wanted;
  }
  return false;
}

function checkRuntime(): Refusal | null {
  const version = process.versions.sqlite ?? "0";
  if (!isTooOld(version)) return null;
  return refuse(
    "runtime",
    `This runtime carries SQLite ${version}, which can damage a database. Version ${oldestSqlite.join(".")} or newer is needed.`,
  );
}

function newer(paths: DataPaths): Refusal {
  return refuse(
    "newer",
    `The database "${paths.database}" was written by a newer version of Understudy. Nothing was changed. Start the newer version, or another data folder.`,
  );
}

function refuse(reason: Refusal["reason"], message: string): Refusal {
  return { ok: false, reason, message };
}
