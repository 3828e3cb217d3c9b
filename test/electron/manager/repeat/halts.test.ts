import { expect, test } from "vitest";
import type { BudgetState } from "#shared/budget.ts";
import { answers, refuses, refusesConnection } from "#test/support/engine-harness.ts";
import { columnAt, createRepeatsWorld, measuredCells, noBudgets, workFor } from "#test/support/repeats-world.ts";

/** What makes a repeated comparison stand still, and how it goes on. */

const answer = answers("Hello ", "there");
const slow = answers(...Array.from({ length: 100 }, () => "word "));
const columns = [columnAt("a"), columnAt("b")];
const unreachable = {
  refuse: { reason: "unreachable", code: "ENETUNREACH", message: "connect ENETUNREACH" },
} as const;

test("a pause lets what goes on end and sends nothing more; resumed, it asks exactly what is not measured", async () => {
  const world = createRepeatsWorld({ serve: () => slow });
  world.repeats.start(workFor({ columns, times: 3 }));
  await world.clock.advance(1_500);
  expect(await world.repeats.pause("x")).toEqual({ ok: true });
  expect(world.state()).toMatchObject({ status: "paused", pause: { kind: "user" }, measured: 2, running: 2 });
  await world.clock.advance(60_000);
  expect(world.state()).toMatchObject({ status: "paused", measured: 4, running: 0 });
  expect(world.served).toHaveLength(4);
  expect(await world.repeats.resume(workFor({ columns, times: 3 }))).toEqual({ ok: true });
  await world.clock.advance(60_000);
  expect(world.state()).toMatchObject({ status: "done", pause: null, measured: 6 });
  expect(Object.values(measuredCells(world.runs()))).toEqual([1, 1, 1, 1, 1, 1]);
  expect(world.saved.map(({ status }) => status)).toEqual(["paused", "running", "done"]);
  expect([world.timers(), world.bugs]).toEqual([0, []]);
});

test("what goes on still when it is resumed is not asked twice, nor more at a time than allowed", async () => {
  const world = createRepeatsWorld({ serve: () => slow });
  world.repeats.start(workFor({ columns, times: 2 }));
  await world.clock.advance(500);
  await world.repeats.pause("x");
  await world.repeats.resume(workFor({ columns, times: 2 }));
  await world.clock.advance(100);
  expect(world.served).toHaveLength(2);
  await world.clock.advance(60_000);
  expect(world.state()).toMatchObject({ status: "done", measured: 4 });
  expect(world.served).toHaveLength(4);
});

test("Stop aborts what goes on in the same turn; it measures nothing, and resumed its place is asked again (R19)", async () => {
  const world = createRepeatsWorld({ serve: () => slow });
  world.repeats.start(workFor({ columns, times: 2 }));
  await world.clock.advance(1_500);
  void world.repeats.stop("x");
  await world.clock.advance(0);
  expect(world.runs().map(({ status }) => status)).toEqual(["done", "done", "stopped", "stopped"]);
  expect(world.state()).toMatchObject({ status: "stopped", measured: 2, running: 0 });
  // What was stopped may have cost something: it counts.
  expect(world.state().cost.nanoUsd).toBeGreaterThan(2 * 300_000);
  await world.clock.advance(60_000);
  expect([world.served.length, world.timers()]).toEqual([4, 0]);
  await world.repeats.resume(workFor({ columns, times: 2 }));
  await world.clock.advance(60_000);
  expect(world.state()).toMatchObject({ status: "done", measured: 4 });
  expect(world.runs().filter(({ status }) => status === "stopped")).toHaveLength(2);
});

test("what is stopped while it is being resumed stays stopped, and what is resumed twice goes on once", async () => {
  const saving = Promise.withResolvers<{ ok: true }>();
  const world = createRepeatsWorld({
    serve: () => slow,
    save: async ({ status }) => (status === "running" ? await saving.promise : { ok: true }),
  });
  const work = workFor({ columns, times: 2 });
  world.repeats.keep(work, { status: "paused", pause: { kind: "restart" } });
  const resumed = [world.repeats.resume(work), world.repeats.resume(work)];
  const stopped = world.repeats.stop("x");
  saving.resolve({ ok: true });
  await Promise.all([...resumed, stopped]);
  await world.clock.advance(60_000);
  expect([world.state().status, world.saved.at(-1)?.status, world.served]).toEqual(["stopped", "stopped", []]);
  await Promise.all([world.repeats.resume(work), world.repeats.resume(work)]);
  await world.clock.advance(60_000);
  expect(world.state()).toMatchObject({ status: "done", measured: 4 });
  expect(world.served).toHaveLength(4);
});

test("of many that ended the newest are kept in memory, and all that can go on by a click", async () => {
  const world = createRepeatsWorld({ serve: () => answer });
  const keep = (id: string, status: "paused" | "stopped") => {
    const work = workFor({ columns });
    world.repeats.keep({ ...work, comparison: { ...work.comparison, id } }, { status, pause: null });
  };
  keep("waits", "paused");
  for (let index = 0; index < 12; index += 1) keep(`x${index}`, "stopped");
  expect(world.repeats.states().map(({ comparisonId }) => comparisonId)).toEqual([
    "waits",
    ...Array.from({ length: 10 }, (_, index) => `x${index + 2}`),
  ]);
  expect(world.repeats.state("x0")).toBeNull();
});

test("runs of no place in the plan, as an edited file may bring them, are no progress", async () => {
  const first = createRepeatsWorld({ serve: () => answer });
  first.repeats.start(workFor({ columns, times: 2 }));
  await first.clock.advance(60_000);
  const [run, other] = first.runs();
  if (run === undefined || other === undefined) throw new Error("Two ran.");
  const strange = [-1, 0.5, 2, 1e9].map((round) => ({ ...run, id: `at ${round}`, round }));
  const runs = [...strange, { ...run, id: "elsewhere", columnId: "z" }, other];
  const world = createRepeatsWorld({ serve: () => answer });
  world.repeats.keep(workFor({ columns, times: 2 }, { runs }), { status: "stopped", pause: null });
  expect(world.state()).toMatchObject({ status: "stopped", measured: 1, failed: 0, total: 4 });
  await world.repeats.resume(workFor({ columns, times: 2 }, { runs }));
  await world.clock.advance(60_000);
  expect(world.state()).toMatchObject({ status: "done" });
  expect(world.served).toHaveLength(3);
});

test("of a comparison that was read from the disk exactly the missing runs are made, and its cost counts", async () => {
  const first = createRepeatsWorld({ serve: ({ index }) => (index === 1 ? refuses(500) : answer) });
  first.repeats.start(workFor({ columns, times: 3 }));
  await first.clock.advance(60);
  await first.repeats.stop("x");
  await first.clock.advance(60_000);
  const runs = first.runs();
  const measured = Object.keys(measuredCells(runs));
  expect(measured.length).toBeGreaterThan(1);
  expect(measured.length).toBeLessThan(6);

  const world = createRepeatsWorld({ serve: () => answer });
  world.repeats.keep(workFor({ columns, times: 3 }, { runs }), { status: "paused", pause: { kind: "restart" } });
  const { cost } = first.state();
  expect(world.state()).toMatchObject({ status: "paused", measured: measured.length, cost });
  await world.repeats.resume(workFor({ columns, times: 3 }, { runs }));
  await world.clock.advance(60_000);
  expect(world.state().status).toBe("done");
  const asked = Object.keys(measuredCells(world.runs()));
  expect([...measured, ...asked].toSorted()).toEqual(
    columns.flatMap(({ columnId }) => [0, 1, 2].map((round) => `${columnId} ${round}`)),
  );
});

test("one whose last run ended just before the program did is done, and that is saved", async () => {
  const first = createRepeatsWorld({ serve: () => answer });
  first.repeats.start(workFor({ columns, times: 2 }));
  await first.clock.advance(60_000);
  const world = createRepeatsWorld({ serve: () => answer });
  const work = workFor({ columns, times: 2 }, { runs: first.runs() });
  world.repeats.keep(work, { status: "paused", pause: { kind: "restart" } });
  expect(world.state()).toMatchObject({ status: "done", pause: null, measured: 4, atMostNanoUsd: 0, leftMs: 0 });
  expect(world.saved).toEqual([{ comparisonId: "x", status: "done", pause: null }]);
  expect(await world.repeats.resume(work)).toEqual({ ok: true });
  expect([await world.repeats.stop("x"), world.state().status, world.served]).toEqual([{ ok: true }, "done", []]);
});

test("one that is said to be done and is not can go on", async () => {
  const world = createRepeatsWorld({ serve: () => answer });
  world.repeats.keep(workFor({ columns, times: 2 }), { status: "done", pause: null });
  expect(world.state()).toMatchObject({ status: "stopped", measured: 0 });
  await world.repeats.resume(workFor({ columns, times: 2 }));
  await world.clock.advance(60_000);
  expect(world.state()).toMatchObject({ status: "done", measured: 4 });
});

test("nothing more is told of one that was removed, whatever is learned of its cost", async () => {
  const world = createRepeatsWorld({ serve: () => slow });
  const work = workFor({ columns });
  world.repeats.start(work);
  await world.clock.advance(500);
  await world.repeats.stop("x");
  await world.clock.advance(1_000);
  world.repeats.forget(({ id }) => id === "x");
  const told = world.told.length;
  world.learnCosts();
  await world.clock.advance(1_000);
  expect([world.told.length - told, world.timers(), world.repeats.states()]).toEqual([0, 0, []]);
});

test("where one chain is gone no other column is looked at until it is resumed", async () => {
  const world = createRepeatsWorld({ serve: () => answer });
  const gone = { columnId: "g", target: { kind: "chain", chainId: "gone" } } as const;
  const plan = { columns: [gone, columnAt("a"), columnAt("b")] };
  world.repeats.start(workFor(plan));
  await world.clock.advance(1_000);
  world.manager.clearLimits("a");
  await world.clock.advance(1_000);
  expect(world.state()).toMatchObject({ status: "paused", pause: { kind: "trouble" } });
  expect([world.saved.length, world.served, world.looked()]).toEqual([1, [], 0]);
});

test("what no further run would fare better with pauses it after a few, and says why", async () => {
  const world = createRepeatsWorld({ serve: () => refuses(401) });
  world.repeats.start(workFor({ columns: [...columns, columnAt("c")], times: 50 }));
  await world.clock.advance(10 * 60_000);
  const { status, pause, measured } = world.state();
  expect([status, measured]).toEqual(["paused", 6]);
  expect(pause).toMatchObject({ kind: "trouble", message: expect.stringMatching(/^The last 6 runs all failed\. .+/) });
  expect(world.timers()).toBe(0);
});

test.each([
  ["without keys", { noKeyFor: ["a", "b"] }, "has no key yet."],
  ["without a network (R4)", { isOffline: () => true }, "offline"],
])("%s it pauses after a few, which measure nothing", async (_, options, words) => {
  const world = createRepeatsWorld({ serve: () => unreachable, ...options });
  world.repeats.start(workFor({ columns, times: 50 }));
  await world.clock.advance(60_000);
  const { status, pause, measured, failed } = world.state();
  expect([status, measured, failed]).toEqual(["paused", 0, 0]);
  // The other column's run may have been on its way.
  expect([5, 6]).toContain(world.runs().length);
  expect(pause).toMatchObject({ kind: "trouble", message: expect.stringContaining(words) });
});

test("places that failed on this computer are asked again once it is back, and others wait for them (R4)", async () => {
  let isOffline = false;
  const world = createRepeatsWorld({ serve: () => (isOffline ? unreachable : answer), isOffline: () => isOffline });
  world.repeats.start(workFor({ columns, times: 10 }));
  await world.clock.advance(60);
  isOffline = true;
  await world.clock.advance(60_000);
  const { status, measured } = world.state();
  expect(status).toBe("paused");
  expect(world.runs().filter(({ failure }) => failure?.class === "LOCAL").length).toBeGreaterThan(4);
  expect(world.runs().filter((run) => run.status === "done")).toHaveLength(measured);
  isOffline = false;
  await world.repeats.resume(workFor({ columns, times: 10 }));
  await world.clock.advance(60_000);
  expect(world.state()).toMatchObject({ status: "done", measured: 20, failed: 0 });
  const answered = world.runs().filter((run) => run.status === "done");
  expect(Object.values(measuredCells(answered))).toEqual(Array(20).fill(1));
});

test("one column without a key holds up the others after a round, instead of leaving a hole in each", async () => {
  const world = createRepeatsWorld({ serve: () => answer, noKeyFor: ["b"] });
  world.repeats.start(workFor({ columns, times: 50 }));
  await world.clock.advance(60_000);
  expect(world.state()).toMatchObject({ status: "paused", failed: 0, pause: { kind: "trouble" } });
  expect(world.served.length).toBeLessThanOrEqual(2);
  expect(world.runs().length).toBeLessThan(10);
});

test.each([
  ["500", refuses(500)],
  ["a limit", refuses(429, { "retry-after": "1" })],
  ["no connection", refusesConnection],
])("%s is a measurement: it goes on to its end", async (_, script) => {
  const world = createRepeatsWorld({ serve: () => script });
  world.repeats.start(workFor({ columns, times: 6 }));
  await world.clock.advance(60 * 60_000);
  expect(world.state()).toMatchObject({ status: "done", measured: 12, failed: 12 });
});

test("a provider that cools down is held, told with its end, and others go on", async () => {
  const world = createRepeatsWorld({
    serve: ({ host, index }) => (host === "a" && index === 1 ? refuses(429, { "retry-after": "60" }) : answer),
  });
  world.repeats.start(workFor({ columns, times: 8 }));
  await world.clock.advance(10_000);
  const { measured, failed, holds } = world.state();
  expect([measured, failed]).toEqual([10, 1]);
  expect(holds).toMatchObject([{ providerId: "a", why: "cooling-down" }]);
  const untilMs = holds[0]?.untilMs ?? 0;
  expect(untilMs - world.clock.epochMs()).toBeGreaterThan(45_000);
  await world.clock.advance(60_000);
  expect(world.state()).toMatchObject({ status: "done", holds: [], failed: 1 });
  expect(world.runs().flatMap(({ attempts }) => attempts.filter(({ kind }) => kind === "skip"))).toEqual([]);
});

test("routes wait for each other: while one is held the other is not measured either", async () => {
  const world = createRepeatsWorld({
    serve: ({ host, index }) => (host === "a" && index === 1 ? refuses(429, { "retry-after": "60" }) : answer),
  });
  world.repeats.start(workFor({ columns, times: 8, purpose: "routes" }));
  await world.clock.advance(10_000);
  expect(world.state().measured).toBe(5);
  await world.clock.advance(120_000);
  expect(world.state()).toMatchObject({ status: "done", measured: 16 });
});

test("a cleared cooldown lets it go on at once (R20)", async () => {
  const world = createRepeatsWorld({
    serve: ({ host, index }) => (host === "a" && index === 1 ? refuses(429, { "retry-after": "600" }) : answer),
  });
  world.repeats.start(workFor({ columns, times: 4 }));
  await world.clock.advance(10_000);
  expect(world.state().holds).toHaveLength(1);
  world.manager.clearLimits("a");
  await world.clock.advance(1_000);
  expect(world.state()).toMatchObject({ status: "done", holds: [] });
});

test("a place of each account is left to what somebody waits for (R20)", async () => {
  const at = async (parallelRequests: number) => {
    const world = createRepeatsWorld({ serve: () => slow, parallelRequests });
    world.repeats.start(workFor({ columns: [columnAt("a")], times: 20, perProvider: 8 }));
    await world.clock.advance(100);
    return world.state().running;
  };
  expect([await at(8), await at(3), await at(1)]).toEqual([7, 2, 1]);
});

test("two that are repeated at once share the places of a provider, in turn", async () => {
  const world = createRepeatsWorld({ serve: () => answer });
  const one = workFor({ columns: [columnAt("a")], times: 5 });
  world.repeats.start(one);
  world.repeats.start({ ...one, comparison: { ...one.comparison, id: "y" } });
  await world.clock.advance(10);
  expect(world.state("x").running + world.state("y").running).toBe(1);
  await world.clock.advance(60_000);
  expect([world.state("x").status, world.state("y").status]).toEqual(["done", "done"]);
  const order = world.runs().map(({ comparisonId }) => comparisonId);
  expect(order.join("")).toMatch(/^(xy)+$|^(yx)+$/);
  const spans = world.runs().map((run) => [run.startedAtMs, run.startedAtMs + (run.endMs ?? Infinity)] as const);
  for (const [index, [startMs]] of spans.entries()) expect(startMs).toBeGreaterThanOrEqual(spans[index - 1]?.[1] ?? 0);
});

const budget: BudgetState = {
  id: "b",
  period: "session",
  providerId: null,
  limitNanoUsd: 1,
  spentNanoUsd: 0,
  reservedNanoUsd: 0,
  unknownCosts: 0,
  endsAtMs: null,
};

/** What a budget of nothing would be wanted for. */
function wantedOf({ repeats }: ReturnType<typeof createRepeatsWorld>, work: ReturnType<typeof workFor>): number {
  const { refusal } = repeats.estimate(work);
  return refusal?.kind === "over" ? refusal.wantedNanoUsd : 0;
}

test("a budget that refuses the rest refuses to go on, to the nano-dollar", async () => {
  let limitNanoUsd = 0;
  const room = () => ({ ...noBudgets, states: [{ ...budget, limitNanoUsd }] });
  const world = createRepeatsWorld({ serve: () => answer, room });
  world.repeats.keep(workFor({ columns, times: 2 }), { status: "paused", pause: { kind: "user" } });
  const most = wantedOf(world, workFor({ columns, times: 2 }));
  expect(world.state().atMostNanoUsd).toBe(2 * most);
  limitNanoUsd = most - 1;
  expect(await world.repeats.resume(workFor({ columns, times: 2 }))).toMatchObject({
    ok: false,
    refusal: { kind: "over", wantedNanoUsd: most },
  });
  expect(world.state().status).toBe("paused");
  limitNanoUsd = most;
  expect(await world.repeats.resume(workFor({ columns, times: 2 }))).toEqual({ ok: true });
});

test("beside one that goes on, another has the room that it leaves, and all of it once that is over", async () => {
  let limitNanoUsd = 0;
  const world = createRepeatsWorld({
    serve: () => slow,
    room: () => ({ ...noBudgets, states: [{ ...budget, limitNanoUsd }] }),
  });
  const one = workFor({ columns, times: 2 });
  const other = { ...one, comparison: { ...one.comparison, id: "y" } };
  world.repeats.keep(one, { status: "stopped", pause: null });
  const most = wantedOf(world, one);
  limitNanoUsd = 2 * most - 1;
  world.repeats.start(one);
  expect(world.repeats.estimate(other)).toMatchObject({
    refusal: { kind: "over", wantedNanoUsd: most, budget: { reservedNanoUsd: most } },
    fittingTimes: 1,
  });
  world.repeats.keep(other, { status: "stopped", pause: null });
  expect(await world.repeats.resume(other)).toMatchObject({ ok: false });
  await world.clock.advance(60_000);
  expect(world.state("x").status).toBe("done");
  expect(world.repeats.estimate(other).refusal).toBeNull();
  expect(await world.repeats.resume(other)).toEqual({ ok: true });
});

test("a run that a budget stops pauses it and measures nothing", async () => {
  const refusal = { kind: "over", budget, wantedNanoUsd: 2 } as const;
  let isOver = false;
  const world = createRepeatsWorld({
    serve: () => answer,
    instead: {
      budgets: {
        stops: () => true,
        peek: () => (isOver ? { refusal, endsRun: true } : null),
        reserve: () => undefined,
        settle: () => undefined,
        found: () => undefined,
        close: () => undefined,
      },
    },
  });
  world.repeats.start(workFor({ columns: [columnAt("a")], times: 5 }));
  await world.clock.advance(60);
  isOver = true;
  await world.clock.advance(60_000);
  const { measured, status, pause } = world.state();
  expect([status, pause]).toEqual(["paused", { kind: "budget", refusal }]);
  expect(measured).toBe(Object.keys(measuredCells(world.runs())).length - 1);
  expect(world.runs().at(-1)?.failure?.class).toBe("BUDGET");
  isOver = false;
  await world.repeats.resume(workFor({ columns: [columnAt("a")], times: 5 }));
  await world.clock.advance(60_000);
  expect(world.state()).toMatchObject({ status: "done", measured: 5, failed: 0 });
});

test("answers that cannot be saved pause it", async () => {
  const world = createRepeatsWorld({
    serve: () => answer,
    settled: async () => {
      throw new Error("The disk is full.");
    },
  });
  world.repeats.start(workFor({ columns, times: 20 }));
  await world.clock.advance(60_000);
  expect(world.state()).toMatchObject({
    status: "paused",
    pause: { kind: "trouble", message: "Its answers cannot be saved. The disk is full." },
  });
  expect(world.served.length).toBeLessThan(6);
});

const linkRest = { maxTokens: 100, temperature: 1, costPer1kInput: null, costPer1kOutput: null };

test("a chain that is edited or removed meanwhile is asked to the end as it was, also after a restart", async () => {
  const rules = { retries: 0 } as const;
  const linkTo = (provider: string) => ({ id: provider, name: provider, provider, modelId: "m", ...linkRest });
  const chain = {
    id: "abc",
    name: "Before",
    links: [linkTo("a"), linkTo("b")],
    onMidStream: "restart",
    rules,
  } as const;
  const edited = { ...chain, name: "After", links: [linkTo("c")], rules: {} };
  let now: typeof chain | typeof edited | null = chain;
  const plan = {
    columns: [{ columnId: "c", target: { kind: "chain", chainId: "abc" } }],
    chains: [chain],
    times: 6,
  } as const;
  const options = {
    serve: ({ host }: { host: string }) => (host === "a" ? refuses(503) : answer),
    instead: { chainById: () => now },
  };
  const first = createRepeatsWorld(options);
  first.repeats.start(workFor(plan));
  await first.clock.advance(20);
  now = edited;
  await first.clock.advance(200);
  await first.repeats.stop("x");
  await first.clock.advance(1_000);
  now = null;
  expect(first.state().measured).toBeGreaterThan(1);

  const world = createRepeatsWorld(options);
  const before = first.runs().map((run) => ({ ...run, id: `before ${run.id}` }));
  await world.repeats.resume(workFor(plan, { runs: before }));
  await world.clock.advance(10 * 60_000);
  expect(world.state()).toMatchObject({ status: "done", measured: 6, failed: 0 });
  const runs = [...before, ...world.runs()].filter(({ status }) => status === "done");
  expect(runs).toHaveLength(6);
  for (const { title, links } of runs) expect([title, links]).toEqual(["Before", chain.links]);
  expect([...first.served, ...world.served].filter(({ host }) => host === "c")).toEqual([]);
  // By its rules none was asked twice.
  expect(runs.flatMap(({ attempts }) => attempts.filter(({ kind }) => kind === "retry"))).toEqual([]);
});

test("a chain of which nothing was kept pauses it once it is removed", async () => {
  let isThere = true;
  const chain = { id: "abc", name: "abc", links: [], onMidStream: "restart" } as const;
  const world = createRepeatsWorld({
    serve: () => answer,
    instead: {
      chainById: () =>
        isThere ? { ...chain, links: [{ id: "l", name: "A", provider: "a", modelId: "m", ...linkRest }] } : null,
    },
  });
  world.repeats.start(workFor({ columns: [{ columnId: "c", target: { kind: "chain", chainId: "abc" } }], times: 9 }));
  await world.clock.advance(50);
  isThere = false;
  await world.clock.advance(60_000);
  const { status, pause, failed } = world.state();
  expect([status, failed]).toEqual(["paused", 0]);
  expect(pause).toMatchObject({ kind: "trouble", message: expect.stringContaining("not there any more") });
});

test("at the end of the program nothing more begins, and what was cut off is left to a later start", async () => {
  const world = createRepeatsWorld({ serve: () => slow });
  world.repeats.start(workFor({ columns, times: 5 }));
  await world.clock.advance(1_500);
  world.repeats.close();
  const closed = world.manager.close();
  await world.clock.advance(60_000);
  await closed;
  expect(world.served).toHaveLength(4);
  expect(world.runs().map(({ status }) => status)).toEqual(["done", "done", "interrupted", "interrupted"]);
  expect([world.saved, world.timers(), world.bugs]).toEqual([[], 0, []]);
});
