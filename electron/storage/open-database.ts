import { listBackups } from "./backups.ts";
import { checkDatabase } from "./check-database.ts";
import { type DataPaths, hasLeftoverLog, inspectDatabase, makeFolder, pathsIn } from "./data-files.ts";
import { failureWords, isDamage } from "./failure-words.ts";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { renewIndex } from "./history/index-table.ts";
import { type Migration, newestVersion } from "./migrations.ts";
import { createDatabase, openPrepared } from "./prepare-database.ts";
import { type Restored, restoreNewest } from "./restore.ts";
import type { Database } from "./sqlite.ts";
import { readUpkeep, writeUpkeep } from "./upkeep-record.ts";

/**
 * Why a data folder cannot be used. `in-use` is the second program on one folder, which ends with code 3; `runtime`
 * an SQLite that may not be trusted; `database` a file that is damaged without a backup, foreign or cannot be opened.
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
  /** True where the last program did not close it and it is too large to be checked before it is used. */
  readonly needsCheck: boolean;
  /** Where a backup took the database's place: what happened and what is missing now, in words. Else null. */
  readonly restored: string | null;
  /** Empties the log into the database and lets go of the folder. */
  close(): void;
};

export type OpenRequest = {
  readonly dataDir: string;
  /** Epoch ms. */
  readonly nowMs: number;
  readonly steps: readonly Migration[];
};

/** Below this a check costs a moment at every start; a larger database is checked beside the running program. */
const quickCheckBytes = 64 * 1024 * 1024;

/**
 * Opens the database of a data folder, making both where they are missing. A damaged database is moved aside, never
 * removed, and the newest good backup takes its place; without one, and in any other doubt, it is refused and nothing
 * is changed.
 */
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
    opened = openLocked({ request, paths, lock });
  } catch (error) {
    opened = refuse("database", `The database "${paths.database}" cannot be opened. ${failureWords(error)}`);
  }
  if (!opened.ok) lock.release();
  return opened;
}

type Opening = { readonly request: OpenRequest; readonly paths: DataPaths; readonly lock: FolderLock };

function openLocked(opening: Opening): OpenDatabase | Refusal {
  const { request, paths } = opening;
  const runtime = checkRuntime();
  if (runtime !== null) return runtime;
  const state = stateOf(opening);
  if (state.kind === "refused") return refuse("database", `${state.problem} ${nothingChanged}`);
  if (state.kind === "newer") return newer(paths);
  if (state.kind === "damaged") return openRestored(opening, state.problem);
  if (state.kind === "missing") createDatabase(request.dataDir, { ...request, paths });
  try {
    const opened = openSound(opening, { isNew: state.kind === "missing", needsCheck: state.kind === "unchecked" });
    if (opened.ok && state.kind === "index damaged") makeIndexAnew(opened);
    return opened;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return openRestored(opening, `The database "${paths.database}" is damaged (${failureWords(error)}).`);
  }
}

type State =
  | { readonly kind: "missing" | "newer" | "sound" | "unchecked" | "index damaged" }
  | { readonly kind: "damaged" | "refused"; readonly problem: string };

/** Looks and changes nothing. */
function stateOf({ request, paths }: Opening): State {
  const file = inspectDatabase(paths.database);
  // A history that was there is not begun anew without a word: who wants that moves the backups away, too.
  if (file.kind === "missing" && listBackups(paths).length > 0) {
    return { kind: "damaged", problem: `The database "${paths.database}" is gone.` };
  }
  if (file.kind !== "ours") return file;
  if (file.version > newestVersion(request.steps)) return { kind: "newer" };
  const { suspicion } = readUpkeep(paths);
  const isLarge = file.bytes >= quickCheckBytes;
  if (isLarge && suspicion === null) return { kind: hasLeftoverLog(paths.database) ? "unchecked" : "sound" };
  const checked = checkDatabase(paths.database, suspicion === null ? "quick" : "whole");
  if (!checked.ok) {
    return { kind: "damaged", problem: `The database "${paths.database}" is damaged (${checked.problem}).` };
  }
  if (checked.version > newestVersion(request.steps)) return { kind: "newer" };
  return { kind: checked.indexProblem === undefined ? "sound" : "index damaged" };
}

function openSound(opening: Opening, facts: { isNew: boolean; needsCheck: boolean }): OpenDatabase | Refusal {
  const { request, paths, lock } = opening;
  const database = openPrepared({ ...request, paths });
  if (database === null) return newer(paths);
  const upkeep = readUpkeep(paths);
  // Whatever was suspected was looked at by now, or is gone.
  if (upkeep.suspicion !== null) writeUpkeep(paths, { ...upkeep, suspicion: null });
  return { ok: true, database, ...facts, restored: null, close: () => closeDatabase(database, lock) };
}

/** A database that cannot even do that is damaged as a whole. */
function makeIndexAnew({ database }: OpenDatabase): void {
  try {
    database.transaction(() => renewIndex(database));
  } catch (error) {
    database.close();
    throw error;
  }
}

function openRestored(opening: Opening, problem: string): OpenDatabase | Refusal {
  const { request, paths } = opening;
  const restored = restoreNewest(paths, newestVersion(request.steps), request.nowMs);
  if (restored === null) return refuse("database", `${problem} No backup can take its place. ${nothingChanged}`);
  const opened = openSound(opening, { isNew: false, needsCheck: false });
  return opened.ok ? { ...opened, restored: `${problem} ${restoredWords(restored)}` } : opened;
}

const nothingChanged = "Nothing was changed. Move it away or put a backup in its place, then start again.";

function restoredWords({ backup, keptAt }: Restored): string {
  const when = new Date(backup.atMs).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  const words = `The backup of ${when} is in its place now: what was sent or changed after that is missing.`;
  return keptAt === null ? words : `${words} The damaged file is kept as "${keptAt}".`;
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
