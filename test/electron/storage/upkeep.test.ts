import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listBackups } from "#electron/storage/backups.ts";
import { pathsIn } from "#electron/storage/data-files.ts";
import type { Tended, UpkeepTask } from "#electron/storage/tend-database.ts";
import { tendDatabase } from "#electron/storage/tend-database.ts";
import { createUpkeep, firstTendMs, startUpkeepThread } from "#electron/storage/upkeep.ts";
import { readUpkeep, writeUpkeep } from "#electron/storage/upkeep-record.ts";
import { createFakeClock } from "#test/support/fake-clock.ts";
import { programUrl } from "#test/support/programs.ts";
import { dayMs, expectOpen, makeFilled, nowMs, openFolder } from "./filled.ts";
import { temporaryFolder } from "./store-fixtures.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const fine: Tended = { damage: null, backupFailure: null };
const made: Tended = { ...fine, backedUp: true };
const tend = (atMs: number, needsCheck = false) => tendDatabase({ dataDir: folder.path, nowMs: atMs, needsCheck });
const backupTimes = () => listBackups(pathsIn(folder.path)).map(({ atMs }) => atMs);

test("a backup is made at the first chance, then once a day", () => {
  makeFilled(folder.path, 2);
  const tended = [0, 1, 23, 24, 30, 49].map((hours) => tend(nowMs + hours * 3_600_000));
  expect(tended).toEqual([made, fine, fine, made, fine, made]);
  expect(backupTimes().map((atMs) => (atMs - nowMs) / 3_600_000)).toEqual([49, 24, 0]);
});

test("a backup that a wrong clock dated into the future does not keep today's from being made", () => {
  makeFilled(folder.path, 2);
  tend(nowMs + 400 * dayMs);
  expect(tend(nowMs)).toEqual(made);
  expect(backupTimes()).toContain(nowMs);
});

test("the whole database is checked each week, and when is remembered", () => {
  makeFilled(folder.path, 2);
  const checkedAt = () => readUpkeep(pathsIn(folder.path)).wholeCheckAtMs;
  tend(nowMs);
  tend(nowMs + 6 * dayMs);
  expect(checkedAt()).toBe(nowMs);
  tend(nowMs + 7 * dayMs);
  expect(checkedAt()).toBe(nowMs + 7 * dayMs);
});

test("a record of checks that cannot be read is made anew", () => {
  makeFilled(folder.path, 2);
  writeFileSync(pathsIn(folder.path).upkeep, "{ half");
  expect(tend(nowMs)).toEqual(made);
  expect(readUpkeep(pathsIn(folder.path))).toEqual({ wholeCheckAtMs: nowMs, suspicion: null });
});

test("answers are saved while another thread backs the database up, and the backup is whole", async () => {
  makeFilled(folder.path, 40, "a long answer that takes some pages ".repeat(40));
  const { database, close } = expectOpen(openFolder(folder.path));
  const thread = startUpkeepThread(programUrl("backup-worker"), { dataDir: folder.path, nowMs, needsCheck: true });
  let writes = 0;
  const writing = setInterval(() => {
    writes += database.run("INSERT INTO sessions (id, started_at_ms) VALUES (?, 1)", `meanwhile-${writes}`);
  }, 1);
  const tended = await thread.tended;
  clearInterval(writing);
  close();
  expect(tended).toEqual(made);
  expect(backupTimes()).toEqual([nowMs]);
  expect(writes).toBeGreaterThan(0);
});

test("a thread that cannot run says so instead of waiting for ever", async () => {
  const url = new URL("./no-such-worker.ts", import.meta.url);
  const thread = startUpkeepThread(url, { dataDir: folder.path, nowMs, needsCheck: false });
  await expect(thread.tended).rejects.toThrow();
});

/** Upkeep with threads that answer what a test says. */
function scripted(answers: readonly (Tended | Error)[]) {
  const clock = createFakeClock();
  const told: string[] = [];
  const tasks: UpkeepTask[] = [];
  const backups: number[] = [];
  const upkeep = createUpkeep({
    clock,
    dataDir: folder.path,
    needsCheck: true,
    tell: (title, body) => told.push(`${title}: ${body}`),
    onBackup: () => backups.push(tasks.length),
    start: (task) => {
      const answer = answers[tasks.length] ?? fine;
      tasks.push(task);
      const tended = answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      return { tended, stop: async () => undefined };
    },
  });
  return { clock, told, tasks, backups, upkeep };
}

test("upkeep begins a while after the start and comes back each hour; the check after a crash is asked for once", async () => {
  const { clock, tasks, upkeep } = scripted([]);
  await clock.advance(firstTendMs - 1);
  expect(tasks).toHaveLength(0);
  await clock.advance(1);
  await clock.advance(2 * 3_600_000);
  expect(tasks.map(({ needsCheck }) => needsCheck)).toEqual([true, false, false]);
  await upkeep.close();
  await clock.advance(10 * 3_600_000);
  expect(tasks).toHaveLength(3);
});

test("a backup that was made is told, and a task that made none is not", async () => {
  const { clock, backups } = scripted([made, fine, made]);
  await clock.advance(firstTendMs + 4 * 3_600_000);
  expect(backups).toEqual([1, 3]);
});

test("trouble is told once for each reason, and a thread that fails is tried again", async () => {
  const full: Tended = { damage: null, backupFailure: "The disk is too full for a backup." };
  const { clock, told } = scripted([full, full, new Error("no thread"), { damage: "page 7", backupFailure: null }]);
  await clock.advance(firstTendMs + 4 * 3_600_000);
  expect(told).toEqual([
    "The daily backup could not be made: The disk is too full for a backup.",
    "Backups cannot be made: no thread",
    expect.stringMatching(/^The database is damaged: page 7 You can go on/),
  ]);
});

test("a suspicion has the next start look at the whole file, and is dropped where nothing is wrong", () => {
  makeFilled(folder.path, 2);
  const paths = pathsIn(folder.path);
  writeUpkeep(paths, { wholeCheckAtMs: 1, suspicion: "page 7" });
  const opened = expectOpen(openFolder(folder.path));
  opened.close();
  expect(opened.restored).toBeNull();
  expect(readUpkeep(paths)).toEqual({ wholeCheckAtMs: 1, suspicion: null });
  expect(join(folder.path, "upkeep.json")).toBe(paths.upkeep);
});
