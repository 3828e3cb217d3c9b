import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkDatabase } from "#electron/storage/check-database.ts";
import { pathsIn } from "#electron/storage/data-files.ts";
import { migrations } from "#electron/storage/migrations.ts";
import { createRunLog, flushAfterMs } from "#electron/storage/run-log.ts";
import type { RunEvent } from "#shared/run.ts";
import { createFakeClock } from "#test/support/fake-clock.ts";
import { runsOf } from "#test/support/runs.ts";
import { type Faulty, openFaulty } from "./faulty-disk.ts";
import { contentsOf, expectOpen, makeFilled, nowMs, openFolder } from "./filled.ts";
import { makeOldDatabase } from "./old-schemas.ts";
import { temporaryFolder } from "./store-fixtures.ts";
import { answeredRun, attemptStart, comparison, delta, runEnded, runStarted } from "./store-samples.ts";

let folder: ReturnType<typeof temporaryFolder>;
let faulty: Faulty | null = null;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  faulty?.failFrom(0);
  faulty?.handlers.close(null);
  faulty = null;
  folder.remove();
});

function openFilled(runs = 3): Faulty {
  makeFilled(folder.path, runs);
  faulty = openFaulty(folder.path);
  return faulty;
}

const long = "a text that takes a page or two ".repeat(300);
const load = (world: Faulty) =>
  world.handlers.conversation({ id: comparison.conversationId, nowMs })?.comparisons.flatMap(({ runs }) => runs) ?? [];

function expectSound(): void {
  faulty?.handlers.close(null);
  faulty = null;
  expect(checkDatabase(pathsIn(folder.path).database, "whole")).toMatchObject({ ok: true });
}

test("S1 a prompt that a full disk cannot take is refused in words, changes nothing, and is taken once there is room", () => {
  const world = openFilled();
  world.fill(0);
  const sent = { comparison: { ...comparison, id: "c-2", prompt: long }, images: [] };
  expect(() => world.handlers.saveComparison(sent)).toThrow(/full/);
  expect(world.database.all("SELECT id FROM comparisons")).toEqual([{ id: comparison.id }]);
  expect(load(world)).toHaveLength(3);
  world.free();
  world.handlers.saveComparison(sent);
  expect(world.database.all("SELECT id FROM comparisons")).toHaveLength(2);
  expectSound();
});

test("S1 an answer that streams onto a full disk is kept in memory, told once, and whole on disk when there is room", async () => {
  const world = openFilled();
  const clock = createFakeClock();
  const told: string[] = [];
  const log = createRunLog({
    clock,
    write: async (batches) => world.handlers.appendRuns(batches),
    onFailure: (message) => told.push(message),
  });
  log.append([runStarted("new"), { type: "attempt-started", runId: "new", attempt: attemptStart("attempt-1", 1) }]);
  await log.flush();
  world.fill(0);
  for (let part = 0; part < 10; part += 1) {
    log.append([delta("new", `${part}${long}`)]);
    await clock.advance(flushAfterMs);
  }
  expect(told).toEqual([expect.stringMatching(/^An answer could not be saved\. .*full/)]);
  // What others have is readable meanwhile.
  expect(load(world)).toHaveLength(4);
  world.free();
  log.append([runEnded("new", 100)]);
  await clock.advance(flushAfterMs);
  await log.settled("new");
  const text = load(world).find(({ id }) => id === "new")?.text;
  expect(text).toBe(Array.from({ length: 10 }, (_, part) => `${part}${long}`).join(""));
  expectSound();
});

test("S1 a migration that a full disk stops leaves the old database, and goes on once there is room", () => {
  makeOldDatabase(folder.path, 1);
  const before = contentsOf(folder.path)["understudy.db"];
  const full = migrations.map(({ version, up }) => ({
    version,
    up: (database: Parameters<typeof up>[0]) => {
      const pages = Number(database.get("PRAGMA page_count")?.page_count);
      database.exec(`PRAGMA max_page_count = ${pages}`);
      up(database);
    },
  }));
  expect(openFolder(folder.path, nowMs, full)).toMatchObject({
    ok: false,
    reason: "database",
    message: expect.stringMatching(/full/),
  });
  expect(contentsOf(folder.path)["understudy.db"]).toBe(before);
  const { database, close } = expectOpen(openFolder(folder.path, nowMs + 1));
  const rows = database.all("SELECT id FROM runs");
  close();
  expect(rows).toHaveLength(2);
  expect(readdirSync(join(folder.path, "backups"))).toHaveLength(2);
});

/** What a run of these events is on disk: nothing of it, or all of it up to one of its batches. */
const story: readonly (readonly RunEvent[])[] = [
  answeredRun("new", [long, "b"]).slice(0, 4),
  answeredRun("new", [long, "b"]).slice(4, 5),
  answeredRun("new", [long, "b"]).slice(5),
];
const states = ["none", `running ${long.length}`, `running ${long.length + 1}`, `done ${long.length + 1}`];

function stateOf(world: Faulty): string {
  const run = load(world).find(({ id }) => id === "new");
  return run === undefined ? "none" : `${run.status} ${run.text.length}`;
}

/** Writes the story until the disk fails; returns how many of its parts were said to be on disk. */
function writeStory(world: Faulty): number {
  for (const [index, events] of story.entries()) {
    const [result] = world.handlers.appendRuns([{ runId: "new", events }]);
    if (result?.ok !== true) return index;
  }
  return story.length;
}

const steps = runsOf(40, 200);

test(`S19 whichever of its first ${steps} statements or commits fails, a run is on disk as it was before or after it`, () => {
  makeFilled(folder.path, 1);
  const seen = new Set<string>();
  for (let call = 1; call <= steps; call += 1) {
    const world = openFaulty(folder.path);
    faulty = world;
    world.failFrom(call);
    const written = writeStory(world);
    world.failFrom(0);
    // The disk is well again: what was said to be there is there, and nothing of what was not.
    const state = stateOf(world);
    expect(state, `call ${call}`).toBe(states[written]);
    seen.add(state);
    world.database.exec("DELETE FROM runs WHERE id = 'new'; DELETE FROM spend; DELETE FROM spend_runs");
    world.handlers.close(null);
  }
  faulty = null;
  expect(seen.size).toBe(states.length);
  expect(checkDatabase(pathsIn(folder.path).database, "whole")).toMatchObject({ ok: true });
}, 60_000);

test("S19 whichever page is the last that fits, a run is on disk as it was before or after, and goes on when there is room", () => {
  makeFilled(folder.path, 1);
  const seen = new Set<string>();
  for (let spare = 0; spare < 30; spare += 1) {
    const world = openFaulty(folder.path);
    faulty = world;
    world.fill(spare);
    const written = writeStory(world);
    const state = stateOf(world);
    expect(state, `${spare} pages`).toBe(states[written]);
    seen.add(state);
    world.free();
    for (const events of story.slice(written)) world.handlers.appendRuns([{ runId: "new", events }]);
    expect(stateOf(world)).toBe(states.at(-1));
    world.database.exec("DELETE FROM runs WHERE id = 'new'; DELETE FROM spend; DELETE FROM spend_runs; VACUUM");
    world.handlers.close(null);
  }
  faulty = null;
  expect(seen.size).toBeGreaterThan(1);
  expect(checkDatabase(pathsIn(folder.path).database, "whole")).toMatchObject({ ok: true });
}, 60_000);
