import fc from "fast-check";
import { expect, test } from "vitest";
import type { RepeatPlan } from "#shared/repeat.ts";
import type { Run } from "#shared/run.ts";
import { answers, breaksAfter, refuses } from "#test/support/engine-harness.ts";
import {
  columnAt,
  createRepeatsWorld,
  measuredCells,
  type RepeatsWorld,
  workFor,
} from "#test/support/repeats-world.ts";
import { runsOf } from "#test/support/runs.ts";

const answer = answers("Hello ", "there");

/** Runs that overlap in time at one provider, at most; by the first link's. */
function mostAtOnce(runs: readonly Run[], providerId: string): number {
  const own = runs.filter((run) => run.links[0]?.provider === providerId);
  const counts = own.map((run) => {
    const atMs = run.startedAtMs;
    return own.filter((one) => one.startedAtMs <= atMs && atMs < one.startedAtMs + (one.endMs ?? Infinity)).length;
  });
  return Math.max(0, ...counts);
}

function everyCellOnce({ columns, times }: Pick<RepeatPlan, "columns" | "times">) {
  return Object.fromEntries(
    columns.flatMap(({ columnId }) => Array.from({ length: times }, (_, round) => [`${columnId} ${round}`, 1])),
  );
}

async function untilDone(world: RepeatsWorld, mostMs = 24 * 60 * 60 * 1000) {
  for (let ms = 0; ms < mostMs && world.state().status === "running"; ms += 10_000) await world.clock.advance(10_000);
  // Who waited for a change takes a breath before it sees the end.
  await world.clock.advance(2);
}

test("every column is asked as often as planned, then it is done, saved and told, and nothing is left behind (R23)", async () => {
  const world = createRepeatsWorld({ serve: () => answer });
  const plan = { columns: [columnAt("a"), columnAt("b")], times: 3 };
  world.repeats.start(workFor(plan));
  expect(world.told).toMatchObject([{ status: "running", total: 6, measured: 0, running: 0, expectedNanoUsd: null }]);
  await untilDone(world);
  expect(measuredCells(world.runs())).toEqual(everyCellOnce(plan));
  expect(world.runs().every((run) => run.comparisonId === "x" && run.status === "done")).toBe(true);
  // 100 tokens for $1 a million and 20 for $10 are 300,000 nano-USD.
  const end = { status: "done", measured: 6, failed: 0, running: 0, atMostNanoUsd: 0, expectedNanoUsd: 0, leftMs: 0 };
  expect(world.told.at(-1)).toMatchObject({ ...end, cost: { nanoUsd: 1_800_000, unknownCount: 0 } });
  expect(world.saved).toEqual([{ comparisonId: "x", status: "done", pause: null }]);
  expect([world.clock.timers(), world.bugs]).toEqual([0, []]);
});

test("progress is told at most four times a second, and says what the rest may cost and will", async () => {
  const slow = answers(...Array.from({ length: 20 }, () => "word "));
  const world = createRepeatsWorld({ serve: () => slow });
  world.repeats.start(workFor({ columns: [columnAt("a"), columnAt("b")], times: 20 }));
  await world.clock.advance(2_100);
  expect(world.told.length).toBeLessThanOrEqual(10);
  const { measured, expectedNanoUsd, atMostNanoUsd, leftMs, running } = world.state();
  expect([measured, running]).toEqual([20, 2]);
  expect(expectedNanoUsd).toBe(20 * 300_000);
  expect(atMostNanoUsd).toBeGreaterThan(20 * 300_000);
  expect(leftMs).toBeGreaterThan(1_800);
  expect(leftMs).toBeLessThan(2_400);
});

test("no column is asked a round before every other has begun the one before it, whatever each takes", async () => {
  const world = createRepeatsWorld({
    serve: ({ host }) => answers(...Array.from({ length: host === "a" ? 2 : 50 }, () => "word ")),
  });
  const columns = [columnAt("a", "m1"), columnAt("a", "m2"), columnAt("b"), columnAt("c")];
  world.repeats.start(workFor({ columns, times: 6, purpose: "routes" }));
  await untilDone(world);
  const begun = new Map(columns.map(({ columnId }) => [columnId, 0]));
  for (const run of world.runs()) {
    expect(run.round).toBe(begun.get(run.columnId));
    begun.set(run.columnId, (begun.get(run.columnId) ?? 0) + 1);
    const counts = [...begun.values()];
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  }
  const rounds = Array.from({ length: 6 }, (_, round) =>
    world
      .runs()
      .filter((run) => run.round === round && run.links[0]?.provider === "a")
      .map(({ columnId }) => columnId)
      .join(),
  );
  expect(new Set(rounds)).toEqual(new Set(["a-m1,a-m2", "a-m2,a-m1"]));
});

/** A server that serves so many requests in each span of time, and says in each answer what is left. */
function limitedServer(limit: number, spanMs: number) {
  const refusedAt: number[] = [];
  let spanStartMs = 0;
  let count = 0;
  return {
    refusedAt,
    serve(atMs: number, delayMs: number) {
      if (atMs - spanStartMs >= spanMs) {
        spanStartMs = Math.floor(atMs / spanMs) * spanMs;
        count = 0;
      }
      count += 1;
      const left = Math.max(0, limit - count);
      const headers = {
        "x-ratelimit-limit-requests": String(limit),
        "x-ratelimit-remaining-requests": String(left),
        "x-ratelimit-reset-requests": `${spanStartMs + spanMs - atMs}ms`,
      };
      if (count <= limit) return { ...answer, delayMs, headers };
      refusedAt.push(atMs);
      return { ...refuses(429, { "retry-after-ms": String(spanMs) }), delayMs };
    },
  };
}

test("however often it is paused, stopped and resumed, each cell is measured once and none is lost", async () => {
  const step = fc.record({
    action: fc.constantFrom("pause", "stop", "resume", "wait"),
    ms: fc.integer({ min: 0, max: 900 }),
  });
  const scenario = fc.record({
    times: fc.integer({ min: 2, max: 6 }),
    hosts: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 }),
    perProvider: fc.integer({ min: 1, max: 3 }),
    steps: fc.array(step, { maxLength: 12 }),
    words: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 5, maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ times, hosts, perProvider, steps, words }) => {
      const world = createRepeatsWorld({
        serve: ({ index }) => answers(...Array.from({ length: words[index % 5] ?? 1 }, () => "word ")),
      });
      const plan = { columns: hosts.map((host) => columnAt(host)), times, perProvider };
      world.repeats.start(workFor(plan));
      for (const { action, ms } of steps) {
        if (action === "pause") void world.repeats.pause("x");
        if (action === "stop") void world.repeats.stop("x");
        if (action === "resume") void world.repeats.resume(workFor(plan));
        await world.clock.advance(ms);
      }
      await world.repeats.resume(workFor(plan));
      await untilDone(world);
      expect(world.state()).toMatchObject({ status: "done", measured: times * hosts.length, running: 0 });
      expect(measuredCells(world.runs())).toEqual(everyCellOnce(plan));
      for (const host of hosts) expect(mostAtOnce(world.runs(), host)).toBeLessThanOrEqual(perProvider);
      expect([world.saved.at(-1)?.status, world.clock.timers(), world.bugs]).toEqual(["done", 0, []]);
    }),
    { numRuns: runsOf(60, 1_000) },
  );
});

test("whatever the order, the latencies and the limits: each cell once, as many at a time as allowed, and no 429 that was foretold", async () => {
  const scenario = fc.record({
    times: fc.integer({ min: 2, max: 8 }),
    places: fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.constantFrom("m1", "m2")), {
      minLength: 1,
      maxLength: 4,
    }),
    perProvider: fc.integer({ min: 1, max: 3 }),
    seed: fc.nat(),
    purpose: fc.constantFrom("repeat" as const, "routes" as const),
    // At least as many as may begin before the first answer says anything.
    limit: fc.integer({ min: 3, max: 6 }),
    spanMs: fc.constantFrom(5_000, 30_000),
    delays: fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 5, maxLength: 9 }),
    fails: fc.array(fc.constantFrom("no", "no", "500", "cut"), { minLength: 7, maxLength: 7 }),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ times, places, perProvider, seed, purpose, limit, spanMs, delays, fails }) => {
      const servers = new Map(["a", "b", "c"].map((host) => [host, limitedServer(limit, spanMs)]));
      const world = createRepeatsWorld({
        serve: ({ host, atMs, index }) => {
          const served = servers.get(host)?.serve(atMs, delays[index % delays.length] ?? 0);
          const fail = fails[index % fails.length];
          if (served === undefined || served.status === 429 || fail === "no") return served ?? answer;
          const failure = fail === "500" ? refuses(500) : breaksAfter(["a"], "close");
          return { ...failure, delayMs: served.delayMs, headers: { ...failure.headers, ...served.headers } };
        },
      });
      const columns = [...new Map(places.map(([host, model]) => [`${host} ${model}`, columnAt(host, model)])).values()];
      world.repeats.start(workFor({ columns, times, seed, purpose, perProvider }));
      await untilDone(world);
      expect(world.state()).toMatchObject({ status: "done", measured: times * columns.length });
      expect(measuredCells(world.runs())).toEqual(everyCellOnce({ columns, times }));
      for (const host of ["a", "b", "c"]) expect(mostAtOnce(world.runs(), host)).toBeLessThanOrEqual(perProvider);
      expect([...servers.values()].flatMap(({ refusedAt }) => refusedAt)).toEqual([]);
      expect([world.clock.timers(), world.bugs]).toEqual([0, []]);
    }),
    { numRuns: runsOf(60, 1_000) },
  );
});
