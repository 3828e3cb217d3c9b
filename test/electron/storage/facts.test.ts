import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pathsIn } from "#electron/storage/data-files.ts";
import { migratedFrom, storageFacts } from "#electron/storage/facts.ts";
import { migrations, newestVersion } from "#electron/storage/migrations.ts";
import { type StoreNews, slowMs, tellSlow } from "#electron/storage/store-news.ts";
import { tendDatabase } from "#electron/storage/tend-database.ts";
import type { WorkerClient } from "#electron/storage/worker-client.ts";
import { addParents, addRuns, dayMs, expectOpen, nowMs, openFolder } from "./filled.ts";
import { temporaryFolder } from "./store-fixtures.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.remove();
  vi.restoreAllMocks();
});

test("how much is saved is counted, and the newest backup is known", () => {
  const { database, close } = expectOpen(openFolder(folder.path));
  const facts = () => storageFacts(database, pathsIn(folder.path));
  expect(facts()).toMatchObject({
    conversations: 0,
    comparisons: 0,
    runs: 0,
    attempts: 0,
    backups: 0,
    newestBackupAtMs: null,
  });
  addParents(database);
  addRuns(database, [0, 3]);
  tendDatabase({ dataDir: folder.path, nowMs, needsCheck: false });
  expect(facts()).toMatchObject({
    ...{ conversations: 1, comparisons: 1, runs: 3, attempts: 3, damagedRows: 0 },
    ...{ schemaVersion: newestVersion(migrations), backups: 1, newestBackupAtMs: nowMs },
  });
  expect(facts().databaseBytes).toBeGreaterThan(4096);
  close();
});

test("a migration is told by the start that made it, not by later ones", () => {
  const older = migrations.slice(0, -1);
  expectOpen(openFolder(folder.path, nowMs, older)).close();
  const paths = pathsIn(folder.path);
  expect(migratedFrom(paths, nowMs)).toBeNull();
  expectOpen(openFolder(folder.path, nowMs + dayMs)).close();
  expect(migratedFrom(paths, nowMs + dayMs)).toBe(newestVersion(older));
  expectOpen(openFolder(folder.path, nowMs + 2 * dayMs)).close();
  expect(migratedFrom(paths, nowMs + 2 * dayMs)).toBeNull();
});

test("a request to the disk that took long is told when it is over, also where it failed", async () => {
  const news: StoreNews[] = [];
  let atMs = 0;
  vi.spyOn(performance, "now").mockImplementation(() => atMs);
  let tookMs = 0;
  const slow: WorkerClient = {
    call: async () => {
      atMs += tookMs;
      throw new Error("The disk is full.");
    },
    ended: async () => undefined,
  };
  const worker = tellSlow(slow, (one) => news.push(one));
  for (tookMs of [slowMs - 1, slowMs + 250]) {
    await expect(worker.call("removeBackups", null)).rejects.toThrow("The disk is full.");
  }
  expect(news).toEqual([{ kind: "slow", method: "removeBackups", tookMs: slowMs + 250 }]);
});
