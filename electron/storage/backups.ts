import { existsSync, readdirSync, rmSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import { checkDatabase } from "./check-database.ts";
import { type DataPaths, makeFolder, syncFolder, unfinishedEnd, writeWhole } from "./data-files.ts";
import type { Database } from "./sqlite.ts";

/** A backup in its folder, named by what it was made for and when. */
export type Backup = { readonly path: string; readonly kind: BackupKind; readonly atMs: number };

/** `daily`, or the version of a schema that was about to be changed. */
export type BackupKind = "daily" | { readonly beforeLeaving: number };

/** Each kind is counted for itself, so that daily ones never push out the last one of an older schema. */
const keptDaily = 7;
const keptOfVersions = 3;

const namePattern = /^understudy-(daily|v\d+)-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.db$/;

/** Newest first. */
export function listBackups(paths: DataPaths): readonly Backup[] {
  if (!existsSync(paths.backups)) return [];
  const found = readdirSync(paths.backups).flatMap((name) => {
    const [, word, day, hour, minute, second] = namePattern.exec(name) ?? [];
    if (word === undefined) return [];
    const kind = word === "daily" ? "daily" : { beforeLeaving: Number(word.slice(1)) };
    return [{ path: join(paths.backups, name), kind, atMs: Date.parse(`${day}${hour}:${minute}:${second}`) } as const];
  });
  return found.toSorted((a, b) => b.atMs - a.atMs);
}

/**
 * A whole copy of the database as it is now, made beside its writers: they go on meanwhile. It gets its name when it
 * was checked. Throws in words where it cannot be made; what was there before stays.
 */
export function makeBackup(database: Database, paths: DataPaths, made: { kind: BackupKind; atMs: number }): string {
  makeFolder(paths.backups);
  removeUnfinished(paths);
  requireRoom(paths);
  const word = made.kind === "daily" ? "daily" : `v${made.kind.beforeLeaving}`;
  const path = join(paths.backups, `understudy-${word}-${fileTime(made.atMs)}.db`);
  writeWhole(paths.backups, path, (unfinished) => {
    database.run("VACUUM INTO ?", unfinished);
    const checked = checkDatabase(unfinished, "quick");
    if (!checked.ok) throw new Error(`The copy is damaged (${checked.problem}).`);
  });
  removeOld(paths);
  return path;
}

/** A time as a part of a file's name. Windows takes no colons. */
export function fileTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replaceAll(":", "-");
}

/** Every backup and every damaged database that was moved aside: what the user wants gone must not wait in them. */
export function removeBackups(paths: DataPaths): void {
  removeUnfinished(paths);
  for (const { path } of listBackups(paths)) rmSync(path, { force: true });
  rmSync(paths.damaged, { recursive: true, force: true });
  if (existsSync(paths.backups)) syncFolder(paths.backups);
}

/** A copy that fills the disk to its last byte would keep the next answer from being saved. */
function requireRoom(paths: DataPaths): void {
  const bytes =
    statSync(paths.database).size + (statSync(`${paths.database}-wal`, { throwIfNoEntry: false })?.size ?? 0);
  const disk = statfsSync(paths.backups);
  const freeBytes = disk.bavail * disk.bsize;
  if (freeBytes < bytes * 1.25) {
    throw new Error(
      `The disk is too full for a backup: ${megabytes(bytes * 1.25)} are needed, ${megabytes(freeBytes)} are free.`,
    );
  }
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6).toLocaleString("en-US")} MB`;
}

/** What a crash left of a copy that was being made. */
function removeUnfinished(paths: DataPaths): void {
  if (!existsSync(paths.backups)) return;
  const names = readdirSync(paths.backups).filter((name) => name.includes(unfinishedEnd));
  for (const name of names) rmSync(join(paths.backups, name), { force: true });
}

function removeOld(paths: DataPaths): void {
  const backups = listBackups(paths);
  const daily = backups.filter(({ kind }) => kind === "daily");
  const ofVersions = backups.filter(({ kind }) => kind !== "daily");
  for (const { path } of [...daily.slice(keptDaily), ...ofVersions.slice(keptOfVersions)])
    rmSync(path, { force: true });
}
