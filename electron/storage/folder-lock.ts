import { existsSync } from "node:fs";
import { makePrivateFile } from "./data-files.ts";
import { isBusy } from "./failure-words.ts";
import { openSqlite } from "./sqlite.ts";

export type FolderLock = { release(): void };

/** A program that is just ending gets this long to let go. */
const patienceMs = 500;

/**
 * One program per data folder. The lock is SQLite's own exclusive lock on an empty file: the system takes it back
 * when the process ends, however it ends, so that no stale lock can stay. Null where another process or another
 * store of this one holds it.
 */
export function lockFolder(lockPath: string): FolderLock | null {
  if (!existsSync(lockPath)) makePrivateFile(lockPath);
  const connection = openSqlite(lockPath, patienceMs);
  try {
    // Nothing is ever written, so no journal is needed beside it.
    connection.exec("PRAGMA journal_mode = MEMORY");
    connection.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    connection.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return { release: () => connection.close() };
}
