import { createHash } from "node:crypto";
import { copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathsIn } from "#electron/storage/data-files.ts";
import { type Migration, migrations } from "#electron/storage/migrations.ts";
import { type OpenDatabase, openDatabase, type Refusal } from "#electron/storage/open-database.ts";
import { createRunKeeper } from "#electron/storage/run-keeper.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { saveComparison } from "#electron/storage/tables/comparisons.ts";
import { saveConversation } from "#electron/storage/tables/conversations.ts";
import { startSession } from "#electron/storage/tables/sessions.ts";
import { answeredRun, comparison, conversation, session } from "./store-samples.ts";

/** For tests of the file itself: databases with answers in them, opened in this thread. */

export const nowMs = Date.UTC(2026, 10, 22, 9, 8, 7);
export const dayMs = 24 * 3_600_000;

export function expectOpen(opened: OpenDatabase | Refusal): OpenDatabase {
  if (!opened.ok) throw new Error(opened.message);
  return opened;
}

export function openFolder(dataDir: string, atMs = nowMs, steps: readonly Migration[] = migrations) {
  return openDatabase({ dataDir, nowMs: atMs, steps });
}

/** The runs `[from, until)`, in one transaction each, as a program commits them. */
export function addRuns(database: Database, [from, until]: readonly [number, number], text = "word "): void {
  const keeper = createRunKeeper(database);
  for (let number = from; number < until; number += 1) {
    const [result] = keeper.append([
      { runId: `run-${number}`, events: answeredRun(`run-${number}`, [text.repeat(40), `${number}`]) },
    ]);
    if (result?.ok !== true) throw new Error(result?.message ?? "A run was not saved.");
  }
}

export function addParents(database: Database): void {
  startSession(database, session);
  saveConversation(database, conversation);
  saveComparison(database, comparison);
}

/** A folder with so many answered runs, cleanly closed. */
export function makeFilled(dataDir: string, runs: number, text?: string): void {
  const { database, close } = expectOpen(openFolder(dataDir));
  addParents(database);
  addRuns(database, [0, runs], text);
  close();
}

/** How many runs are there; throws where they are not the first ones without a gap, each of them whole. */
export function countRuns(database: Database): number {
  const rows = database.all("SELECT id, text, status, end_ms FROM runs ORDER BY row");
  for (const [index, { id, text, status }] of rows.entries()) {
    if (id !== `run-${index}` || status !== "done" || !String(text).endsWith(` ${index}`)) {
      throw new Error(`Run ${index} is ${String(id)}, ${String(status)}`);
    }
  }
  return rows.length;
}

/** What of a database lies on the disk, as a killed program leaves it: the file and its log. */
export function copyDatabase(fromDir: string, toDir: string): void {
  mkdirSync(toDir, { recursive: true });
  const { database } = pathsIn(fromDir);
  for (const end of ["", "-wal"]) {
    if (existsSync(`${database}${end}`)) copyFileSync(`${database}${end}`, `${pathsIn(toDir).database}${end}`);
  }
}

/** Every file that holds something, with the hash of it: not the lock, and not SQLite's index of a log. */
export function contentsOf(dataDir: string): Record<string, string> {
  const names = readdirSync(dataDir, { recursive: true, encoding: "utf8" });
  const isMeant = (name: string) => !/\.lock$|-shm$/.test(name) && lstatSync(join(dataDir, name)).isFile();
  return Object.fromEntries(names.filter(isMeant).map((name) => [name, hashOf(join(dataDir, name))]));
}

export function hashOf(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
