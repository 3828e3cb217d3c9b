import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkDatabase } from "#electron/storage/check-database.ts";
import { migrations } from "#electron/storage/migrations.ts";
import { openDatabase } from "#electron/storage/open-database.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { programPath } from "#test/support/programs.ts";
import { runsOf } from "#test/support/runs.ts";
import { open, openWell, temporaryFolder } from "./store-fixtures.ts";

let folder: ReturnType<typeof temporaryFolder>;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  folder.remove();
});

const startStreamer = (dataDir: string) =>
  start(programPath("streaming-child"), dataDir, programPath("storage-worker"), "run-1");

function start(program: string, ...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const closed = once(child, "close");
  return {
    firstWord: () => once(child.stdout, "data"),
    async kill() {
      child.kill("SIGKILL");
      await closed;
    },
    async ended() {
      await closed;
      return { code: child.exitCode, output };
    },
  };
}

test("S8 a second program on one data folder is refused, and the first goes on unharmed", async () => {
  const store = await openWell(folder.path);
  const child = startStreamer(folder.path);
  expect(await child.ended()).toEqual({ code: 3, output: "in-use\n" });
  await store.startSession({ id: "still-writing", startedAtMs: 1 });
  await store.close();
});

test("S8 a killed program leaves no lock behind", async () => {
  const child = startStreamer(folder.path);
  await child.firstWord();
  expect(await open(folder.path)).toMatchObject({ ok: false, reason: "in-use" });
  await child.kill();
  const store = await openWell(folder.path);
  await store.close();
});

test("S8 two processes that write one file fail at nothing and lose nothing", async () => {
  const opened = openDatabase({ dataDir: folder.path, nowMs: 1, steps: migrations });
  if (!opened.ok) throw new Error(opened.message);
  opened.close();
  const path = join(folder.path, "understudy.db");
  const ms = String(runsOf(1_000, 60_000));
  const writers = ["a", "b"].map((name) => start(programPath("writing-child"), path, name, ms));
  const ends = await Promise.all(writers.map((writer) => writer.ended()));
  const told = ends.map(({ output }) => output.trim().split(" ").map(Number));
  expect(told.map(([, failed]) => failed)).toEqual([0, 0]);
  expect(checkDatabase(path, "whole")).toMatchObject({ ok: true });
  const database = openSqlite(path, 0);
  const rows = (name: string) => database.get("SELECT COUNT(*) AS count FROM sessions WHERE id LIKE ?", `${name}-%`);
  const kept = ["a", "b"].map((name) => Number(rows(name)?.count));
  database.close();
  expect(kept).toEqual(told.map(([written]) => written));
  expect(Math.min(...kept)).toBeGreaterThan(0);
}, 120_000);
