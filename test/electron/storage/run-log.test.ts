import { expect, test } from "vitest";
import type { BatchResult, RunBatch } from "#electron/storage/run-keeper.ts";
import { createRunLog, flushAfterMs, flushAtLength } from "#electron/storage/run-log.ts";
import { attemptEnd, attemptStart, delta, runEnded, runStarted } from "./store-samples.ts";

/** A clock that stands still until it is told, and a disk that answers when it is told. */
function setUp() {
  const timers: { ms: number; callback: () => void }[] = [];
  const writes: (readonly RunBatch[])[] = [];
  const answers: { resolve: (results: BatchResult[]) => void; reject: (error: Error) => void }[] = [];
  const failures: string[] = [];
  const log = createRunLog({
    clock: {
      after(ms, callback) {
        const timer = { ms, callback };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
    },
    write(batches) {
      writes.push(batches);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    onFailure: (message) => failures.push(message),
  });
  const tick = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    log,
    timers,
    writes,
    failures,
    /** Lets the time of the only timer come. */
    async wait() {
      expect(timers.map((timer) => timer.ms)).toEqual([flushAfterMs]);
      timers.shift()?.callback();
      await tick();
    },
    async answer(...results: BatchResult[]) {
      answers.shift()?.resolve(results);
      await tick();
    },
    async breakDown(message: string) {
      answers.shift()?.reject(new Error(message));
      await tick();
    },
  };
}

const saved = (runId: string, hasEnded: boolean): BatchResult => ({ runId, ok: true, hasEnded });
const full = (runId: string): BatchResult => ({ runId, ok: false, isPermanent: false, message: "The disk is full." });

test("deltas wait for 500 ms and are written as one", async () => {
  const { log, writes, wait } = setUp();
  log.append([runStarted("run-1"), delta("run-1", "a", { atMs: 5 })]);
  log.append([delta("run-1", "b", { atMs: 9 })]);
  expect(writes).toEqual([]);
  await wait();
  expect(writes).toEqual([[{ runId: "run-1", events: [runStarted("run-1"), delta("run-1", "ab", { atMs: 5 })] }]]);
});

test("deltas of interleaved runs are merged within their run", async () => {
  const { log, writes, wait } = setUp();
  log.append([delta("run-1", "a"), delta("run-2", "x"), delta("run-1", "b"), delta("run-2", "y")]);
  await wait();
  expect(writes[0]).toEqual([
    { runId: "run-1", events: [delta("run-1", "ab")] },
    { runId: "run-2", events: [delta("run-2", "xy")] },
  ]);
});

test("deltas of different attempts stay apart", async () => {
  const { log, writes, wait } = setUp();
  log.append([delta("run-1", "a"), delta("run-1", "b", { attemptId: "attempt-2" })]);
  await wait();
  expect(writes[0]?.[0]?.events).toHaveLength(2);
});

test("4,096 characters are written at once", () => {
  const { log, writes } = setUp();
  log.append([delta("run-1", "x".repeat(flushAtLength - 1))]);
  expect(writes).toHaveLength(0);
  log.append([delta("run-1", "x")]);
  expect(writes).toHaveLength(1);
});

test("a run's end is written at once, and settled resolves only when it is on disk", async () => {
  const { log, writes, answer } = setUp();
  log.append([runStarted("run-1"), runEnded("run-1", 1)]);
  expect(writes).toHaveLength(1);
  let isSettled = false;
  const settled = log.settled("run-1").then(() => {
    isSettled = true;
  });
  await Promise.resolve();
  expect(isSettled).toBe(false);
  await answer(saved("run-1", true));
  await settled;
  expect(isSettled).toBe(true);
});

test("what tells whether a request may be billed is written at once, and nobody waits for it", async () => {
  const { log, writes, timers, answer } = setUp();
  const start = { type: "attempt-started", runId: "run-1", attempt: attemptStart("a", 0) } as const;
  log.append([runStarted("run-1"), start]);
  expect(writes).toEqual([[{ runId: "run-1", events: [runStarted("run-1"), start] }]]);
  await answer(saved("run-1", false));
  const headers = { runId: "run-1", attemptId: "a", connectedMs: 1, atMs: 2, httpStatus: 200 } as const;
  log.append([{ type: "attempt-headers", ...headers }]);
  await answer(saved("run-1", false));
  log.append([{ type: "attempt-ended", runId: "run-1", attemptId: "a", end: attemptEnd(9) }]);
  expect(writes.map((batches) => batches[0]?.events[0]?.type)).toEqual([
    "run-started",
    "attempt-headers",
    "attempt-ended",
  ]);
  expect(timers).toEqual([]);
});

test("a run that is not known is settled at once", async () => {
  await expect(setUp().log.settled("nothing")).resolves.toBeUndefined();
});

test("an end that comes during a write is written right after it, never beside it", async () => {
  const { log, writes, wait, answer } = setUp();
  log.append([runStarted("run-1")]);
  await wait();
  log.append([delta("run-1", "a"), runEnded("run-1", 1)]);
  expect(writes).toHaveLength(1);
  await answer(saved("run-1", false));
  expect(writes[1]).toEqual([{ runId: "run-1", events: [delta("run-1", "a"), runEnded("run-1", 1)] }]);
});

test("what a full disk refused is tried again before what came after it, and told once", async () => {
  const { log, writes, failures, wait, answer } = setUp();
  log.append([delta("run-1", "a")]);
  await wait();
  log.append([delta("run-1", "b", { attemptId: "attempt-2" })]);
  await answer(full("run-1"));
  log.append([runEnded("run-1", 1)]);
  expect(writes).toHaveLength(1);
  const settled = expect(log.settled("run-1")).rejects.toThrow("The disk is full.");
  await wait();
  await answer(full("run-1"));
  await settled;
  await wait();
  await answer(saved("run-1", true));
  expect(writes[2]?.[0]?.events).toEqual([
    delta("run-1", "a"),
    delta("run-1", "b", { attemptId: "attempt-2" }),
    runEnded("run-1", 1),
  ]);
  expect(failures).toEqual(["An answer could not be saved. The disk is full."]);
  await expect(log.settled("run-1")).resolves.toBeUndefined();
});

test("without a worker settled and flush say why, and nothing is tried any more", async () => {
  const { log, writes, wait, breakDown } = setUp();
  log.append([runStarted("run-1")]);
  await wait();
  const settled = expect(log.settled("run-1")).rejects.toThrow("thread ended");
  await breakDown("The storage thread ended.");
  await settled;
  log.append([runStarted("run-2"), runEnded("run-2", 1)]);
  await expect(log.settled("run-2")).rejects.toThrow("thread ended");
  await expect(log.flush()).rejects.toThrow("thread ended");
  expect(writes).toHaveLength(1);
});

test("flush waits for the write on its way and writes the rest", async () => {
  const { log, writes, wait, answer } = setUp();
  log.append([delta("run-1", "a")]);
  await wait();
  log.append([delta("run-1", "b")]);
  const flushed = log.flush();
  await answer(saved("run-1", false));
  expect(writes).toHaveLength(2);
  await answer(saved("run-1", false));
  await flushed;
});

test("nobody waits for a cost that is found later where the disk is full", async () => {
  const { log, wait, answer } = setUp();
  const cost = { nanoUsd: 42, source: "reported" } as const;
  log.append([{ type: "cost-found", runId: "run-1", attemptId: "a", usage: null, cost, upstreamProvider: null }]);
  const settled = expect(log.settled("run-1")).rejects.toThrow("The disk is full.");
  await wait();
  await answer(full("run-1"));
  await settled;
});

test("a cost that is found while the end of its run is written follows it to the disk", async () => {
  const { log, writes, wait, answer } = setUp();
  const cost = { nanoUsd: 7, source: "reported" } as const;
  const found = { type: "cost-found", runId: "run-1", attemptId: "attempt-1", usage: null, cost } as const;
  const event = { ...found, upstreamProvider: null };
  log.append([runEnded("run-1", 1)]);
  log.append([event]);
  await answer(saved("run-1", true));
  await wait();
  expect(writes.map((batches) => batches.flatMap(({ events }) => events))).toEqual([[runEnded("run-1", 1)], [event]]);
  await answer(saved("run-1", true));
  await log.flush();
  expect(writes).toHaveLength(2);
});
