import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listBackups, makeBackup } from "#electron/storage/backups.ts";
import { checkDatabase } from "#electron/storage/check-database.ts";
import { pathsIn } from "#electron/storage/data-files.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { tendDatabase } from "#electron/storage/tend-database.ts";
import { readUpkeep } from "#electron/storage/upkeep-record.ts";
import { seededRandom } from "#shared/seeded-random.ts";
import { runsOf } from "#test/support/runs.ts";
import {
  addRuns,
  contentsOf,
  copyDatabase,
  countRuns,
  dayMs,
  expectOpen,
  hashOf,
  makeFilled,
  nowMs,
  openFolder,
} from "./filled.ts";
import { open, temporaryFolder } from "./store-fixtures.ts";

let folder: ReturnType<typeof temporaryFolder>;
/** 12 runs in the database; in its backup, which is a day older, 8. */
let sound = "";
const inBackup = 8;
const inAll = 12;

beforeAll(() => {
  folder = temporaryFolder();
  sound = join(folder.path, "sound");
  makeFilled(sound, inBackup, "an answer that takes more than one page ".repeat(5));
  const { database, close } = expectOpen(openFolder(sound));
  makeBackup(database, pathsIn(sound), { kind: "daily", atMs: nowMs - dayMs });
  addRuns(database, [inBackup, inAll], "an answer that takes more than one page ".repeat(5));
  close();
});
afterAll(() => folder.remove());

let copies = 0;
/** A data folder with the sound database and its backup. */
function freshCopy(): string {
  copies += 1;
  const dataDir = join(folder.path, `copy-${copies}`);
  copyDatabase(sound, dataDir);
  mkdirSync(pathsIn(dataDir).backups);
  for (const { path } of listBackups(pathsIn(sound))) {
    writeFileSync(path.replace(sound, dataDir), readFileSync(path));
  }
  return dataDir;
}

/** Expects that the backup is in place now, that the user is told, and that the damaged file is kept as it was. */
function expectRestored(dataDir: string): string {
  const { database: path, damaged } = pathsIn(dataDir);
  const before = existsSync(path) ? hashOf(path) : null;
  const { database, close, restored, isNew } = expectOpen(openFolder(dataDir));
  const runs = countRuns(database);
  close();
  expect({ runs, isNew }).toEqual({ runs: inBackup, isNew: false });
  expect(restored).toMatch(/The backup of 21 Nov 2026, .* what was sent or changed after that is missing\./);
  expect(checkDatabase(path, "whole")).toMatchObject({ ok: true });
  const kept = existsSync(damaged) ? readdirSync(damaged).map((name) => hashOf(join(damaged, name))) : [];
  expect(kept).toEqual(before === null ? [] : [before]);
  expect(existsSync(`${path}.restoring`)).toBe(false);
  return restored ?? "";
}

function overwritePage(path: string, page: number, random: () => number): void {
  const bytes = readFileSync(path);
  for (let at = page * 4096; at < (page + 1) * 4096; at += 1) bytes[at] = Math.floor(random() * 256);
  writeFileSync(path, bytes);
}

const tries = runsOf(20, 100);

test(`S11 ${tries} databases with a page of noise are all found, kept, and replaced by the backup`, () => {
  const random = seededRandom(11);
  for (let one = 0; one < tries; one += 1) {
    const dataDir = freshCopy();
    const { database } = pathsIn(dataDir);
    const pages = readFileSync(database).length / 4096;
    overwritePage(database, Math.floor(random() * pages), random);
    expectRestored(dataDir);
    rmSync(dataDir, { recursive: true });
  }
}, 120_000);

test.each([
  ["an empty file", (path: string) => writeFileSync(path, "")],
  ["half a database", (path: string) => truncateSync(path, Math.floor(readFileSync(path).length / 2 / 4096) * 4096)],
  ["a text file", (path: string) => writeFileSync(path, "Dear diary, this is no database at all.".repeat(100))],
])("S12 %s in the place of the database is kept and replaced by the backup", (_, spoil) => {
  const dataDir = freshCopy();
  spoil(pathsIn(dataDir).database);
  expect(expectRestored(dataDir)).toContain(`is kept as "${join(dataDir, "damaged")}`);
});

test.each([
  ["a folder", (path: string) => mkdirSync(path), "is not a file"],
  ["a link to nothing", (path: string) => symlinkSync(`${path}.elsewhere`, path), "is a link"],
  [
    "a link to a database",
    (path: string) => {
      writeFileSync(`${path}.elsewhere`, readFileSync(pathsIn(sound).database));
      symlinkSync(`${path}.elsewhere`, path);
    },
    "is a link",
  ],
  [
    "the database of another program",
    (path: string) => {
      const other = openSqlite(path, 0);
      other.exec("CREATE TABLE theirs (x)");
      other.close();
    },
    "another program",
  ],
])("S12 %s in the place of the database is refused and left as it is, whatever backups there are", (_, put, words) => {
  const dataDir = freshCopy();
  const { database } = pathsIn(dataDir);
  rmSync(database);
  put(database);
  const before = contentsOf(dataDir);
  expect(openFolder(dataDir)).toMatchObject({ ok: false, reason: "database", message: expect.stringContaining(words) });
  expect(contentsOf(dataDir)).toEqual(before);
});

test("a database that is gone comes back from its backup instead of beginning anew without a word", () => {
  const dataDir = freshCopy();
  rmSync(pathsIn(dataDir).database);
  expect(expectRestored(dataDir)).toContain("is gone");
});

test("a newer backup that is damaged itself, or of a newer version, is passed over", () => {
  const dataDir = freshCopy();
  const { backups, database } = pathsIn(dataDir);
  const good = readFileSync(join(backups, readdirSync(backups)[0] ?? ""));
  const noise = Buffer.from(good);
  noise.fill(0xa5, 4096, 3 * 4096);
  writeFileSync(join(backups, "understudy-daily-2026-11-22T01-00-00.000Z.db"), noise);
  const newer = Buffer.from(good);
  newer.writeUInt32BE(999, 60);
  writeFileSync(join(backups, "understudy-daily-2026-11-22T02-00-00.000Z.db"), newer);
  writeFileSync(join(backups, "understudy-daily-2026-11-22T03-00-00.000Z.db"), "");
  writeFileSync(database, "");
  expectRestored(dataDir);
});

test("without a good backup a damaged database is refused, and nothing is moved", () => {
  const dataDir = freshCopy();
  const { backups, database } = pathsIn(dataDir);
  for (const name of readdirSync(backups)) writeFileSync(join(backups, name), "half");
  overwritePage(database, 2, seededRandom(1));
  const before = contentsOf(dataDir);
  const message = expect.stringContaining("No backup can take its place. Nothing was changed.");
  expect(openFolder(dataDir)).toMatchObject({ ok: false, reason: "database", message });
  expect(contentsOf(dataDir)).toEqual(before);
});

test("a move aside that was cut short is gone on with by the next start", () => {
  const dataDir = freshCopy();
  const { database, damaged } = pathsIn(dataDir);
  // The copy of the backup was whole and the damaged file was moved when the program was killed.
  writeFileSync(`${database}.restoring`, "half");
  mkdirSync(damaged);
  renameSync(database, join(damaged, "understudy-2026-11-22T09-00-00.000Z.db"));
  const opened = expectOpen(openFolder(dataDir));
  const runs = countRuns(opened.database);
  opened.close();
  expect(runs).toBe(inBackup);
  expect(readdirSync(damaged)).toEqual(["understudy-2026-11-22T09-00-00.000Z.db"]);
});

test("a large database is not checked before it is used; its damage is found beside it and put right by the next start", () => {
  const dataDir = freshCopy();
  const { database: path } = pathsIn(dataDir);
  const large = expectOpen(openFolder(dataDir));
  large.database.exec(`CREATE TABLE ballast (x TEXT);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 70)
    INSERT INTO ballast SELECT hex(zeroblob(500000)) FROM n`);
  large.close();
  const pages = readFileSync(path).length / 4096;
  overwritePage(path, Math.floor(pages / 2), seededRandom(2));

  const opened = expectOpen(openFolder(dataDir));
  expect(opened.restored).toBeNull();
  const tended = tendDatabase({ dataDir, nowMs, needsCheck: true });
  expect(tended).toEqual({ damage: expect.stringMatching(/page|row|malformed/i), backupFailure: null });
  expect(readUpkeep(pathsIn(dataDir)).suspicion).toBe(tended.damage);
  // No backup was made of it.
  expect(listBackups(pathsIn(dataDir)).map(({ atMs }) => atMs)).toEqual([nowMs - dayMs]);
  opened.close();
  expectRestored(dataDir);
  expect(readUpkeep(pathsIn(dataDir)).suspicion).toBeNull();
});

test("the window is told that a backup was restored", async () => {
  const dataDir = freshCopy();
  writeFileSync(pathsIn(dataDir).database, "");
  const opened = await open(dataDir);
  if (!opened.ok) throw new Error(opened.message);
  const loaded = await opened.store.load();
  await opened.store.removeBackups();
  await opened.store.close();
  expect(loaded.restored).toContain("is empty, so its contents are lost. The backup of 21 Nov 2026");
  expect(readdirSync(pathsIn(dataDir).backups)).toEqual([]);
  expect(existsSync(pathsIn(dataDir).damaged)).toBe(false);
});
