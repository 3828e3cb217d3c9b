import { afterEach, beforeEach, expect, test } from "vitest";
import { newPurge, purgeStep } from "#electron/storage/history/purge.ts";
import { removeHistory, restoreHistory } from "#electron/storage/history/remove.ts";
import { interruptLeftovers } from "#electron/storage/interrupt-leftovers.ts";
import { migrate, migrations } from "#electron/storage/migrations.ts";
import { createRunKeeper } from "#electron/storage/run-keeper.ts";
import { type Database, openSqlite } from "#electron/storage/sqlite.ts";
import { loadComparisons, saveComparison } from "#electron/storage/tables/comparisons.ts";
import { loadRepeat, loadRepeats, pauseLeftovers, saveRepeat } from "#electron/storage/tables/repeats.ts";
import { loadRuns } from "#electron/storage/tables/runs.ts";
import type { RepeatPause, RepeatPlan } from "#shared/repeat.ts";
import type { RunEvent } from "#shared/run.ts";
import { addParents, nowMs } from "./filled.ts";
import { temporaryFolder, withStore } from "./store-fixtures.ts";
import { answeredRun, comparison, conversation, runStarted, saveParents } from "./store-samples.ts";

let database: Database;
beforeEach(() => {
  database = openSqlite(":memory:", 0);
  migrate(database, migrations);
  addParents(database);
});
afterEach(() => database.close());

const plan: RepeatPlan = {
  purpose: "routes",
  times: 3,
  rows: [{ city: "Łódź", empty: "" }, { city: '"Rome",\n' }],
  seed: 4_294_967_295,
  perProvider: 2,
  columns: [{ columnId: "col", target: { kind: "chain", chainId: "smart" }, overrides: { temperature: 0 } }],
  chains: [{ id: "smart", name: "Smart", links: [], onMidStream: "fail", rules: { retries: 0 } }],
};
const repeated = { ...comparison, id: "repeated", repeat: plan };
const state = { comparisonId: "repeated", conversationId: conversation.id };
const pausedByUser = { status: "paused", pause: { kind: "user" } } as const;

const repeat = (id = "repeated") => loadRepeat(database, id, nowMs);
const repeats = (conversationId: string | null) => loadRepeats(database, { conversationId, nowMs });

function ofRound(round: number, events: readonly RunEvent[]): RunEvent[] {
  return events.map((event) => (event.type === "run-started" ? { ...event, run: { ...event.run, round } } : event));
}

test("a repeated comparison and its state come back after a restart, and each run with its round", async () => {
  const folder = temporaryFolder();
  await withStore(folder.path, async (store) => {
    await saveParents(store);
    await store.saveComparison(repeated);
    store.appendRunEvents(ofRound(0, answeredRun("run-1", ["a"])));
    store.appendRunEvents([...ofRound(5, [runStarted("run-2", "repeated")]), ...answeredRun("run-3", ["no round"])]);
  });
  await withStore(folder.path, async (store) => {
    const loaded = await store.conversation(conversation.id);
    expect(loaded?.comparisons.map((one) => one.comparison)).toStrictEqual([comparison, repeated]);
    const rounds = loaded?.comparisons.map(({ runs }) => runs.map(({ id, round }) => [id, round]));
    expect(rounds).toEqual([
      [
        ["run-1", 0],
        ["run-3", undefined],
      ],
      [["run-2", 5]],
    ]);
    // It went on when the program ended: nothing that costs goes on by itself.
    const paused = { ...state, status: "paused", pause: { kind: "restart" } };
    expect([await store.repeat("repeated"), await store.repeats(null)]).toEqual([
      paused,
      { values: [paused], problems: [] },
    ]);
    await store.saveRepeat({ comparisonId: "repeated", status: "done", pause: null });
    expect(await store.repeat("repeated")).toEqual({ ...state, status: "done", pause: null });
  });
  folder.remove();
});

test("it is running from the moment it is saved, and then as it was last told", () => {
  saveComparison(database, repeated);
  expect(repeat()).toEqual({ ...state, status: "running", pause: null });
  const refusal = { kind: "unknown-price", providerId: "local", modelId: "llama" } as const;
  const pauses: readonly RepeatPause[] = [
    { kind: "user" },
    { kind: "restart" },
    { kind: "trouble", message: "No key." },
    { kind: "budget", refusal },
  ];
  for (const pause of pauses) {
    saveRepeat(database, { comparisonId: "repeated", status: "paused", pause });
    expect(repeat()).toEqual({ ...state, status: "paused", pause });
  }
  // A comparison that is saved once more, as after a disk that was full, does not begin again.
  saveComparison(database, repeated);
  expect(repeat()).toMatchObject({ status: "paused", pause: { kind: "budget" } });
});

test("the next start pauses what ran when the program ended, and nothing else", () => {
  const statuses = ["running", "stopped", "done", "paused"] as const;
  for (const status of statuses) {
    saveComparison(database, { ...repeated, id: status });
    saveRepeat(database, { comparisonId: status, status, pause: status === "paused" ? { kind: "user" } : null });
  }
  pauseLeftovers(database);
  expect(repeats(conversation.id).values.map(({ status, pause }) => [status, pause?.kind])).toEqual([
    ["paused", "restart"],
    ["stopped", undefined],
    ["done", undefined],
    ["paused", "user"],
  ]);
});

test("of other conversations those are told that have not ended", () => {
  saveComparison(database, repeated);
  saveComparison(database, { ...repeated, id: "second" });
  saveRepeat(database, { comparisonId: "repeated", status: "done", pause: null });
  const ids = [null, "another", conversation.id].map((id) => repeats(id).values.map((one) => one.comparisonId));
  expect(ids).toEqual([["second"], ["second"], ["repeated", "second"]]);
});

test("one that runs is not removed; one that was removed is told of no more; it leaves with its comparison", () => {
  saveComparison(database, repeated);
  const undo = { undoId: "undo", fromBackups: false, liveRunIds: [] };
  const remove = () => removeHistory(database, { fromMs: null, untilMs: null }, undo);
  expect(remove()).toBe("running");
  saveRepeat(database, { comparisonId: "repeated", ...pausedByUser });
  expect(remove()).toEqual({ undoId: "undo", comparisons: 2 });
  expect([repeat(), repeats(conversation.id).values]).toEqual([null, []]);
  restoreHistory(database, "undo");
  expect(repeat()).toEqual({ ...state, ...pausedByUser });
  remove();
  const purge = newPurge();
  while (!purgeStep(database, purge, { undoIds: null, liveRunIds: [], nowMs }).isDone);
  expect(database.all("SELECT * FROM repeats")).toEqual([]);
  saveRepeat(database, { comparisonId: "repeated", status: "done", pause: null });
  expect(database.all("SELECT * FROM repeats")).toEqual([]);
});

test.each([
  ["a state", "UPDATE repeats SET status = 'dancing'"],
  ["a pause", "UPDATE repeats SET pause_json = '{}'"],
])("%s that cannot be read is told and kept", (_, damage) => {
  saveComparison(database, repeated);
  database.exec(damage);
  const problem = `The state of the repeated comparison "repeated" could not be read and was left out. What is stored of it was kept.`;
  expect(repeats(conversation.id)).toEqual({ values: [], problems: [problem] });
  expect(repeat()).toBeNull();
  expect(database.all("SELECT source, name FROM damaged")).toEqual([{ source: "repeats", name: "repeated" }]);
});

function planOfColumns(ids: readonly string[]): string {
  const columns = ids.map((columnId) => ({ columnId, target: { kind: "chain", chainId: "x" } }));
  return JSON.stringify({ purpose: "repeat", times: 2, seed: 1, perProvider: 1, columns });
}

const readable = '"seed":1,"perProvider":1,"columns":[{"columnId":"c","target":{"kind":"chain","chainId":"x"}}]';

test.each([
  `{"purpose":"repeat","times":0,${readable}}`,
  `{"purpose":"repeat","times":1,"rows":[],${readable}}`,
  `{"purpose":"repeat","times":1,"rows":[{"a":1}],${readable}}`,
  `{"purpose":"race","times":2,${readable}}`,
  `{"purpose":"repeat","times":1e9,${readable}}`,
  `{"purpose":"repeat","times":200,"rows":[{},{},{},{},{},{}],${readable}}`,
  '{"purpose":"repeat","times":2,"seed":1,"perProvider":1,"columns":[]}',
  planOfColumns(["c", "c"]),
  planOfColumns(Array.from({ length: 17 }, (_, index) => `c${index}`)),
])("a comparison whose plan cannot be one is told and kept: %s", (damaged) => {
  saveComparison(database, repeated);
  database.run("UPDATE comparisons SET repeat_json = ?", damaged);
  const { values, problems } = loadComparisons(database, conversation.id, nowMs);
  expect([values, problems.length]).toEqual([[], 2]);
});

test("a run that began in a round and was cut off keeps it", () => {
  saveComparison(database, repeated);
  createRunKeeper(database).append([{ runId: "r", events: ofRound(4, [runStarted("r", "repeated")]) }]);
  interruptLeftovers(database, nowMs);
  expect(loadRuns(database, "repeated", nowMs).values).toMatchObject([{ status: "interrupted", round: 4 }]);
});
