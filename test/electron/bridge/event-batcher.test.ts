import { expect, test } from "vitest";
import { createEventBatcher } from "#electron/bridge/event-batcher.ts";
import type { Batch } from "#shared/envelope.ts";
import { type ProviderState, unlimited } from "#shared/provider-state.ts";
import type { RepeatState } from "#shared/repeat.ts";
import type { RunEvent } from "#shared/run.ts";
import { createFakeClock } from "#test/support/fake-clock.ts";

type Delta = Extract<RunEvent, { type: "delta" }>;

function delta(text: string, parts: Partial<Delta> = {}): Delta {
  return { type: "delta", runId: "r1", attemptId: "a1", atMs: 5, channel: "text", text, ...parts };
}

function setup() {
  const clock = createFakeClock();
  const batcher = createEventBatcher(clock);
  const batches: Batch[] = [];
  const unsubscribe = batcher.subscribe((batch) => batches.push(batch));
  const run = (event: RunEvent) => batcher.emit({ topic: "run", event });
  const texts = () => batches.flatMap((batch) => batch.events).map((event) => JSON.stringify(event));
  return { clock, batcher, batches, unsubscribe, run, texts };
}

test("what happens within 16 ms is one batch", async () => {
  const { clock, batches, run } = setup();
  run(delta("a"));
  await clock.advance(15);
  expect(batches).toHaveLength(0);
  run(delta("b"));
  await clock.advance(1);
  expect(batches).toEqual([{ seq: 1, events: [{ topic: "run", event: delta("ab") }] }]);
});

test("deltas of columns that stream at once still merge, each run in its own order", async () => {
  const { clock, batches, run } = setup();
  for (const text of ["1", "2", "3"]) for (const runId of ["r1", "r2"]) run(delta(text, { runId }));
  await clock.advance(16);
  expect(batches[0]?.events).toEqual([
    { topic: "run", event: delta("123") },
    { topic: "run", event: delta("123", { runId: "r2" }) },
  ]);
});

test("nothing merges over another channel, another attempt or a reset", async () => {
  const { clock, batches, run } = setup();
  run(delta("a"));
  run(delta("b", { channel: "reasoning" }));
  run(delta("c"));
  run(delta("d", { attemptId: "a2" }));
  run({ type: "reset", runId: "r1", attemptId: "a2", atMs: 6 });
  run(delta("e", { attemptId: "a2" }));
  await clock.advance(16);
  expect(batches[0]?.events).toHaveLength(6);
});

test("merged deltas keep the time of the first", async () => {
  const { clock, batches, run } = setup();
  run(delta("a", { atMs: 1 }));
  run(delta("b", { atMs: 9 }));
  await clock.advance(16);
  expect(batches[0]?.events).toEqual([{ topic: "run", event: delta("ab", { atMs: 1 }) }]);
});

test("the end of a run is sent at once, with everything before it", () => {
  const { batches, run } = setup();
  run(delta("a"));
  run({ type: "run-ended", runId: "r1", atMs: 9, status: "done", answeredBy: "a1", failure: null });
  expect(batches).toHaveLength(1);
  expect(batches[0]?.events).toHaveLength(2);
});

test("numbers grow by one, an empty flush sends nothing, and no timer runs while nothing is pending", async () => {
  const { clock, batcher, batches, run } = setup();
  batcher.flush();
  expect(batcher.seq()).toBe(0);
  run(delta("a"));
  batcher.flush();
  await clock.advance(1000);
  run(delta("b"));
  batcher.flush();
  expect(batches.map((batch) => batch.seq)).toEqual([1, 2]);
  expect(batcher.seq()).toBe(2);
  expect(clock.timers()).toBe(0);
});

test("a listener that left hears nothing more, and a batch that was sent does not change", async () => {
  const { clock, batches, unsubscribe, run } = setup();
  run(delta("a"));
  await clock.advance(16);
  const before = structuredClone(batches);
  unsubscribe();
  run(delta("b"));
  await clock.advance(16);
  expect(batches).toEqual(before);
});

test("of a provider the newest state alone is sent, in its order with a removal", async () => {
  const { clock, batcher, batches } = setup();
  const state = (consecutiveErrors: number): ProviderState => ({
    provider: { id: "a", name: "A", kind: "openai", baseUrl: "https://a.test/v1", keyOptional: false },
    baseUrlFrom: null,
    key: { kind: "none" },
    limit: { ...unlimited, consecutiveErrors },
    lastTest: null,
  });
  const tell = (count: number) => batcher.emit({ topic: "provider", provider: state(count) });
  tell(1);
  tell(2);
  batcher.emit({ topic: "provider-removed", providerId: "a" });
  tell(3);
  tell(4);
  await clock.advance(16);
  expect(batches[0]?.events).toEqual([
    { topic: "provider", provider: state(2) },
    { topic: "provider-removed", providerId: "a" },
    { topic: "provider", provider: state(4) },
  ]);
});

test("a rehearsal is told as a run is: deltas join, and its end is sent at once", () => {
  const { batcher, batches } = setup();
  batcher.emit({ topic: "drill", event: delta("a") });
  batcher.emit({ topic: "drill", event: delta("b", { atMs: 1 }) });
  batcher.emit({
    topic: "drill",
    event: { type: "run-ended", runId: "r1", atMs: 9, status: "done", answeredBy: "a1", failure: null },
  });
  expect(batches).toHaveLength(1);
  expect(batches[0]?.events[0]).toMatchObject({ topic: "drill", event: { text: "ab" } });
  expect(batches[0]?.events).toHaveLength(2);
});

test("of each repeat the newest state alone is sent", async () => {
  const { batcher, batches } = setup();
  const state = (comparisonId: string, measured: number): RepeatState => ({
    comparisonId,
    conversationId: "v",
    status: "running",
    pause: null,
    total: 10,
    measured,
    failed: 0,
    running: 0,
    cost: { nanoUsd: 0, unknownCount: 0, isEstimate: false },
    atMostNanoUsd: null,
    expectedNanoUsd: null,
    leftMs: null,
    holds: [],
  });
  const states = [state("a", 1), state("b", 1), state("a", 2)];
  for (const repeat of states) batcher.emit({ topic: "repeat", repeat });
  batcher.flush();
  expect(batches.flatMap(({ events }) => events)).toEqual([
    { topic: "repeat", repeat: state("a", 2) },
    { topic: "repeat", repeat: state("b", 1) },
  ]);
});
