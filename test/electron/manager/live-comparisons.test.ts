import { expect, test } from "vitest";
import { createLiveComparisons } from "#electron/manager/live-comparisons.ts";
import type { Comparison, RunEvent } from "#shared/run.ts";

function comparison(id: string): Comparison {
  return { id, conversationId: "v", sessionId: "s", prompt: "Hello", startedAtMs: 0, isDemo: false };
}

const target = { kind: "model", providerId: "openai", modelId: "gpt" } as const;

function started(id: string, comparisonId: string): RunEvent {
  const parts = { columnId: "c", target, title: "GPT", isDemo: false, startedAtMs: 0, links: [] };
  return { type: "run-started", run: { id, comparisonId, ...parts } };
}

function ended(runId: string): RunEvent {
  return { type: "run-ended", runId, atMs: 1, status: "done", answeredBy: null, failure: null };
}

type Live = ReturnType<typeof createLiveComparisons>;

/** Starts one run; the returned function ends it. */
function start(live: Live, comparisonId: string, runId: string) {
  const controller = new AbortController();
  const over = Promise.withResolvers<void>();
  live.add(comparison(comparisonId), new Map([[runId, controller]]));
  live.ends(comparisonId, over.promise);
  live.note(started(runId, comparisonId));
  const end = async () => {
    live.note(ended(runId));
    over.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { signal: controller.signal, end };
}

const shape = (live: Live) => live.states().map(({ comparison: { id }, runs }) => [id, runs.map((run) => run.id)]);

test("a comparison that runs again keeps its runs and gets the new ones", async () => {
  const live = createLiveComparisons();
  const first = start(live, "x1", "r1");
  start(live, "x2", "r2");
  await first.end();
  start(live, "x1", "r3");
  expect(shape(live)).toEqual([
    ["x2", ["r2"]],
    ["x1", ["r1", "r3"]],
  ]);
  expect([live.running(), live.runIds()]).toEqual([2, ["r1", "r2", "r3"]]);
});

test("Stop all reaches the first runs and those that were tried again", () => {
  const live = createLiveComparisons();
  const runs = [start(live, "x1", "r1"), start(live, "x1", "r2")];
  live.abort("x1", "user-stop");
  expect(runs.map(({ signal }) => signal.reason)).toEqual(["user-stop", "user-stop"]);
});

test("a run that was tried again can be stopped alone", () => {
  const live = createLiveComparisons();
  const [first, second] = [start(live, "x1", "r1"), start(live, "x1", "r2")];
  live.abortRun("r2", "user-stop");
  expect([first.signal.aborted, second.signal.aborted]).toEqual([false, true]);
});

test("the end of all waits for the runs of before and for those that were added", async () => {
  const live = createLiveComparisons();
  const [first, second] = [start(live, "x1", "r1"), start(live, "x1", "r2")];
  let isOver = false;
  const over = live.abortAll("shutdown").then(() => {
    isOver = true;
  });
  await second.end();
  expect(isOver).toBe(false);
  await first.end();
  await over;
  expect(live.running()).toBe(0);
});

test("one that ended stays until its end is on disk, however many came and went after it", async () => {
  const live = createLiveComparisons();
  const slow = start(live, "slow", "r");
  for (let index = 0; index < 30; index += 1) await start(live, `x${index}`, `r${index}`).end();
  live.note(ended("r"));
  await start(live, "last", "r-last").end();
  expect(shape(live)[0]).toEqual(["slow", ["r"]]);
  expect(live.states()[0]?.runs[0]?.status).toBe("done");
  await slow.end();
  expect(shape(live).map(([id]) => id)).not.toContain("slow");
  expect(live.runIds()).not.toContain("r");
});

test("of ended comparisons twenty stay, the ones that ran last", async () => {
  const live = createLiveComparisons();
  for (let index = 0; index < 20; index += 1) await start(live, `x${index}`, `r${index}`).end();
  await start(live, "x0", "again").end();
  await start(live, "x20", "r20").end();
  expect(live.states()).toHaveLength(20);
  expect(shape(live).slice(-2)).toEqual([
    ["x0", ["r0", "again"]],
    ["x20", ["r20"]],
  ]);
  expect(live.runIds()).not.toContain("r1");
});

test("a comparison that was forgotten and runs again has its new runs alone", async () => {
  const live = createLiveComparisons();
  for (let index = 0; index < 21; index += 1) await start(live, `x${index}`, `r${index}`).end();
  start(live, "x0", "again");
  expect(shape(live).at(-1)).toEqual(["x0", ["again"]]);
  live.note({ type: "delta", runId: "r0", attemptId: "a", atMs: 1, channel: "text", text: "late" });
  expect(live.running()).toBe(1);
});

test("what was removed is let go of once it has ended; what runs stays", async () => {
  const live = createLiveComparisons();
  const first = start(live, "x1", "r1");
  start(live, "x2", "r2");
  start(live, "x3", "r3");
  await first.end();
  live.forget(new Set(["x1", "x2", "unknown"]));
  expect(shape(live)).toEqual([
    ["x2", ["r2"]],
    ["x3", ["r3"]],
  ]);
  expect([live.running(), live.runIds()]).toEqual([2, ["r2", "r3"]]);
});

test("of comparisons with many runs only the newest stays, and one that still runs", async () => {
  const live = createLiveComparisons();
  const many = async (comparisonId: string, count: number) => {
    const runs = Array.from({ length: count }, (_, index) => start(live, comparisonId, `${comparisonId} ${index}`));
    for (const { end } of runs) await end();
  };
  const running = start(live, "x0", "r0");
  await many("x1", 600);
  await many("x2", 400);
  expect(live.states().map(({ comparison: { id } }) => id)).toEqual(["x0", "x1", "x2"]);
  await many("x3", 1);
  expect(live.states().map(({ comparison: { id } }) => id)).toEqual(["x0", "x2", "x3"]);
  await many("x4", 1_200);
  expect(live.states().map(({ comparison: { id } }) => id)).toEqual(["x0", "x4"]);
  expect(live.runIds()).toHaveLength(1_201);
  await running.end();
});
