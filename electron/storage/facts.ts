import { statSync } from "node:fs";
import { listBackups } from "./backups.ts";
import { type DataPaths, sideFileEnds } from "./data-files.ts";
import { schemaVersion } from "./migrations.ts";
import type { Database } from "./sqlite.ts";

/** How much is saved, and nothing of what: for diagnostics. */
export type StorageFacts = {
  readonly conversations: number;
  readonly comparisons: number;
  readonly runs: number;
  readonly attempts: number;
  /** Rows that could not be read and were kept aside. */
  readonly damagedRows: number;
  readonly schemaVersion: number;
  /** With the files that SQLite puts beside it. */
  readonly databaseBytes: number;
  readonly backups: number;
  /** Epoch ms; null where there is none. */
  readonly newestBackupAtMs: number | null;
};

export function storageFacts(database: Database, paths: DataPaths): StorageFacts {
  const count = (table: "conversations" | "comparisons" | "runs" | "attempts" | "damaged") =>
    Number(database.get(`SELECT count(*) AS count FROM ${table}`)?.count ?? 0);
  const backups = listBackups(paths);
  return {
    conversations: count("conversations"),
    comparisons: count("comparisons"),
    runs: count("runs"),
    attempts: count("attempts"),
    damagedRows: count("damaged"),
    schemaVersion: schemaVersion(database),
    databaseBytes: ["", ...sideFileEnds].reduce((sum, end) => sum + sizeOf(`${paths.database}${end}`), 0),
    backups: backups.length,
    newestBackupAtMs: backups[0]?.atMs ?? null,
  };
}

/** The version that this opening left behind; null where nothing was migrated. Its backup has the opening's time. */
export function migratedFrom(paths: DataPaths, openedAtMs: number): number | null {
  const made = listBackups(paths).find(({ kind, atMs }) => kind !== "daily" && atMs === openedAtMs);
  return made === undefined || made.kind === "daily" ? null : made.kind.beforeLeaving;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
