import { existsSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeBackup } from "#electron/storage/backups.ts";
import { pathsIn } from "#electron/storage/data-files.ts";
import { createHandlers } from "#electron/storage/handlers.ts";
import { openDatabase } from "#electron/storage/open-database.ts";
import { openStorage } from "#electron/storage/open-storage.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { readUpkeep } from "#electron/storage/upkeep-record.ts";
import { countRuns, expectOpen, makeFilled, nowMs, openFolder } from "./filled.ts";
import { temporaryFolder } from "./store-fixtures.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const damage = () => Object.assign(new Error("database disk image is malformed"), { errcode: 11 });

/** Opens a database in which statements of this kind meet a damaged page, so many times. */
function damagedWhere(kind: RegExp, times: number) {
  let left = times;
  const meet = (sql: string) => {
    if (left > 0 && kind.test(sql)) {
      left -= 1;
      throw damage();
    }
  };
  return (request: Parameters<typeof openDatabase>[0]) => {
    const opened = openDatabase(request);
    if (!opened.ok) return opened;
    const { database } = opened;
    const watched: Database = {
      ...database,
      exec: (sql) => {
        meet(sql);
        database.exec(sql);
      },
      all: (sql, ...values) => {
        meet(sql);
        return database.all(sql, ...values);
      },
    };
    return { ...opened, database: watched };
  };
}

const suspicion = () => readUpkeep(pathsIn(folder.path)).suspicion;

test("damage that shows when a crash is tidied up has the whole file checked, and a sound one is opened again", () => {
  makeFilled(folder.path, 3);
  const opened = openStorage({ dataDir: folder.path, nowMs }, damagedWhere(/DELETE FROM exchanges/, 1));
  if ("ok" in opened) throw new Error(opened.message);
  const runs = countRuns(opened.opened.database);
  opened.opened.close();
  expect(runs).toBe(3);
  expect(suspicion()).toBeNull();
});

test("damage that no check finds is no endless loop: the start fails, and lets go of the folder", () => {
  makeFilled(folder.path, 3);
  const always = damagedWhere(/DELETE FROM exchanges/, 99);
  expect(() => openStorage({ dataDir: folder.path, nowMs }, always)).toThrow("malformed");
  const { database, close } = expectOpen(openFolder(folder.path));
  const runs = countRuns(database);
  close();
  expect(runs).toBe(3);
});

test("damage in what every start needs has the next start look at the whole file", () => {
  makeFilled(folder.path, 3);
  const { database, close } = expectOpen(openFolder(folder.path));
  makeBackup(database, pathsIn(folder.path), { kind: "daily", atMs: nowMs });
  close();
  const handlers = createHandlers(damagedWhere(/FROM settings/, 1));
  expect(handlers.open({ dataDir: folder.path, nowMs })).toMatchObject({ ok: true });
  expect(() => handlers.load({ nowMs })).toThrow("malformed");
  handlers.close(null);
  expect(suspicion()).toContain("malformed");
  const again = createHandlers();
  expect(again.open({ dataDir: folder.path, nowMs })).toMatchObject({ ok: true });
  expect(again.load({ nowMs })).not.toHaveProperty("restored");
  again.close(null);
  expect(suspicion()).toBeNull();
  expect(existsSync(pathsIn(folder.path).damaged)).toBe(false);
});
