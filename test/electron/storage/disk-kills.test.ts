import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listBackups, makeBackup } from "#electron/storage/backups.ts";
import { checkDatabase } from "#electron/storage/check-database.ts";
import { pathsIn } from "#electron/storage/data-files.ts";
import { seededRandom } from "#shared/seeded-random.ts";
import { programPath } from "#test/support/programs.ts";
import { runsOf } from "#test/support/runs.ts";
import { type Death, liveAndDie, nothingTold } from "./crash/lives.ts";
import { addRuns, countRuns, expectOpen, makeFilled, nowMs, openFolder } from "./filled.ts";
import { makeOldDatabase } from "./old-schemas.ts";
import { temporaryFolder } from "./store-fixtures.ts";

let folder: ReturnType<typeof temporaryFolder>;
const filledRuns = 60;
const longText = "an answer of some length that fills pages ".repeat(12);

beforeAll(() => {
  folder = temporaryFolder();
  makeFilled(join(folder.path, "filled"), filledRuns, longText);
  makeOldDatabase(join(folder.path, "old"), 1);
  cpSync(join(folder.path, "filled"), join(folder.path, "backed-up"), { recursive: true });
  const { database, close } = expectOpen(openFolder(join(folder.path, "backed-up")));
  makeBackup(database, pathsIn(join(folder.path, "backed-up")), { kind: "daily", atMs: nowMs });
  close();
});
afterAll(() => folder.remove());

function copyOf(name: string): string {
  const dataDir = join(folder.path, "work");
  rmSync(dataDir, { recursive: true, force: true });
  cpSync(join(folder.path, name), dataDir, { recursive: true });
  return dataDir;
}

/** Runs the program until it is killed; returns what it said. */
async function killDuring(work: string, dataDir: string, death: Death): Promise<readonly string[]> {
  const told = nothingTold();
  await liveAndDie([programPath("disk-child"), work, dataDir, String(nowMs)], death, told);
  return told.broken;
}

const kills = runsOf(6, 200);

test(`S6 ${kills} programs killed while they migrate leave a database that the next start migrates`, async () => {
  const random = seededRandom(6);
  for (let kill = 0; kill < kills; kill += 1) {
    const dataDir = copyOf("old");
    await killDuring("open", dataDir, { line: 1, afterMs: random() * 40 });
    const { database, close } = expectOpen(openFolder(dataDir, nowMs + 1));
    const rows = database.all("SELECT id, text FROM runs ORDER BY row");
    close();
    expect(rows).toEqual([
      { id: "run-1", text: "Because of – this." },
      { id: "run-2", text: "" },
    ]);
    for (const { path } of listBackups(pathsIn(dataDir))) expect(checkDatabase(path, "whole").ok).toBe(true);
  }
}, 300_000);

test(`S7 ${kills} programs killed while they back up leave only whole backups under a backup's name`, async () => {
  const random = seededRandom(7);
  let found = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const dataDir = copyOf("filled");
    await killDuring("back-up", dataDir, { line: 1 + Math.floor(random() * 4), afterMs: random() * 20 });
    const backups = listBackups(pathsIn(dataDir));
    for (const { path } of backups) expect(checkDatabase(path, "whole")).toMatchObject({ ok: true });
    found += backups.length;
    const { database, close } = expectOpen(openFolder(dataDir, nowMs + 1));
    expect(countRuns(database)).toBe(filledRuns);
    close();
  }
  expect(found).toBeGreaterThan(0);
}, 300_000);

test(`S7 ${kills} programs killed while they restore lose neither the damaged file nor the backup`, async () => {
  const random = seededRandom(77);
  let restored = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const dataDir = copyOf("backed-up");
    const said = await killDuring("restore", dataDir, { line: 1 + Math.floor(random() * 4), afterMs: random() * 20 });
    const { database, close } = expectOpen(openFolder(dataDir, nowMs + 1_000_000));
    expect(countRuns(database)).toBe(filledRuns);
    close();
    const { damaged } = pathsIn(dataDir);
    const kept = existsSync(damaged) ? readdirSync(damaged) : [];
    const spoiled = kept.map((name) => readFileSync(join(damaged, name), "utf8"));
    const rounds = said.flatMap((line) => /^restored (\d+)$/.exec(line)?.[1] ?? []);
    expect(spoiled).toEqual(expect.arrayContaining(rounds.map((round) => `spoiled in round ${round}`)));
    restored += rounds.length;
  }
  expect(restored).toBeGreaterThan(0);
}, 300_000);

/** Runs the program where no file may grow beyond so many KB: the write that would do it fails, as on a bad disk. */
function withFileLimit(kilobytes: number, args: readonly string[]): string[] {
  // POSIX shells count in blocks of 512 bytes; some of them in KB.
  const script = `ulimit -f ${kilobytes} || exit 9; exec "$@"`;
  const ran = spawnSync("bash", ["-c", script, "bash", process.execPath, programPath("disk-child"), ...args], {
    encoding: "utf8",
    timeout: 20_000,
  });
  return ran.stdout.trim().split("\n");
}

const limits = runsOf(5, 200);

test.skipIf(process.platform === "win32")(
  `S19 ${limits} programs whose writes fail at some size of the file lose nothing that they said was saved`,
  () => {
    for (let limit = 0; limit < limits; limit += 1) {
      const dataDir = copyOf("filled");
      const kilobytes = 400 + limit * Math.ceil(1_500 / limits);
      const said = withFileLimit(kilobytes, ["add", dataDir, String(nowMs), longText]);
      const saved = said.filter((line) => line.startsWith("saved")).length;
      expect(said.at(-1)).toMatch(/^(failed|refused) /);
      const { database, close } = expectOpen(openFolder(dataDir, nowMs + 1));
      const runs = countRuns(database);
      close();
      // The last one may be on disk although its program was told that it is not.
      expect([filledRuns + saved, filledRuns + saved + 1]).toContain(runs);
      expect(checkDatabase(pathsIn(dataDir).database, "whole")).toMatchObject({ ok: true });
    }
  },
  300_000,
);

test.skipIf(process.platform === "win32")(
  "S1 a backup that does not fit is told, leaves nothing behind, and the database goes on",
  () => {
    const dataDir = copyOf("filled");
    rmSync(pathsIn(dataDir).backups, { recursive: true, force: true });
    const said = withFileLimit(200, ["back-up", dataDir, String(nowMs)]);
    expect(said.at(-1)).toMatch(/^failed The disk/);
    expect(readdirSync(pathsIn(dataDir).backups)).toEqual([]);
    const { database, close } = expectOpen(openFolder(dataDir, nowMs + 1));
    addRuns(database, [filledRuns, filledRuns + 1]);
    expect(countRuns(database)).toBe(filledRuns + 1);
    close();
  },
);
