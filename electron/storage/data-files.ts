import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** What marks a file as ours: "UNDS" in the header's application id. */
export const applicationId = 0x554e4453;

const magic = "SQLite format 3\0";
const headerBytes = 100;
const ownerOnlyFile = 0o600;
const ownerOnlyFolder = 0o700;

/** Where things are in the data folder. */
export type DataPaths = {
  readonly database: string;
  readonly lock: string;
  readonly backups: string;
  /** Where databases are kept that could not be used any more. */
  readonly damaged: string;
  /** What is known of the last check. */
  readonly upkeep: string;
};

/** What SQLite puts beside a database. They belong to it: without them, or beside another, they do harm. */
export const sideFileEnds = ["-wal", "-shm", "-journal"] as const;

export function pathsIn(dataDir: string): DataPaths {
  return {
    database: join(dataDir, "understudy.db"),
    lock: join(dataDir, "understudy.lock"),
    backups: join(dataDir, "backups"),
    damaged: join(dataDir, "damaged"),
    upkeep: join(dataDir, "upkeep.json"),
  };
}

/** Closed to other users where we make it; a folder that is there keeps its mode, for it may hold other things. */
export function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  // Not by mkdir's own `recursive`: it tries for ever where a parent is there but says ENOENT of its children, as
  // /proc does.
  const parent = dirname(path);
  if (!existsSync(parent)) makeFolder(parent);
  mkdirSync(path, { mode: ownerOnlyFolder });
}

/** SQLite gives its side files the mode of the database, so the empty file comes first. */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, "wx", ownerOnlyFile));
}

/**
 * What the file system says before SQLite is let near the file. Reads 100 bytes and changes nothing. `damaged` can be
 * put right by a backup; `refused` is nothing of ours, and only its owner knows what to do. Problems are sentences.
 */
export type FileState =
  | { readonly kind: "missing" }
  | { readonly kind: "ours"; readonly version: number; readonly bytes: number }
  | { readonly kind: "damaged"; readonly problem: string }
  | { readonly kind: "refused"; readonly problem: string };

export function inspectDatabase(path: string): FileState {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return inspectMissing(path);
  // SQLite would keep the log beside the file that it points to, where nobody looks after it.
  if (stats.isSymbolicLink()) return refused(`"${path}" is a link. Move the whole data folder instead of the file.`);
  if (!stats.isFile()) return refused(`"${path}" is not a file.`);
  // SQLite would take an empty file for a new database and start without a history (security.md finding 10).
  if (stats.size === 0) return damaged(`"${path}" is empty, so its contents are lost.`);
  const header = readHeader(path);
  if (header.toString("latin1", 0, magic.length) !== magic || header.length < headerBytes) {
    return damaged(`"${path}" is not a database.`);
  }
  if (header.readUInt32BE(68) !== applicationId) return refused(`"${path}" is a database of another program.`);
  return { kind: "ours", version: header.readUInt32BE(60), bytes: stats.size };
}

function inspectMissing(path: string): FileState {
  const log = `${path}-wal`;
  // A new database would swallow the log of the lost one.
  if (existsSync(log)) return damaged(`"${path}" is gone, but its log "${log}" is there.`);
  return { kind: "missing" };
}

function damaged(problem: string): FileState {
  return { kind: "damaged", problem };
}

function refused(problem: string): FileState {
  return { kind: "refused", problem };
}

function readHeader(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const header = Buffer.alloc(headerBytes);
    return header.subarray(0, readSync(file, header, 0, headerBytes, 0));
  } finally {
    closeSync(file);
  }
}

/** True where the last program did not close the database: a clean close takes the log away. */
export function hasLeftoverLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * Makes a file under a name of its own and gives it its real name when it is whole, so that a crash in between
 * never leaves half a database under a name that counts.
 */
export function writeWhole(folder: string, path: string, write: (unfinishedPath: string) => void): void {
  const unfinished = `${path}${unfinishedEnd}`;
  removeWithSideFiles(unfinished);
  makePrivateFile(unfinished);
  try {
    write(unfinished);
  } catch (error) {
    removeWithSideFiles(unfinished);
    throw error;
  }
  renameSync(unfinished, path);
  syncFolder(folder);
}

/** How files end that a crash may have left unfinished. */
export const unfinishedEnd = ".unfinished";

function removeWithSideFiles(path: string): void {
  rmSync(path, { force: true });
  removeSideFiles(path);
}

export function removeSideFiles(path: string): void {
  for (const end of sideFileEnds) rmSync(`${path}${end}`, { force: true });
}

/** For a file that was written by other means than SQLite, before its name counts. */
export function syncFile(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What was renamed or removed in it stays so, even if the power fails. */
export function syncFolder(path: string): void {
  // Windows opens no folders; its renames are in the file system's journal.
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
