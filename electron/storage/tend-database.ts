import { type BackupKind, listBackups, makeBackup } from "./backups.ts";
import { type CheckDepth, checkDatabase } from "./check-database.ts";
import { type DataPaths, pathsIn } from "./data-files.ts";
import { failureWords, isDamage } from "./failure-words.ts";
import { openSqlite } from "./sqlite.ts";
import { readUpkeep, writeUpkeep } from "./upkeep-record.ts";

/** What is asked of the upkeep thread. */
export type UpkeepTask = {
  readonly dataDir: string;
  /** Epoch ms. */
  readonly nowMs: number;
  /** The database was opened unchecked after a crash. */
  readonly needsCheck: boolean;
};

/** What came of it, in words where something is wrong. */
export type Tended = {
  /** What a check found; the next start puts the newest backup in the database's place. */
  readonly damage: string | null;
  /** Why the day's backup could not be made. */
  readonly backupFailure: string | null;
  /** The day's backup was made now. */
  readonly backedUp?: true;
};

const dayMs = 24 * 3_600_000;
const weekMs = 7 * dayMs;
const patienceMs = 5000;
const kind: BackupKind = "daily";

/**
 * Checks a database that another thread writes, where a check is due, and makes the day's backup of it. Readers and
 * writers of one database do not wait for each other (WAL). Never throws for a bad disk or a bad file.
 */
export function tendDatabase({ dataDir, nowMs, needsCheck }: UpkeepTask): Tended {
  const paths = pathsIn(dataDir);
  try {
    const damage = checkIfDue(paths, nowMs, needsCheck);
    if (damage !== null) return { damage, backupFailure: null };
    if (!isBackupDue(paths, nowMs)) return { damage: null, backupFailure: null };
    backUp(paths, nowMs);
    return { damage: null, backupFailure: null, backedUp: true };
  } catch (error) {
    if (isDamage(error)) return { damage: suspect(paths, failureWords(error)), backupFailure: null };
    return { damage: null, backupFailure: failureWords(error) };
  }
}

function checkIfDue(paths: DataPaths, nowMs: number, needsCheck: boolean): string | null {
  const record = readUpkeep(paths);
  const depth = depthDue(record.wholeCheckAtMs, nowMs, needsCheck);
  if (depth === null) return null;
  const checked = checkDatabase(paths.database, depth);
  if (!checked.ok) return suspect(paths, checked.problem);
  // An index is made anew by whoever opens the database; there is nothing in it to be told of.
  const suspicion = checked.indexProblem ?? record.suspicion;
  const wholeCheckAtMs = depth === "whole" ? nowMs : record.wholeCheckAtMs;
  if (depth === "whole" || suspicion !== record.suspicion) writeUpkeep(paths, { wholeCheckAtMs, suspicion });
  return null;
}

function depthDue(wholeCheckAtMs: number | null, nowMs: number, needsCheck: boolean): CheckDepth | null {
  if (wholeCheckAtMs === null || isOver(wholeCheckAtMs, weekMs, nowMs)) return "whole";
  return needsCheck ? "quick" : null;
}

/** A time that lies ahead was told by a wrong clock and counts as long ago. */
function isOver(sinceMs: number, spanMs: number, nowMs: number): boolean {
  return nowMs - sinceMs >= spanMs || sinceMs > nowMs;
}

function suspect(paths: DataPaths, problem: string): string {
  writeUpkeep(paths, { ...readUpkeep(paths), suspicion: problem });
  return problem;
}

function isBackupDue(paths: DataPaths, nowMs: number): boolean {
  const newest = listBackups(paths).find((backup) => backup.kind === kind);
  return newest === undefined || isOver(newest.atMs, dayMs, nowMs);
}

function backUp(paths: DataPaths, nowMs: number): void {
  const database = openSqlite(paths.database, patienceMs, "read-only");
  try {
    makeBackup(database, paths, { kind, atMs: nowMs });
  } finally {
    database.close();
  }
}
