import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkDatabase } from "#electron/storage/check-database.ts";
import { pathsIn } from "#electron/storage/data-files.ts";
import { tendDatabase } from "#electron/storage/tend-database.ts";
import { openFaulty } from "./faulty-disk.ts";
import { contentsOf, makeFilled, nowMs, openFolder } from "./filled.ts";
import { open, temporaryFolder } from "./store-fixtures.ts";
import { answeredRun, comparison } from "./store-samples.ts";

/** The superuser may write anything, so what cannot be written is a path below a file, or a connection that only reads. */

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

test("S2 a data folder that cannot be made refuses the start in words that name it", async () => {
  writeFileSync(join(folder.path, "file"), "");
  const dataDir = join(folder.path, "file", "data");
  expect(await open(dataDir)).toMatchObject({
    ok: false,
    reason: "folder",
    message: expect.stringContaining(`The data folder "${dataDir}" cannot be used.`),
  });
});

test("S2 a folder whose lock cannot be written is refused, and the database in it is untouched", () => {
  makeFilled(folder.path, 2);
  const lock = join(folder.path, "understudy.lock");
  rmSync(lock);
  mkdirSync(lock);
  const before = contentsOf(folder.path);
  expect(openFolder(folder.path)).toMatchObject({ ok: false, reason: "folder" });
  expect(contentsOf(folder.path)).toEqual(before);
});

test("S2 backups that cannot be written are told in words, and the database goes on", () => {
  makeFilled(folder.path, 2);
  writeFileSync(pathsIn(folder.path).backups, "");
  const tended = tendDatabase({ dataDir: folder.path, nowMs, needsCheck: false });
  expect(tended).toEqual({ damage: null, backupFailure: expect.stringContaining("backups") });
  expect(checkDatabase(pathsIn(folder.path).database, "whole")).toMatchObject({ ok: true });
});

test("S3 S4 a file that may be written no more refuses each change in words, is read on, and is written again later", () => {
  makeFilled(folder.path, 2);
  const { handlers, database } = openFaulty(folder.path);
  const runs = () => handlers.conversation({ id: comparison.conversationId, nowMs })?.comparisons[0]?.runs.length;
  const add = (id: string) => handlers.appendRuns([{ runId: id, events: answeredRun(id, ["text"]) }]);
  database.exec("PRAGMA query_only = ON");
  expect(add("new")).toEqual([
    { runId: "new", ok: false, isPermanent: false, message: expect.stringContaining("The data folder is read-only.") },
  ]);
  expect(() => handlers.saveComparison({ comparison: { ...comparison, id: "c-2" }, images: [] })).toThrow(/read-?only/);
  expect(runs()).toBe(2);
  database.exec("PRAGMA query_only = OFF");
  expect(add("new")).toMatchObject([{ ok: true, hasEnded: true }]);
  expect(runs()).toBe(3);
  handlers.close(null);
  expect(checkDatabase(pathsIn(folder.path).database, "whole")).toMatchObject({ ok: true });
});
