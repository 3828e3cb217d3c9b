import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkDatabase } from "#electron/storage/check-database.ts";
import { pathsIn } from "#electron/storage/data-files.ts";
import { migrations, newestVersion } from "#electron/storage/migrations.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { runsOf } from "#test/support/runs.ts";
import { contentsOf, copyDatabase, expectOpen, nowMs, openFolder } from "./filled.ts";
import { makeOldDatabase, stepByStep } from "./old-schemas.ts";
import { openWell, temporaryFolder, withStore } from "./store-fixtures.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const newest = newestVersion(migrations);
const oldVersions = migrations.map(({ version }) => version).filter((version) => version < newest);

const schemaOf = (database: Database) =>
  database.all("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name");

/** Expects the newest schema and every row of the old database. */
function expectWhole(dataDir: string, fresh: unknown): void {
  const { database, close } = expectOpen(openFolder(dataDir, nowMs + 1));
  const rows = database.all("SELECT id, text FROM runs ORDER BY row");
  const attempts = database.all("SELECT id, cost_nano_usd AS cost FROM attempts ORDER BY id");
  const schema = schemaOf(database);
  close();
  expect(rows).toEqual([
    { id: "run-1", text: "Because of – this." },
    { id: "run-2", text: "" },
  ]);
  expect(attempts).toEqual([
    { id: "attempt-1", cost: 7000 },
    { id: "attempt-2", cost: null },
  ]);
  expect(schema).toEqual(fresh);
  expect(checkDatabase(pathsIn(dataDir).database, "whole")).toEqual({ ok: true, version: newest });
}

function freshSchema(): unknown {
  const { database, close } = expectOpen(openFolder(join(folder.path, "fresh")));
  const schema = schemaOf(database);
  close();
  return schema;
}

describe.each(oldVersions)("S15 a database of version %s", (version) => {
  test("comes to the newest version with every row, and can be read", async () => {
    const dataDir = join(folder.path, "old");
    makeOldDatabase(dataDir, version);
    expectWhole(dataDir, freshSchema());
    const state = await withStore(dataDir, (store) => store.conversation("conversation-1"));
    expect(state?.problems).toEqual([]);
    const runs = state?.comparisons[0]?.runs.map(({ id, status, text }) => ({ id, status, text }));
    expect(runs).toEqual([
      { id: "run-1", status: "done", text: "Because of – this." },
      { id: "run-2", status: "interrupted", text: "Because " },
    ]);
  });

  test("that is killed after any statement of its migrations comes there all the same", () => {
    const dataDir = join(folder.path, "old");
    makeOldDatabase(dataDir, version);
    // In every run, each statement from the first version on; of the later ones, where many are the same, some.
    const every = version === 1 ? 1 : runsOf(7, 1);
    const killed: string[] = [];
    let count = 0;
    const steps = stepByStep(migrations, () => {
      count += 1;
      if (count % every !== 0) return;
      killed.push(join(folder.path, `killed-${count}`));
      copyDatabase(dataDir, killed.at(-1) ?? "");
    });
    expectOpen(openFolder(dataDir, nowMs, steps)).close();
    const fresh = freshSchema();
    for (const copy of killed) {
      expectWhole(copy, fresh);
      rmSync(copy, { recursive: true });
    }
    expect(count).toBeGreaterThanOrEqual(newest - version);
  }, 60_000);
});

test("S14 S16 a database that a newer version wrote is refused, file and log untouched", () => {
  const next = { version: newest + 1, up: (database: Database) => database.exec("CREATE TABLE later (x TEXT) STRICT") };
  const living = join(folder.path, "living");
  const dataDir = join(folder.path, "killed");
  const { database, close } = expectOpen(openFolder(living, nowMs, [...migrations, next]));
  database.run("INSERT INTO later VALUES ('new')");
  copyDatabase(living, dataDir);
  close();
  const before = contentsOf(dataDir);
  expect(Object.keys(before)).toEqual(["understudy.db", "understudy.db-wal"]);
  expect(openFolder(dataDir)).toMatchObject({ ok: false, reason: "newer" });
  expect(contentsOf(dataDir)).toEqual(before);
});

test("S14 a newer version that is in the log alone is seen before the log is touched", () => {
  const living = join(folder.path, "living");
  const dataDir = join(folder.path, "killed");
  const { database, close } = expectOpen(openFolder(living));
  database.exec(`PRAGMA user_version = ${newest + 1}`);
  copyDatabase(living, dataDir);
  close();
  const before = contentsOf(dataDir);
  expect(openFolder(dataDir)).toMatchObject({ ok: false, reason: "newer" });
  expect(contentsOf(dataDir)).toEqual(before);
});

test("S18 a search for anything fails at nothing", async () => {
  const store = await openWell(folder.path);
  const texts = [
    '"',
    '"a',
    "a*",
    "*",
    "NEAR(a b)",
    "a NEAR/2 b",
    "a AND",
    "NOT",
    "(",
    "title:a",
    "-a",
    "^a",
    "\0",
    "a\0b",
  ];
  const searches = [...texts, "'; DROP TABLE runs; --", "\ud83c", "x ".repeat(50_000), "{a b} : c", "💥", "%_"];
  for (const text of searches) {
    const page = await store.searchHistory({ text, filters: {}, cursor: null });
    expect(page.entries).toEqual([]);
  }
  await store.close();
});
