import { copyFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Backup, fileTime, listBackups } from "./backups.ts";
import { checkDatabase } from "./check-database.ts";
import { type DataPaths, inspectDatabase, makeFolder, sideFileEnds, syncFile, syncFolder } from "./data-files.ts";

export type Restored = {
  /** The backup that is the database now. */
  readonly backup: Backup;
  /** Where the damaged database is kept; null where there was none. */
  readonly keptAt: string | null;
};

/**
 * Puts the newest backup that checks ok in the place of a database that cannot be used. Nothing is moved before the
 * copy is whole and on disk, and a crash at any moment ends in a state that the next start goes on from. Null, and
 * nothing changed, where no backup will do.
 */
export function restoreNewest(paths: DataPaths, newestVersion: number, nowMs: number): Restored | null {
  const copy = `${paths.database}.restoring`;
  const backup = listBackups(paths).find((candidate) => copyIfSound(candidate, copy, newestVersion));
  if (backup === undefined) return null;
  const keptAt = setAside(paths, nowMs);
  renameSync(copy, paths.database);
  syncFolder(join(paths.database, ".."));
  return { backup, keptAt };
}

/** True where the copy is a database that this program can use. The backup itself is only read. */
function copyIfSound({ path }: Backup, copy: string, newestVersion: number): boolean {
  rmSync(copy, { force: true });
  const file = inspectDatabase(path);
  if (file.kind !== "ours" || file.version > newestVersion) return false;
  try {
    copyFileSync(path, copy);
    syncFile(copy);
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  }
  const isSound = checkDatabase(copy, "whole").ok;
  if (!isSound) rmSync(copy, { force: true });
  return isSound;
}

/**
 * Moves the database and what belongs to it away, together and under one name. The database goes last: as long as it
 * is there, the next start finds the damage again.
 */
function setAside(paths: DataPaths, nowMs: number): string | null {
  const ends = [...sideFileEnds, ""].filter((end) => existsSync(`${paths.database}${end}`));
  if (ends.length === 0) return null;
  makeFolder(paths.damaged);
  let atMs = nowMs;
  const place = () => join(paths.damaged, `understudy-${fileTime(atMs)}.db`);
  // A clock that was set back must not cost an older one.
  while (existsSync(place())) atMs += 1;
  const target = place();
  for (const end of ends) renameSync(`${paths.database}${end}`, `${target}${end}`);
  syncFolder(paths.damaged);
  return target;
}
