import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqlite } from "#electron/storage/sqlite.ts";
import type { Store } from "#electron/storage/store.ts";
import { type Failure, failureOf } from "#shared/failure.ts";
import type { RunEvent } from "#shared/run.ts";
import { unknownCost } from "#shared/usage.ts";
import { openWell, temporaryFolder } from "./store-fixtures.ts";
import { attemptEnd, attemptStart, chain, comparison, runStarted, saveParents } from "./store-samples.ts";

let folder: ReturnType<typeof temporaryFolder>;
let store: Store;

beforeEach(async () => {
  folder = temporaryFolder();
  store = await openWell(folder.path);
  await saveParents(store);
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

/** What became of one attempt, in the order in which they were made. */
type Try = {
  readonly link: number;
  readonly status: "answered" | "failed" | "skipped";
  readonly startMs?: number;
  /** Null is not known. */
  readonly nanoUsd?: number | null;
};
type Parts = {
  readonly chainId?: string;
  readonly isDemo?: boolean;
  readonly startedAtMs?: number;
  readonly failure?: Failure;
};

/** A run of these attempts: done where one answered, else failed. */
function play(runId: string, tries: readonly Try[], parts: Parts = {}): RunEvent[] {
  const answered = tries.findIndex((one) => one.status === "answered");
  return [
    ...started(runId, parts),
    ...tries.flatMap((one, index) => attempt(runId, one, `attempt-${index}`)),
    {
      type: "run-ended",
      runId,
      atMs: 9_000,
      status: answered === -1 ? "failed" : "done",
      answeredBy: answered === -1 ? null : `attempt-${answered}`,
      failure: parts.failure ?? null,
    },
  ];
}

function started(runId: string, { chainId = "smart", isDemo = true, startedAtMs }: Parts): RunEvent[] {
  const event = runStarted(runId);
  if (event.type !== "run-started") throw new Error("A run begins with its start.");
  const run = { ...event.run, isDemo, target: { kind: "chain", chainId } } as const;
  return [{ ...event, run: { ...run, startedAtMs: startedAtMs ?? run.startedAtMs } }];
}

function attempt(runId: string, { link, status, startMs = 0, nanoUsd = 0 }: Try, id: string): RunEvent[] {
  const start = { ...attemptStart(id, startMs), linkIndex: link };
  if (status === "skipped") {
    const failure = { class: "RATE_LIMIT", reason: "cooling-down", status: null, code: null, message: "" } as const;
    const attempt = { ...start, kind: "skip" } as const;
    return [{ type: "skipped", runId, attempt, failure: { ...failure, hintMs: null, retryAtMs: null } }];
  }
  const cost = nanoUsd === null ? unknownCost : ({ nanoUsd, source: "computed" } as const);
  return [
    { type: "attempt-started", runId, attempt: start },
    { type: "attempt-ended", runId, attemptId: id, end: attemptEnd(startMs + 100, { status, cost }) },
  ];
}

function ask(parts: Parts = {}) {
  const { chainId = "smart", isDemo = true, startedAtMs = 0 } = parts;
  return store.chainStatistics({ chainId, isDemo, sinceMs: startedAtMs });
}

const nothing = { runs: 0, fellThrough: 0, unanswered: 0, links: {}, waitAddedMs: { p50: null, p95: null } };
const noMoney = { costNanoUsd: 0, wastedNanoUsd: 0, pricedAnswers: 0, unknownCosts: 0 };

test("a chain without runs has nothing to say", async () => {
  expect(await ask()).toEqual({ chainId: "smart", sinceMs: 0, isDemo: true, ...nothing, ...noMoney });
});

test("who answered and who failed is counted by link, each run once", async () => {
  store.appendRunEvents([
    ...play("first", [{ link: 0, status: "answered" }]),
    // Its own retry is no fall to the next link, and no failure of it.
    ...play("retried", [
      { link: 0, status: "failed" },
      { link: 0, status: "answered" },
    ]),
    ...play("fell", [
      { link: 0, status: "failed" },
      { link: 0, status: "failed" },
      { link: 1, status: "answered" },
    ]),
    // A link that was passed over was not asked, so it did not fail.
    ...play("skipped", [
      { link: 0, status: "skipped" },
      { link: 1, status: "answered" },
    ]),
    ...play("lost", [
      { link: 0, status: "failed" },
      { link: 1, status: "failed" },
    ]),
    ...play("nothing tried", []),
  ]);
  expect(await ask()).toMatchObject({
    runs: 6,
    fellThrough: 4,
    unanswered: 2,
    links: { "link-1": { answered: 2, failed: 2 }, "link-2": { answered: 2, failed: 1 } },
  });
});

test("runs that go on, were stopped or were interrupted are left out", async () => {
  store.appendRunEvents([
    ...started("running", {}),
    ...attempt("running", { link: 0, status: "failed" }, "attempt-0"),
    ...["stopped", "interrupted"].flatMap((runId): RunEvent[] => [
      ...started(runId, {}),
      ...attempt(runId, { link: 0, status: "failed", nanoUsd: 5 }, "attempt-0"),
      {
        type: "run-ended",
        runId,
        atMs: 200,
        status: runId === "stopped" ? "stopped" : "interrupted",
        answeredBy: null,
        failure: null,
      },
    ]),
  ]);
  expect(await ask()).toMatchObject({ ...nothing, ...noMoney });
});

test("other chains, models, other times and the other of demo and real are not mixed in", async () => {
  const answered = [{ link: 0, status: "answered" }] as const;
  const since = comparison.startedAtMs;
  const model = runStarted("model");
  if (model.type !== "run-started") throw new Error("A run begins with its start.");
  store.appendRunEvents([
    ...play("mine", answered),
    ...play("other", answered, { chainId: "fast" }),
    ...play("real", answered, { isDemo: false }),
    ...play("early", answered, { startedAtMs: since - 1 }),
    { ...model, run: { ...model.run, target: { kind: "model", providerId: "smart", modelId: "smart" } } },
    { type: "run-ended", runId: "model", atMs: 1, status: "done", answeredBy: null, failure: null },
  ]);
  expect(await ask({ startedAtMs: since })).toMatchObject({ runs: 1, isDemo: true, sinceMs: since });
  expect(await ask({ startedAtMs: since, isDemo: false })).toMatchObject({ runs: 1, isDemo: false });
  expect(await ask({ startedAtMs: since - 1 })).toMatchObject({ runs: 2 });
});

test("the wait that lost links added is that of runs that another link answered, from three and fifteen on", async () => {
  const fall = (index: number) =>
    play(`fell-${index}`, [
      { link: 0, status: "failed" },
      { link: 1, status: "answered", startMs: (index + 1) * 100 },
    ]);
  store.appendRunEvents([...fall(0), ...fall(1), ...play("quick", [{ link: 0, status: "answered", startMs: 7_000 }])]);
  expect((await ask()).waitAddedMs).toEqual({ p50: null, p95: null });
  store.appendRunEvents(fall(2));
  expect((await ask()).waitAddedMs).toEqual({ p50: 200, p95: null });
  store.appendRunEvents(Array.from({ length: 12 }, (_, index) => fall(index + 3)).flat());
  const { p50, p95 } = (await ask()).waitAddedMs;
  expect(p50).toBe(800);
  expect(p95).toBeCloseTo(1_430);
});

test("what was paid for attempts that did not answer is waste; a run with an unknown cost is in no sum", async () => {
  store.appendRunEvents([
    ...play("fell", [
      { link: 0, status: "failed", nanoUsd: 30 },
      { link: 1, status: "answered", nanoUsd: 100 },
    ]),
    ...play("lost", [{ link: 0, status: "failed", nanoUsd: 5 }]),
    ...play("unknown", [
      { link: 0, status: "failed", nanoUsd: 7 },
      { link: 1, status: "answered", nanoUsd: null },
    ]),
  ]);
  expect(await ask()).toMatchObject({ costNanoUsd: 135, wastedNanoUsd: 35, pricedAnswers: 1, unknownCosts: 1 });
  // A cost that is found after the run's end counts from then on.
  store.appendRunEvents([
    {
      type: "cost-found",
      runId: "unknown",
      attemptId: "attempt-1",
      usage: null,
      cost: { nanoUsd: 200, source: "reported" },
      upstreamProvider: null,
    },
  ]);
  expect(await ask()).toMatchObject({ costNanoUsd: 342, wastedNanoUsd: 42, pricedAnswers: 2, unknownCosts: 0 });
});

test("links that the chain has no more are told by their id, and damaged rows cost only themselves", async () => {
  store.appendRunEvents([
    ...play("good", [{ link: 1, status: "answered" }]),
    ...play("bad target", [{ link: 0, status: "answered" }]),
    ...play("bad links", [{ link: 0, status: "answered" }]),
  ]);
  await store.saveChains([{ ...chain, links: [] }]);
  await store.close();
  const database = openSqlite(`${folder.path}/understudy.db`, 1_000);
  database.run("UPDATE runs SET target_json = '{\"kind\"' WHERE id = 'bad target'");
  database.run("UPDATE runs SET links_json = 'x' WHERE id = 'bad links'");
  database.close();
  store = await openWell(folder.path);
  expect(await ask()).toMatchObject({ runs: 2, fellThrough: 1, links: { "link-2": { answered: 1, failed: 0 } } });
});

test("a link may have the name of something that every object has", async () => {
  const [event] = started("odd", {});
  if (event?.type !== "run-started") throw new Error("A run begins with its start.");
  const links = event.run.links.map((link) => ({ ...link, id: "__proto__" }));
  store.appendRunEvents([
    { ...event, run: { ...event.run, links } },
    ...play("odd", [{ link: 0, status: "answered" }]).slice(1),
  ]);
  expect(Object.entries((await ask()).links)).toEqual([["__proto__", { answered: 1, failed: 0 }]]);
});

test("a request that failed on this side alone is none of the chain's: a budget, no network, no key", async () => {
  const skipped = [{ link: 0, status: "skipped" }] as const;
  const failures = [
    failureOf("BUDGET", "Over the budget."),
    failureOf("LOCAL", "Offline."),
    failureOf("AUTH", "There is no key.", { reason: "no-key" }),
  ];
  for (const [index, failure] of failures.entries()) {
    store.appendRunEvents(play(`here-${index}`, skipped, { failure }));
  }
  store.appendRunEvents(play("there", [{ link: 0, status: "failed" }], { failure: failureOf("SERVER", "Down.") }));
  store.appendRunEvents(play("answered", [{ link: 0, status: "answered" }]));
  expect(await store.chainStatistics({ chainId: "smart", isDemo: true, sinceMs: 0 })).toMatchObject({
    runs: 2,
    fellThrough: 1,
    unanswered: 1,
  });
});
