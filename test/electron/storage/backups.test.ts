import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fileTime, listBackups, makeBackup, removeBackups } from "#electron/storage/backups.ts";
import { pathsIn } from "#electron/storage/data-files.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { addRuns, countRuns, dayMs, expectOpen, makeFilled, nowMs, openFolder } from "./filled.ts";
import { temporaryFolder } from "./store-fixtures.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

test("a backup is a whole database of its own, closed to others, and leaves nothing unfinished", () => {
  makeFilled(folder.path, 5);
  const { database, close } = expectOpen(openFolder(folder.path));
  const path = makeBackup(database, pathsIn(folder.path), { kind: "daily", atMs: nowMs });
  // What comes after it is not in it.
  addRuns(database, [5, 7]);
  close();
  expect(readdirSync(join(folder.path, "backups"))).toEqual(["understudy-daily-2026-11-22T09-08-07.000Z.db"]);
  if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
  const backup = openSqlite(path, 0, "read-only");
  const runs = countRuns(backup);
  backup.close();
  expect(runs).toBe(5);
});

test("seven daily backups and three of older schemas are kept, and neither pushes out the other", () => {
  makeFilled(folder.path, 1);
  const { database, close } = expectOpen(openFolder(folder.path));
  const paths = pathsIn(folder.path);
  for (let version = 1; version <= 5; version += 1) {
    makeBackup(database, paths, { kind: { beforeLeaving: version }, atMs: nowMs + version });
  }
  for (let day = 1; day <= 10; day += 1) makeBackup(database, paths, { kind: "daily", atMs: nowMs + day * dayMs });
  close();
  const daily = [10, 9, 8, 7, 6, 5, 4].map((day) => ({ kind: "daily", atMs: nowMs + day * dayMs }));
  const older = [5, 4, 3].map((version) => ({ kind: { beforeLeaving: version }, atMs: nowMs + version }));
  expect(listBackups(paths).map(({ kind, atMs }) => ({ kind, atMs }))).toEqual([...daily, ...older]);
});

test("files that are no backups are neither listed nor removed", () => {
  makeFilled(folder.path, 1);
  const paths = pathsIn(folder.path);
  mkdirSync(paths.backups);
  writeFileSync(join(paths.backups, "notes.txt"), "mine");
  writeFileSync(join(paths.backups, "understudy-daily-yesterday.db"), "mine");
  expect(listBackups(paths)).toEqual([]);
  removeBackups(paths);
  expect(readdirSync(paths.backups)).toEqual(["notes.txt", "understudy-daily-yesterday.db"]);
});

test("what a crash left of an unfinished backup goes with the next one", () => {
  makeFilled(folder.path, 1);
  const paths = pathsIn(folder.path);
  mkdirSync(paths.backups);
  const unfinished = join(paths.backups, `understudy-daily-${fileTime(nowMs - dayMs)}.db.unfinished`);
  writeFileSync(unfinished, "half");
  writeFileSync(`${unfinished}-journal`, "half");
  const { database, close } = expectOpen(openFolder(folder.path));
  const path = makeBackup(database, paths, { kind: "daily", atMs: nowMs });
  close();
  expect(readdirSync(paths.backups)).toEqual([basename(path)]);
});

test("removing the backups takes every one of them and the damaged databases that were kept", () => {
  makeFilled(folder.path, 1);
  const paths = pathsIn(folder.path);
  const { database, close } = expectOpen(openFolder(folder.path));
  makeBackup(database, paths, { kind: "daily", atMs: nowMs });
  makeBackup(database, paths, { kind: { beforeLeaving: 3 }, atMs: nowMs });
  mkdirSync(paths.damaged);
  writeFileSync(join(paths.damaged, "understudy-x.db"), "damaged");
  removeBackups(paths);
  const runs = countRuns(database);
  close();
  expect(readdirSync(paths.backups)).toEqual([]);
  expect(existsSync(paths.damaged)).toBe(false);
  expect(runs).toBe(1);
});

test("a folder that cannot be written says so and leaves the database alone", () => {
  makeFilled(folder.path, 2);
  const paths = pathsIn(folder.path);
  writeFileSync(paths.backups, "a file where the folder should be");
  const { database, close } = expectOpen(openFolder(folder.path));
  expect(() => makeBackup(database, paths, { kind: "daily", atMs: nowMs })).toThrow();
  const runs = countRuns(database);
  close();
  expect(runs).toBe(2);
});
