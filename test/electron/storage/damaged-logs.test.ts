import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeBackup } from "#electron/storage/backups.ts";
import { checkDatabase } from "#electron/storage/check-database.ts";
import { pathsIn } from "#electron/storage/data-files.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { seededRandom } from "#shared/seeded-random.ts";
import { runsOf } from "#test/support/runs.ts";
import {
  addParents,
  addRuns,
  contentsOf,
  copyDatabase,
  countRuns,
  expectOpen,
  hashOf,
  makeFilled,
  nowMs,
  openFolder,
} from "./filled.ts";
import { temporaryFolder } from "./store-fixtures.ts";

let folder: ReturnType<typeof temporaryFolder>;
/** A database and its log as a killed program left them: some runs in the file, the others in the log alone. */
let killed = "";
const inFile = 10;
const inAll = 30;

beforeAll(() => {
  folder = temporaryFolder();
  const living = join(folder.path, "living");
  killed = join(folder.path, "killed");
  const { database, close } = expectOpen(openFolder(living));
  addParents(database);
  addRuns(database, [0, inFile]);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA wal_autocheckpoint = 0");
  addRuns(database, [inFile, inAll]);
  copyDatabase(living, killed);
  close();
});
afterAll(() => folder.remove());

let copies = 0;
function freshCopy(): { dataDir: string; log: string } {
  copies += 1;
  const dataDir = join(folder.path, `copy-${copies}`);
  copyDatabase(killed, dataDir);
  return { dataDir, log: `${pathsIn(dataDir).database}-wal` };
}

/** How many runs are there after this database was opened, checked as a whole. */
function openedRuns(dataDir: string): number {
  const { database, close, restored } = expectOpen(openFolder(dataDir));
  const runs = countRuns(database);
  close();
  expect(restored).toBeNull();
  expect(checkDatabase(pathsIn(dataDir).database, "whole")).toMatchObject({ ok: true });
  return runs;
}

const tries = runsOf(25, 200);

test("the log that a killed program left holds what the file does not", () => {
  expect(openedRuns(freshCopy().dataDir)).toBe(inAll);
});

test(`S9 ${tries} logs that end too early give the transactions that are whole, in their order`, () => {
  const random = seededRandom(9);
  const lengths = Array.from({ length: tries }, () => random()).toSorted((a, b) => a - b);
  const found = lengths.map((share) => {
    const { dataDir, log } = freshCopy();
    truncateSync(log, Math.floor(statSync(log).size * share));
    return openedRuns(dataDir);
  });
  expect(found).toEqual(found.toSorted((a, b) => a - b));
  expect(Math.min(...found)).toBeGreaterThanOrEqual(inFile);
  expect(new Set(found).size).toBeGreaterThan(5);
}, 120_000);

test(`S10 ${tries} logs with one turned bit give the transactions before it`, () => {
  const random = seededRandom(10);
  const found = Array.from({ length: tries }, () => {
    const { dataDir, log } = freshCopy();
    const bytes = readFileSync(log);
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    writeFileSync(log, bytes);
    return { share: at / bytes.length, runs: openedRuns(dataDir) };
  });
  const inOrder = found.toSorted((a, b) => a.share - b.share).map(({ runs }) => runs);
  // A bit in what a page's frame header does not cover is not looked at; none does harm.
  expect(inOrder.filter((runs) => runs !== inAll)).toEqual(
    inOrder.filter((runs) => runs !== inAll).toSorted((a, b) => a - b),
  );
  expect(Math.min(...inOrder)).toBeGreaterThanOrEqual(inFile);
  expect(new Set(inOrder).size).toBeGreaterThan(5);
}, 120_000);

test("S13 the log of another database is found before it is emptied into the file", () => {
  const { dataDir, log } = freshCopy();
  const other = join(folder.path, "other");
  makeFilled(other, 3, "a text of another length that makes pages of other kinds ");
  const living = expectOpen(openFolder(other));
  addRuns(living.database, [3, 8], "x".repeat(300));
  copyFileSync(`${pathsIn(other).database}-wal`, log);
  living.close();
  const before = contentsOf(dataDir);
  const opened = openFolder(dataDir);
  if (opened.ok) {
    opened.close();
    throw new Error("It was opened.");
  }
  expect(opened).toMatchObject({ reason: "database", message: expect.stringContaining("damaged") });
  expect(contentsOf(dataDir)).toEqual(before);
});

test("S13 with a backup it is moved aside together with its file, and the backup takes their place", () => {
  const { dataDir, log } = freshCopy();
  const whole = expectOpen(openFolder(dataDir));
  makeBackup(whole.database, pathsIn(dataDir), { kind: "daily", atMs: nowMs - 1000 });
  whole.close();
  const other = join(folder.path, "other-2");
  makeFilled(other, 3, "a text of another length that makes pages of other kinds ");
  const living = expectOpen(openFolder(other));
  addRuns(living.database, [3, 8], "x".repeat(300));
  copyFileSync(`${pathsIn(other).database}-wal`, log);
  living.close();
  const hashes = [hashOf(pathsIn(dataDir).database), hashOf(log)];

  const opened = expectOpen(openFolder(dataDir));
  const runs = countRuns(opened.database);
  opened.close();
  expect(runs).toBe(inAll);
  expect(opened.restored).toContain("22 Nov 2026");
  const kept = join(dataDir, "damaged", "understudy-2026-11-22T09-08-07.000Z.db");
  expect([hashOf(kept), hashOf(`${kept}-wal`)]).toEqual(hashes);
  expect(existsSync(`${log}`)).toBe(false);
});

test("a database whose very first transaction was cut short is taken back and opened", () => {
  const dataDir = join(folder.path, "first");
  makeFilled(dataDir, 4);
  const { database: path } = pathsIn(dataDir);
  const before = openSqlite(path, 0);
  before.exec("PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE; DELETE FROM runs; PRAGMA cache_size = 1");
  before.exec("UPDATE conversations SET title = hex(zeroblob(100000)); DELETE FROM attempts");
  const cut = join(folder.path, "cut");
  mkdirSync(cut);
  // As a kill leaves it: pages that were changed, and the journal with what they were.
  for (const end of ["", "-journal"]) copyFileSync(`${path}${end}`, `${pathsIn(cut).database}${end}`);
  before.exec("ROLLBACK");
  before.close();
  expect(hashOf(pathsIn(cut).database)).not.toBe(hashOf(path));
  const { database, close } = expectOpen(openFolder(cut));
  const runs = countRuns(database);
  close();
  expect(runs).toBe(4);
});
