import { statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Migration, migrations, newestVersion } from "#electron/storage/migrations.ts";
import { type OpenDatabase, openDatabase, type Refusal } from "#electron/storage/open-database.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { temporaryFolder } from "./store-fixtures.ts";

let folder: ReturnType<typeof temporaryFolder>;
const nowMs = Date.UTC(2026, 10, 22, 9, 8, 7);

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

function open(steps: readonly Migration[] = migrations) {
  return openDatabase({ dataDir: folder.path, nowMs, steps });
}

function expectOpen(opened: OpenDatabase | Refusal): OpenDatabase {
  if (!opened.ok) throw new Error(opened.message);
  return opened;
}

/** A second version of the schema, for tests. */
const version = newestVersion(migrations) + 1;
const second: Migration = { version, up: (database) => database.exec("CREATE TABLE later (x TEXT) STRICT") };

test("before an existing database is migrated, a whole copy of it is kept", () => {
  const old = expectOpen(open());
  old.database.run("INSERT INTO sessions (id, started_at_ms) VALUES ('kept', 1)");
  old.close();
  const opened = expectOpen(open([...migrations, second]));
  expect(opened.database.get("PRAGMA user_version")).toEqual({ user_version: version });
  opened.close();

  const path = join(folder.path, "backups", `understudy-v${version - 1}-2026-11-22T09-08-07.000Z.db`);
  if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
  const backup = openSqlite(path, 0);
  expect(backup.get("PRAGMA user_version")).toEqual({ user_version: version - 1 });
  expect(backup.all("SELECT id FROM sessions")).toEqual([{ id: "kept" }]);
  backup.close();
});

test("a migration that fails in its middle changes nothing", () => {
  expectOpen(open()).close();
  const failing: Migration = {
    version,
    up(database) {
      database.exec("CREATE TABLE later (x TEXT) STRICT");
      database.exec("this is no SQL");
    },
  };
  expect(open([...migrations, failing])).toMatchObject({ ok: false, message: expect.stringContaining("syntax error") });
  const { database, close } = expectOpen(open());
  const tables = database.all("SELECT name FROM sqlite_schema WHERE name = 'later'");
  close();
  expect(tables).toEqual([]);
});
