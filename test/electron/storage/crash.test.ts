import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { comparison, open, openWell, temporaryFolder } from "./store-fixtures.ts";

const childPath = fileURLToPath(new URL("./crash-child.ts", import.meta.url));
let folder: ReturnType<typeof temporaryFolder>;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  folder.remove();
});

function startChild(runId: string) {
  const child = spawn(process.execPath, [childPath, folder.path, runId], { stdio: ["ignore", "pipe", "inherit"] });
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
      // What the pipe holds of a killed program may end within a line.
      return Number(output.slice(0, output.lastIndexOf("\n")).split("\n").at(-1));
    },
    async ended() {
      await closed;
      return { code: child.exitCode, output };
    },
  };
}

test("20 programs killed while they stream lose no word that was on disk, and their runs are interrupted", async () => {
  const acknowledged: number[] = [];
  for (let kill = 0; kill < 20; kill += 1) {
    const child = startChild(`run-${kill}`);
    await child.firstWord();
    await wait(5 + ((kill * 37) % 120));
    acknowledged.push(await child.kill());
  }
  const store = await openWell(folder.path);
  const state = await store.conversation(comparison.conversationId);
  await store.close();

  const runs = state?.comparisons[0]?.runs ?? [];
  expect(runs.map((run) => run.status)).toEqual(Array.from({ length: 20 }, () => "interrupted"));
  for (const [index, run] of runs.entries()) {
    const words = run.text.split(" ").slice(0, -1).map(Number);
    expect(words).toEqual(words.map((_, position) => position + 1));
    expect(words.length).toBeGreaterThanOrEqual(acknowledged[index] ?? Number.NaN);
    expect(run.attempts.map((attempt) => attempt.failure?.reason)).toEqual(["interrupted"]);
  }
  const database = openSqlite(join(folder.path, "understudy.db"), 0);
  expect(database.get("PRAGMA integrity_check")).toEqual({ integrity_check: "ok" });
  database.close();
}, 90_000);

test("a second program on one data folder is refused, and the first goes on unharmed", async () => {
  const store = await openWell(folder.path);
  const child = startChild("run-1");
  expect(await child.ended()).toEqual({ code: 3, output: "in-use\n" });
  await store.startSession({ id: "still-writing", startedAtMs: 1 });
  await store.close();
});

test("a killed program leaves no lock behind", async () => {
  const child = startChild("run-1");
  await child.firstWord();
  expect(await open(folder.path)).toMatchObject({ ok: false, reason: "in-use" });
  await child.kill();
  const store = await openWell(folder.path);
  await store.close();
});
