import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seededRandom } from "#shared/seeded-random.ts";
import { programPath } from "#test/support/programs.ts";
import { runsOf } from "#test/support/runs.ts";
import { judge } from "./crash/judge.ts";
import { liveAndDie, nothingTold } from "./crash/lives.ts";
import { temporaryFolder } from "./store-fixtures.ts";

let folder: ReturnType<typeof temporaryFolder>;

beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

const kills = runsOf(50, 400);
/** Data folders that are lived in side by side, each by one program after the other. */
const lanes = 5;

async function liveInLane(lane: number, lives: number) {
  const dataDir = join(folder.path, `lane-${lane}`);
  mkdirSync(dataDir);
  const random = seededRandom(lane);
  const told = nothingTold();
  for (let life = 0; life < lives; life += 1) {
    const args = [programPath("engine-child"), dataDir, programPath("storage-worker"), String(life)];
    // From the first word on disk to some comparisons later; counted in words, for a busy machine says them late.
    await liveAndDie(args, { line: 1 + Math.floor(random() ** 2 * 90), afterMs: random() * 20 }, told);
  }
  return { told, judged: await judge(dataDir, lives, told) };
}

test(`S5 ${kills} programs killed while they stream lose nothing that was on disk and show nothing half as whole`, async () => {
  const ended = await Promise.all(
    Array.from({ length: lanes }, (_, lane) => liveInLane(lane, Math.ceil(kills / lanes))),
  );
  expect(ended.flatMap(({ judged }) => judged.wrong)).toEqual([]);
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  const runs = sum(ended.map(({ judged }) => judged.runs));
  const done = sum(ended.map(({ judged }) => judged.done));
  // Some of the kills must have met an answer in its middle, and some runs must have been whole before.
  expect(runs - done).toBeGreaterThan(kills / 2);
  expect(done).toBeGreaterThan(kills / 2);
  expect(sum(ended.map(({ told }) => told.text.size))).toBeGreaterThan(kills);
}, 900_000);
