import { existsSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listBackups, makeBackup } from "#electron/storage/backups.ts";
import { checkDatabase } from "#electron/storage/check-database.ts";
import { pathsIn } from "#electron/storage/data-files.ts";
import { refillIndex } from "#electron/storage/history/refresh.ts";
import { searchHistory } from "#electron/storage/history/search.ts";
import { openStorage } from "#electron/storage/open-storage.ts";
import { createRunKeeper } from "#electron/storage/run-keeper.ts";
import { tendDatabase } from "#electron/storage/tend-database.ts";
import { readUpkeep } from "#electron/storage/upkeep-record.ts";
import { damageIndex } from "#test/support/damage-index.ts";
import { addRuns, countRuns, dayMs, expectOpen, makeFilled, nowMs, openFolder } from "./filled.ts";
import { temporaryFolder } from "./store-fixtures.ts";
import { answeredRun } from "./store-samples.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
  makeFilled(folder.path, 3, "a word ");
  const { database, close } = expectOpen(openFolder(folder.path));
  makeBackup(database, paths(), { kind: "daily", atMs: nowMs - dayMs });
  addRuns(database, [3, 9], "a later word ");
  close();
});
afterEach(() => folder.remove());

const paths = () => pathsIn(folder.path);
const suspicion = () => readUpkeep(paths()).suspicion;

test("a damaged index is no reason to go back to a backup: it is made anew, and no answer is lost", () => {
  damageIndex(paths().database);
  const { database, close, restored } = expectOpen(openFolder(folder.path));
  const runs = countRuns(database);
  while (!refillIndex(database, 20));
  const found = searchHistory(database, { text: "later", filters: {}, cursor: null }, nowMs).count;
  close();
  expect({ runs, restored, found }).toEqual({ runs: 9, restored: null, found: 1 });
  expect(existsSync(paths().damaged)).toBe(false);
  expect(checkDatabase(paths().database, "whole")).not.toHaveProperty("indexProblem");
});

test("an answer that a crash cut off is ended also where the index is damaged", () => {
  const { database, close } = expectOpen(openFolder(folder.path));
  const events = answeredRun("run-9", ["half"]).filter(({ type }) => type !== "run-ended");
  createRunKeeper(database).append([{ runId: "run-9", events }]);
  close();
  damageIndex(paths().database);
  const opened = openStorage({ dataDir: folder.path, nowMs });
  if ("ok" in opened) throw new Error(opened.message);
  const rows = opened.opened.database.all("SELECT status, text FROM runs ORDER BY row");
  opened.opened.close();
  expect(rows).toHaveLength(10);
  expect(rows.at(-1)).toMatchObject({ status: "interrupted", text: "half" });
  expect(existsSync(paths().damaged)).toBe(false);
});

test("a check beside the running program has the next start make the index anew, and the backup is made all the same", () => {
  damageIndex(paths().database);
  const tended = tendDatabase({ dataDir: folder.path, nowMs, needsCheck: false });
  expect(tended).toEqual({ damage: null, backupFailure: null, backedUp: true });
  expect(suspicion()).toContain("fts5");
  const backups = listBackups(paths());
  expect(backups.map(({ atMs }) => atMs)).toEqual([nowMs, nowMs - dayMs]);
  expectOpen(openFolder(folder.path)).close();
  expect(suspicion()).toBeNull();
  expect(checkDatabase(paths().database, "whole")).not.toHaveProperty("indexProblem");
});
