import { afterEach, beforeEach, expect, test } from "vitest";
import { createEventBatcher } from "#electron/bridge/event-batcher.ts";
import { joinHistory } from "#electron/compose/history.ts";
import type { PurgeStep } from "#electron/storage/history/purge.ts";
import type { Store } from "#electron/storage/store.ts";
import type { HostEvent } from "#shared/contract.ts";
import { undoMs } from "#shared/history.ts";
import { openWell, temporaryFolder } from "#test/electron/storage/store-fixtures.ts";
import { answeredRun, comparison, saveParents } from "#test/electron/storage/store-samples.ts";
import { createFakeClock } from "#test/support/fake-clock.ts";

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;

beforeEach(async () => {
  folder = temporaryFolder();
  store = await openWell(folder.path);
  await saveParents(store);
  store.appendRunEvents(answeredRun("run-1", ["Rayleigh"]));
  await store.flush();
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

const choice = { comparisonIds: [comparison.id] };
const more: PurgeStep = { isDone: false, isBusy: false, isRetitled: false, takesBackups: false };

/** The history over a real store; `parts` stand in for what of it is to go wrong. */
function joined(parts: Partial<Store> = {}) {
  const clock = createFakeClock();
  const batcher = createEventBatcher(clock);
  const events: HostEvent[] = [];
  batcher.subscribe((batch) => events.push(...batch.events));
  const told: string[] = [];
  const tell = (message: string) => void told.push(message);
  let last = 0;
  const history = joinHistory({
    store: { ...store, ...parts },
    batcher,
    clock,
    ids: { next: () => `undo-${++last}` },
    onRetitled: () => tell("retitled"),
    onProblem: tell,
    onFailure: tell,
  });
  const topics = () => {
    batcher.flush();
    return events.splice(0).map((event) => event.topic);
  };
  /** What was asked before is done once this is: the worker answers in order. */
  const settled = async () => {
    for (let turn = 0; turn < 20; turn += 1) await store.historyTags();
  };
  return { clock, batcher, history, told, topics, settled };
}

const found = async () => (await store.searchHistory({ text: "", filters: {}, cursor: null })).entries.length;
const kept = async () => (await store.conversation("conversation-1"))?.comparisons.length;

test("what is removed is gone at once, can be brought back for a while, and is deleted for good after that", async () => {
  const { clock, history, settled } = joined();
  const removed = await history.remove(choice);
  expect([removed, await found(), await kept()]).toEqual([
    { ok: true, value: { undoId: "undo-1", comparisons: 1 } },
    0,
    0,
  ]);
  await clock.advance(undoMs - 1);
  await settled();
  expect(await history.restore("undo-1")).toEqual({ ok: true, value: true });
  expect([await found(), await kept()]).toEqual([1, 1]);

  await history.remove(choice);
  await clock.advance(undoMs);
  await settled();
  expect(await history.restore("undo-2")).toEqual({ ok: true, value: false });
  expect(await store.restoreHistory("undo-2")).toBe(false);
  expect(await store.historyDetails(comparison.id)).toBeNull();
});

test("a program that ends before leaves it to its next start", async () => {
  const first = joined();
  await first.history.remove(choice);
  await first.history.close();
  await first.clock.advance(undoMs);
  await first.settled();
  const second = joined();
  // Another window may still offer it: it is too late.
  expect(await second.history.restore("undo-1")).toEqual({ ok: true, value: false });
  second.history.begin();
  await second.settled();
  expect(await store.restoreHistory("undo-1")).toBe(false);
  await second.history.close();
});

test("steps follow each other to the end; a log in use is waited for, backups and a new title are seen to", async () => {
  const steps: PurgeStep[] = [
    { ...more, takesBackups: true },
    { ...more, isRetitled: true },
    { ...more, isBusy: true },
    { ...more, isDone: true },
  ];
  const asked: boolean[] = [];
  let backups = 0;
  const { clock, history, told, settled } = joined({
    purgeHistory: async ({ isFirst }) => {
      asked.push(isFirst);
      return steps.shift() ?? { ...more, isDone: true };
    },
    removeBackups: async () => {
      backups += 1;
    },
  });
  history.begin();
  await settled();
  expect([asked, backups, told]).toEqual([[true, false, false], 1, ["retitled"]]);
  await clock.advance(1_000);
  await settled();
  expect([asked.length, steps.length]).toEqual([4, 0]);
});

test("a purge that is under way ends with the program, also where it waits", async () => {
  let asked = 0;
  const { history, settled } = joined({
    purgeHistory: async () => {
      asked += 1;
      return { ...more, isBusy: true };
    },
  });
  history.begin();
  await settled();
  await history.close();
  expect(asked).toBe(1);
});

test("what cannot be deleted is told in words", async () => {
  const { history, told, settled } = joined({ purgeHistory: () => Promise.reject(new Error("The disk is full.")) });
  history.begin();
  await settled();
  expect(told).toEqual(["The disk is full."]);
});

test("windows hear once of much that changes, when it is on disk", async () => {
  const { clock, batcher, history, topics } = joined();
  for (const event of answeredRun("run-2", ["a", "b"])) batcher.emit({ topic: "run", event });
  batcher.emit({ topic: "comparison", comparison });
  await clock.advance(599);
  expect(topics()).not.toContain("history-changed");
  await clock.advance(20);
  expect(topics()).toEqual(["history-changed"]);
  // Text alone changes nothing of the list.
  batcher.emit({ topic: "online", online: true });
  await clock.advance(2_000);
  expect(topics()).toEqual(["online"]);
  await history.close();
});
