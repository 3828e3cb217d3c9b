import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Migration, migrations, newestVersion } from "#electron/storage/migrations.ts";
import { isTooOld, type OpenDatabase, openDatabase, type Refusal } from "#electron/storage/open-database.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { temporaryFolder } from "./store-fixtures.ts";

let folder: ReturnType<typeof temporaryFolder>;
let databasePath: string;
const nowMs = Date.UTC(2026, 10, 22, 9, 8, 7);

beforeEach(() => {
  folder = temporaryFolder();
  databasePath = join(folder.path, "understudy.db");
});
afterEach(() => folder.remove());

function open(steps: readonly Migration[] = migrations, dataDir = folder.path) {
  return openDatabase({ dataDir, nowMs, steps });
}

function expectOpen(opened: OpenDatabase | Refusal): OpenDatabase {
  if (!opened.ok) throw new Error(opened.message);
  return opened;
}

/** Expects a refusal of this kind that leaves every file as it was; returns its message. */
function expectRefused(reason: Refusal["reason"], steps: readonly Migration[] = migrations): string {
  const before = contents();
  const opened = open(steps);
  if (opened.ok) {
    opened.close();
    throw new Error("The database was opened.");
  }
  expect(opened.reason).toBe(reason);
  expect(contents()).toEqual(before);
  return opened.message;
}

/** Every file but the lock, with the hash of what it holds. */
function contents(): Record<string, string> {
  const names = readdirSync(folder.path, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => name !== "understudy.lock" && statSync(join(folder.path, name)).isFile());
  const hashOf = (name: string) =>
    createHash("sha256")
      .update(readFileSync(join(folder.path, name)))
      .digest("hex");
  return Object.fromEntries(files.map((name) => [name, hashOf(name)]));
}

/** A second version of the schema, for tests. */
const newer = newestVersion(migrations) + 1;
const next: Migration = { version: newer, up: (database) => database.exec("CREATE TABLE later (x TEXT) STRICT") };

test("every connection has the settings that make a crash harmless", () => {
  const { database, close } = expectOpen(open());
  const pragma = (name: string) => Object.values(database.get(`PRAGMA ${name}`) ?? {})[0];
  const values = {
    journal: pragma("journal_mode"),
    synchronous: pragma("synchronous"),
    foreignKeys: pragma("foreign_keys"),
    trustedSchema: pragma("trusted_schema"),
    cellSizeCheck: pragma("cell_size_check"),
    autoCheckpoint: pragma("wal_autocheckpoint"),
    sizeLimit: pragma("journal_size_limit"),
    busyTimeout: pragma("busy_timeout"),
  };
  close();
  expect(values).toEqual({
    journal: "wal",
    synchronous: 2,
    foreignKeys: 1,
    trustedSchema: 0,
    cellSizeCheck: 1,
    autoCheckpoint: 1000,
    sizeLimit: 67_108_864,
    busyTimeout: 5000,
  });
});

test("a clean close leaves one database file without a log", () => {
  const opened = expectOpen(open());
  opened.database.run("INSERT INTO sessions (id, started_at_ms) VALUES ('a', 1)");
  opened.close();
  expect(Object.keys(contents())).toEqual(["understudy.db"]);
});

test("a database of a newer version is refused and untouched", () => {
  expectOpen(open([...migrations, next])).close();
  expect(expectRefused("newer")).toContain("newer version of Understudy");
});

test("a database that a newer version left with a log is refused and untouched, its log too", () => {
  const killed = killedDatabase([...migrations, next], "INSERT INTO sessions (id, started_at_ms) VALUES ('a', 1)");
  expect(killed).toEqual(["understudy.db", "understudy.db-wal"]);
  expect(expectRefused("newer")).toContain("Nothing was changed");
});

test("a newer version that is still in the log is seen", () => {
  killedDatabase(migrations, `PRAGMA user_version = ${newer}`);
  expect(open()).toMatchObject({ ok: false, reason: "newer" });
});

/** Files as a program leaves them that is killed after this statement; returns their names. */
function killedDatabase(steps: readonly Migration[], sql: string): string[] {
  const elsewhere = join(folder.path, "elsewhere");
  const { database, close } = expectOpen(open(steps, elsewhere));
  database.exec(sql);
  for (const end of ["", "-wal"]) copyFileSync(join(elsewhere, `understudy.db${end}`), `${databasePath}${end}`);
  close();
  rmSync(elsewhere, { recursive: true });
  return Object.keys(contents()).toSorted();
}

test("an empty file is refused and untouched, for it was a database once", () => {
  writeFileSync(databasePath, "");
  expect(expectRefused("database")).toContain("is empty");
});

test.each([
  ["text", "hello ".repeat(100)],
  ["a few bytes", "SQLite"],
])("a file of %s is refused and untouched", (_name, text) => {
  writeFileSync(databasePath, text);
  expect(expectRefused("database")).toContain("is not a database");
});

test("a folder in place of the database is refused", () => {
  mkdirSync(databasePath);
  expect(expectRefused("database")).toContain("is not a file");
});

test("a database of another program is refused and untouched", () => {
  const other = openSqlite(databasePath, 0);
  other.exec("CREATE TABLE theirs (x)");
  other.close();
  expect(expectRefused("database")).toContain("another program");
});

test("a log without its database is refused and untouched", () => {
  writeFileSync(`${databasePath}-wal`, "log");
  expect(expectRefused("database")).toContain("is gone");
});

test("half a database is refused", () => {
  const opened = expectOpen(open());
  opened.database.run("INSERT INTO sessions (id, started_at_ms) VALUES (?, 1)", "x".repeat(50_000));
  opened.close();
  truncateSync(databasePath, Math.floor(statSync(databasePath).size / 2));
  expect(expectRefused("database")).toMatch(/damaged/);
});

test("a page full of noise is found at opening and refused", () => {
  const opened = expectOpen(open());
  opened.database.run("INSERT INTO sessions (id, started_at_ms) VALUES (?, 1)", "x".repeat(50_000));
  opened.close();
  const bytes = readFileSync(databasePath);
  bytes.fill(0xa5, 4096, 3 * 4096);
  writeFileSync(databasePath, bytes);
  expect(expectRefused("database")).toMatch(/damaged/);
});

test("a data folder below a file cannot be made, and the message names it", () => {
  writeFileSync(join(folder.path, "file"), "");
  const opened = open(migrations, join(folder.path, "file", "data"));
  expect(opened).toMatchObject({ ok: false, reason: "folder", message: expect.stringContaining("file/data") });
});

test.runIf(process.platform === "linux")(
  "a data folder that the file system will never hold is refused, not tried for ever",
  () => {
    // Has to be given to a child: the endless try would take this whole process with it.
    const script = `import { makeFolder } from "#electron/storage/data-files.ts"; makeFolder("/proc/understudy/data");`;
    const ended = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
      encoding: "utf8",
      timeout: 5000,
    });
    expect(ended).toMatchObject({ signal: null, status: 1, stderr: expect.stringContaining("/proc/understudy") });
  },
);

test("a second opening of one folder is refused while the first is open, and succeeds after it", () => {
  const first = expectOpen(open());
  expect(open()).toMatchObject({ ok: false, reason: "in-use", message: expect.stringContaining("already running") });
  first.database.run("INSERT INTO sessions (id, started_at_ms) VALUES ('a', 1)");
  first.close();
  expectOpen(open()).close();
});

test("a refused database lets go of the folder", () => {
  writeFileSync(databasePath, "");
  expectRefused("database");
  expectRefused("database");
});

test("what a crash left of an unfinished first start is made anew", () => {
  writeFileSync(`${databasePath}.unfinished`, "half");
  const opened = expectOpen(open());
  opened.close();
  expect(opened.isNew).toBe(true);
  expect(existsSync(`${databasePath}.unfinished`)).toBe(false);
});

test.skipIf(process.platform === "win32")("a database that others could read is closed to them", () => {
  expectOpen(open()).close();
  chmodSync(databasePath, 0o644);
  expectOpen(open()).close();
  expect(statSync(databasePath).mode & 0o777).toBe(0o600);
});

test.each([
  ["3.51.2", true],
  ["3.45.1", true],
  ["2.99.99", true],
  ["3.51.3", false],
  ["3.53", false],
  ["4.0.0", false],
])("SQLite %s is too old: %s", (version, expected) => {
  expect(isTooOld(version)).toBe(expected);
});
