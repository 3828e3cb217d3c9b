import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSessions } from "#electron/storage/spend/session-list.ts";
import { changeSession, endSession, renameSession, startSession } from "#electron/storage/tables/sessions.ts";
import { mostSessions } from "#shared/session.ts";
import { noSpend } from "#shared/spend.ts";
import { openWell, temporaryFolder } from "#test/electron/storage/store-fixtures.ts";
import { priceOf } from "#test/support/money.ts";
import { answered, createSpendWorld, eventsOf, minuteMs, startMs, usage } from "./spend-world.ts";

let world: ReturnType<typeof createSpendWorld>;
beforeEach(() => {
  world = createSpendWorld();
});
afterEach(() => world.database.close());

const list = (currentId: string, isDemo = false) =>
  loadSessions(world.database, { isDemo, currentId, most: mostSessions });
const ids = (currentId: string) => list(currentId).map(({ id }) => id);

test("sessions are listed newest first with their sums, the demo's apart", () => {
  startSession(world.database, { id: "s2", startedAtMs: startMs, name: "Second" });
  world.play(
    { id: "a", tries: [answered(usage(8, 0))] },
    { id: "b", tries: [answered(usage(80, 0))], sessionId: "s2" },
    { id: "c", tries: [answered(usage(800, 0))], sessionId: "s2", isDemo: true },
  );
  endSession(world.database, { sessionId: "s1", atMs: startMs + minuteMs });
  expect(list("s2")).toMatchObject([
    { id: "s2", name: "Second", startedAtMs: startMs, endedAtMs: null, isCurrent: true, sum: { nanoUsd: 100_000 } },
    { id: "s1", name: null, endedAtMs: startMs + minuteMs, isCurrent: false, sum: { nanoUsd: 10_000, answers: 1 } },
  ]);
  expect(list("s2", true).map(({ sum }) => sum.nanoUsd)).toEqual([1_000_000, 0]);
});

test("a session that a crash ended has ended with what was last sent in it", () => {
  world.play({ id: "a", tries: [answered(usage(8, 0))], atMs: startMs + 7 * minuteMs });
  startSession(world.database, { id: "s2", startedAtMs: startMs + 60 * minuteMs });
  expect(list("s2").map(({ endedAtMs }) => endedAtMs)).toEqual([null, startMs + 7 * minuteMs]);
});

test("an unnamed session that nothing was sent in is not listed, and gone with the next start", () => {
  const { database } = world;
  startSession(database, { id: "idle", startedAtMs: startMs });
  expect(ids("idle")).toEqual(["idle", "s1"]);
  const end = { sessionId: "idle", atMs: startMs + 1 };
  changeSession(database, { end, to: { id: "named", startedAtMs: startMs + 2, name: "Named" } });
  changeSession(database, {
    end: { sessionId: "named", atMs: startMs + 3 },
    to: { id: "s3", startedAtMs: startMs + 4, name: null },
  });
  expect(ids("s3")).toEqual(["s3", "named", "s1"]);
  startSession(database, { id: "s4", startedAtMs: startMs + 5 });
  const stored = database.all("SELECT id FROM sessions ORDER BY started_at_ms").map(({ id }) => id);
  expect(stored).toEqual(["s1", "named", "s4"]);
});

test("a session that a prompt was tried again in stays, and so does one whose history was deleted", () => {
  const { database } = world;
  startSession(database, { id: "s2", startedAtMs: startMs });
  world.play({ id: "again", tries: [answered(usage(8, 0))], sessionId: "s2" });
  startSession(database, { id: "s3", startedAtMs: startMs + 1 });
  database.run("DELETE FROM comparisons");
  startSession(database, { id: "s4", startedAtMs: startMs + 2 });
  expect(list("s4").map(({ id, sum }) => [id, sum.nanoUsd])).toEqual([
    ["s4", 0],
    ["s2", 10_000],
  ]);
});

test("a session in which nothing but unavailable links was met stays, for its run is in the history", () => {
  world.play({ id: "skipped", tries: [], sessionId: "s2" });
  startSession(world.database, { id: "s2", startedAtMs: startMs });
  world.database.run("DELETE FROM spend_runs");
  startSession(world.database, { id: "s3", startedAtMs: startMs + 1 });
  expect(ids("s3")).toEqual(["s3", "s2", "s1"]);
});

test("a resumed session goes on and the one before it has ended; of one that is not there nothing changes", () => {
  const { database } = world;
  startSession(database, { id: "s2", startedAtMs: startMs, name: "Second" });
  endSession(database, { sessionId: "s1", atMs: startMs });
  const end = { sessionId: "s2", atMs: startMs + minuteMs };
  expect(changeSession(database, { end, to: { resumedId: "gone" } })).toBeNull();
  expect(list("s2")[0]).toMatchObject({ id: "s2", endedAtMs: null });
  expect(changeSession(database, { end, to: { resumedId: "s1" } })).toEqual({
    ...{ id: "s1", name: null, startedAtMs: startMs - 5 * minuteMs, endedAtMs: null },
  });
  expect(list("s1").map(({ id, endedAtMs }) => [id, endedAtMs])).toEqual([
    ["s2", startMs + minuteMs],
    ["s1", null],
  ]);
  expect(renameSession(database, "s2", null)).toMatchObject({ id: "s2", name: null });
  expect(renameSession(database, "gone", "No")).toBeNull();
});

test("at most so many are listed, the newest", () => {
  for (let index = 0; index < 5; index += 1) {
    startSession(world.database, { id: `n${index}`, startedAtMs: startMs + index, name: "N" });
  }
  const few = loadSessions(world.database, { isDemo: false, currentId: "n4", most: 3 });
  expect(few.map(({ id }) => id)).toEqual(["n4", "n3", "n2"]);
});

test("the store tells what is spent while runs go on, before anything else would write it", async () => {
  const folder = temporaryFolder();
  const store = await openWell(folder.path);
  const session = { id: "session", startedAtMs: startMs };
  await store.startSession(session);
  await store.saveConversation({ id: "v", title: "", createdAtMs: startMs, columns: [] });
  const comparison = { id: "x", conversationId: "v", sessionId: "session", prompt: "", startedAtMs: startMs };
  await store.saveComparison({ ...comparison, isDemo: false });
  const events = eventsOf({ id: "r", tries: [answered(usage(8, 0)), {}], sessionId: "session", status: null });
  // The first one is being written while the others come.
  for (const event of events) store.appendRunEvents([event]);
  const range = { kind: "session", sessionId: "session" } as const;
  const question = { range, sinceMs: null, isDemo: false, currentSessionId: "session", nowMs: startMs };
  expect((await store.spendReport(question)).total).toMatchObject({ nanoUsd: 10_000, attempts: 1 });
  const model = { providerId: "p", modelId: "m" };
  const asked = { ...question, model, price: priceOf(1, 1) };
  expect(await store.whatIf(asked)).toMatchObject({ ...model, answers: 0, nanoUsd: 0 });
  expect((await store.spendSums({ sessionId: "session", dayStartsMs: [] })).sessionSum.demo).toEqual(noSpend);
  expect(await store.sessions({ isDemo: false, currentId: "session", most: 9 })).toHaveLength(1);
  const changed = await store.changeSession({
    end: { sessionId: "session", atMs: startMs + 1 },
    to: { id: "next", startedAtMs: startMs + 1, name: "Next" },
  });
  expect(changed).toEqual({ id: "next", name: "Next", startedAtMs: startMs + 1, endedAtMs: null });
  expect(await store.renameSession("next", "Other")).toMatchObject({ name: "Other" });
  await store.endSession({ sessionId: "next", atMs: startMs + 2 });
  await store.close();
  folder.remove();
});
