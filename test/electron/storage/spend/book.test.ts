import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { interruptLeftovers } from "#electron/storage/interrupt-leftovers.ts";
import { bookRun } from "#electron/storage/spend/book.ts";
import { spendReport } from "#electron/storage/spend/report.ts";
import { spendSums } from "#electron/storage/spend/sums.ts";
import type { Database, SqlValue } from "#electron/storage/sqlite.ts";
import { costOf } from "#shared/cost.ts";
import { localMidnight } from "#shared/local-day.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import type { Attempt, Run, RunEvent } from "#shared/run.ts";
import type { SpendRange } from "#shared/spend.ts";
import { anyPrice, anyUsage } from "#test/support/money.ts";
import { runsOf } from "#test/support/runs.ts";
import {
  answered,
  createSpendWorld,
  cut,
  eventsOf,
  minuteMs,
  prices,
  refused,
  smart,
  startMs,
  type Try,
  usage,
} from "./spend-world.ts";

let world: ReturnType<typeof createSpendWorld>;
beforeEach(() => {
  world = createSpendWorld();
});
afterEach(() => world.database.close());

const everything = { range: { kind: "all" } } as const;

const found = (runId: string, nanoUsd: number): RunEvent => ({
  type: "cost-found",
  runId,
  attemptId: "a0",
  usage: usage(2_000, 10),
  cost: { nanoUsd, source: "reported" },
  computedNanoUsd: 4_000,
  upstreamProvider: "Azure",
});

test("a cost that is learned after the end takes the place of what was not known, once", () => {
  world.play({ id: "r", target: smart, tries: [cut("cut", { usage: usage(1_000, 1) }), answered(usage(0, 0))] });
  expect(world.report().total).toMatchObject({ unknownCosts: 1, nanoUsd: 0, inputTokens: 1_000 });
  expect(world.report().costPerAnswer.mean).toBeNull();
  world.append([found("r", 5_000), found("r", 5_000)], "r");
  world.append([found("r", 9_999)], "r");
  const { total, byRoute, byModel, waste, costPerAnswer } = world.report();
  expect(total).toMatchObject({ unknownCosts: 0, nanoUsd: 5_000, wastedNanoUsd: 5_000, inputTokens: 2_000 });
  expect(byRoute).toMatchObject([{ upstreamProvider: "Azure", nanoUsd: 5_000 }, { upstreamProvider: null }]);
  expect(byModel[0]?.drift).toEqual({ reportedNanoUsd: 5_000, computedNanoUsd: 4_000, attempts: 1 });
  expect(byModel[0]?.prices.find(({ source }) => source === "reported")).toMatchObject({ price: prices.gpt });
  expect(waste).toMatchObject([{ class: "NETWORK", reason: "cut", nanoUsd: 5_000, unknownCosts: 0 }]);
  expect(costPerAnswer.mean).toBe(5_000);
});

test("what was spent outlives its history, and a cost that is learned after that is booked all the same", () => {
  world.play(
    { id: "r", tries: [cut("cut", {}), answered(usage(1_000, 0))] },
    { id: "other", tries: [refused("SERVER")] },
  );
  const before = world.report();
  world.database.run("DELETE FROM comparisons");
  expect(world.database.all("SELECT 1 FROM runs")).toEqual([]);
  expect(world.report()).toEqual(before);
  world.append([found("r", 7_000)], "r");
  expect(world.report().total).toEqual({
    ...before.total,
    ...{ nanoUsd: 1_257_000, wastedNanoUsd: 7_000, unknownCosts: 0, billedFailures: 1 },
    ...{ inputTokens: 3_000, outputTokens: 10 },
  });
});

test("attempts of a run that goes on count as they end, and nothing of it is lost before it is over", () => {
  const events = eventsOf({
    id: "r",
    tries: [cut("stall", { cost: { nanoUsd: 3, source: "estimated" } }), answered(usage(8, 0))],
  });
  world.append(events.slice(0, 3), "r");
  expect(world.report().total).toMatchObject({ nanoUsd: 3, wastedNanoUsd: 3, answers: 0, attempts: 1 });
  world.append(events.slice(3, 5), "r");
  expect(world.report().total).toMatchObject({ nanoUsd: 10_003, wastedNanoUsd: 3, answers: 0, attempts: 2 });
  world.append(events.slice(5), "r");
  expect(world.report().total).toMatchObject({ nanoUsd: 10_003, wastedNanoUsd: 3, answers: 1, attempts: 2 });
});

test("what answered is lost where its run was stopped after all", () => {
  world.play({ id: "r", tries: [answered(usage(8, 0))], status: "stopped" });
  expect(world.report()).toMatchObject({
    total: { nanoUsd: 10_000, wastedNanoUsd: 10_000, answers: 0, failedAttempts: 0 },
    waste: [{ class: null, reason: null, attempts: 1, nanoUsd: 10_000 }],
  });
});

test("what ran when the program was killed is counted as lost, as far as its cost can be known", () => {
  const running: Try = { promptTokens: 1_000, reservedNanoUsd: 55_000 };
  world.append(eventsOf({ id: "silent", tries: [refused("SERVER"), running], status: null }), "silent");
  const accepted: RunEvent = {
    type: "attempt-headers",
    runId: "silent",
    attemptId: "a1",
    connectedMs: 1,
    atMs: 2,
    httpStatus: 200,
  };
  world.append([accepted], "silent");
  world.append(eventsOf({ id: "streamed", tries: [running], status: null, sessionId: "s2" }), "streamed");
  const text: RunEvent = {
    type: "delta",
    runId: "streamed",
    attemptId: "a0",
    atMs: 5,
    channel: "text",
    text: "x".repeat(40),
  };
  world.append([text], "streamed");
  expect(world.report(everything).total.attempts).toBe(1);
  interruptLeftovers(world.database, startMs + minuteMs);
  expect(world.report(everything)).toMatchObject({
    // 1,000 in and 10 out.
    total: { attempts: 3, unknownCosts: 1, nanoUsd: 1_350_000, wastedNanoUsd: 1_350_000, estimatedNanoUsd: 1_350_000 },
    waste: [
      { class: "LOCAL", reason: "interrupted", attempts: 2, unknownCosts: 1 },
      { class: "SERVER", attempts: 1 },
    ],
    unanswered: 0,
  });
  const { session } = spendSums(world.database, { sessionId: "s1", dayStartsMs: [] });
  expect(session).toEqual([
    { providerId: "openai", isDemo: false, isGateway: false, nanoUsd: 0, reservedNanoUsd: 55_000, unknownCosts: 0 },
  ]);
});

test("a run counts in the session in which it was sent, an older one in that of its comparison", () => {
  const again = answered(usage(4, 0));
  world.play({ id: "first", tries: [again] }, { id: "later", tries: [again], sessionId: "s2" });
  expect(world.report().total.nanoUsd).toBe(5_000);
  const range = { kind: "session", sessionId: "s2" } as const;
  expect(world.report({ range }).total).toMatchObject({ nanoUsd: 5_000, answers: 1 });
});

test("the budgets' sums are by day, provider, demo and program, and reservations stand for costs not known", () => {
  const midnight = localMidnight(startMs);
  world.play(
    { id: "yesterday", tries: [answered(usage(8, 0))], atMs: midnight - 1 },
    { id: "today", tries: [answered(usage(80, 0)), answered(usage(800, 0))], atMs: midnight },
    { id: "by-program", tries: [answered(usage(4, 0))], comparisonId: "by-curl" },
    { id: "open", tries: [cut("cut", { cost: { nanoUsd: null, source: "unknown" } })] },
    { id: "held", tries: [{ ...cut("cut", {}), providerId: "openrouter", reservedNanoUsd: 900 }] },
    { id: "demo", tries: [answered(usage(12, 0))], isDemo: true, sessionId: "s2" },
  );
  const slice = { isDemo: false, isGateway: false, nanoUsd: 0, reservedNanoUsd: 0, unknownCosts: 0 };
  const { days, session, sessionSum } = spendSums(world.database, {
    sessionId: "s1",
    dayStartsMs: [localMidnight(startMs, 1), midnight],
  });
  expect(days).toEqual([
    { ...slice, dayStartMs: localMidnight(startMs, 1), providerId: "openai", nanoUsd: 10_000 },
    { ...slice, dayStartMs: midnight, providerId: "openai", nanoUsd: 1_100_000, unknownCosts: 1 },
    { ...slice, dayStartMs: midnight, providerId: "openai", isGateway: true, nanoUsd: 5_000 },
    { ...slice, dayStartMs: midnight, providerId: "openrouter", reservedNanoUsd: 900 },
    { ...slice, dayStartMs: midnight, providerId: "openai", isDemo: true, nanoUsd: 15_000 },
  ]);
  expect(session.reduce((sum, one) => sum + one.nanoUsd, 0)).toBe(1_115_000);
  expect(session.some((one) => one.isDemo)).toBe(false);
  expect(sessionSum).toMatchObject({ real: { nanoUsd: 1_115_000, unknownCosts: 2 }, demo: { nanoUsd: 0 } });
});

/** What R22 says of these runs: each attempt once, by what it cost. */
function sumsOf(runs: readonly Run[]) {
  const attempts = runs.flatMap((run) => run.attempts.map((attempt) => ({ run, attempt })));
  const sent = attempts.filter(({ attempt }) => attempt.endMs !== null && attempt.status !== "skipped");
  const money = (list: typeof sent) => list.reduce((sum, { attempt }) => sum + (attempt.cost.nanoUsd ?? 0), 0);
  const isWon = ({ run, attempt }: { run: Run; attempt: Attempt }) => run.answeredBy === attempt.id;
  return {
    nanoUsd: money(sent),
    wastedNanoUsd: money(sent.filter((one) => !isWon(one))),
    unknownCosts: sent.filter(({ attempt }) => attempt.cost.nanoUsd === null).length,
    answers: sent.filter(isWon).length,
    attempts: sent.length,
  };
}

const anyTry: fc.Arbitrary<Try> = fc
  .record({
    price: fc.option(anyPrice),
    usage: fc.option(anyUsage),
    reportedCostUsd: fc.option(fc.integer({ min: 0, max: 5_000_000 }).map((parts) => parts / 1e6)),
    wasAccepted: fc.boolean(),
    isAnswer: fc.boolean(),
  })
  .map(({ isAnswer, ...facts }) => {
    const end = { usage: facts.usage, cost: costOf(facts) };
    const isKnownAnswer = isAnswer && facts.wasAccepted;
    return { price: facts.price, end: { ...end, status: isKnownAnswer ? "answered" : "failed" } };
  });

test("whatever is told twice or late, every attempt is booked once, to the last nano-USD", () => {
  const anyRuns = fc.array(fc.array(anyTry, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 });
  const stirred = fc.record({
    runs: anyRuns,
    again: fc.array(fc.nat(40), { maxLength: 20 }),
    chunk: fc.integer({ min: 1, max: 7 }),
  });
  fc.assert(
    fc.property(stirred, ({ runs, again, chunk }) => {
      const { append, report, database } = createSpendWorld();
      const reduced = runs.map((tries, index): Run => {
        const id = `r${index}`;
        const events: RunEvent[] = eventsOf({ id, tries });
        // Repeated at the end, where they come too late, too.
        for (const place of again)
          events.splice(place % (events.length + 1), 0, ...events.slice(place % events.length).slice(0, 1));
        const begun = [...events.filter(({ type }) => type === "run-started").slice(0, 1), ...events, found(id, 77)];
        for (let from = 0; from < begun.length; from += chunk) append(begun.slice(from, from + chunk), id);
        const run = begun.reduce<Run | undefined>(reduceRun, undefined);
        if (run === undefined) throw new Error("The run has begun.");
        return run;
      });
      const { total, byModel, byProvider, byClient, points } = report();
      expect(total).toMatchObject(sumsOf(reduced));
      for (const list of [byModel, byProvider, byClient]) {
        expect(list.reduce((sum, one) => sum + one.nanoUsd, 0)).toBe(total.nanoUsd);
      }
      expect(byModel.flatMap(({ prices: uses }) => uses).reduce((sum, use) => sum + use.nanoUsd, 0)).toBe(
        total.nanoUsd,
      );
      expect(points.at(-1)?.nanoUsd ?? 0).toBe(total.nanoUsd);
      database.close();
    }),
    { numRuns: runsOf(40, 1_000) },
  );
});

test("the sums of 10,000 attempts are exact", () => {
  const [tries = []] = fc.sample(fc.array(anyTry, { minLength: 10_000, maxLength: 10_000 }), { numRuns: 1, seed: 22 });
  const runs = Array.from({ length: 1_000 }, (_, index) => {
    const events = eventsOf({ id: `r${index}`, tries: tries.slice(index * 10, (index + 1) * 10) });
    return events.reduce<Run | undefined>(reduceRun, undefined);
  }).filter((run) => run !== undefined);
  world.database.transaction(() => {
    for (const run of runs) bookRun(world.database, run);
  });
  const { total } = world.report(everything);
  expect(total).toMatchObject(sumsOf(runs));
  expect(total.attempts).toBe(10_000);
  expect(Number.isSafeInteger(total.nanoUsd) && total.nanoUsd > 1e12).toBe(true);
});

test("reports and sums read indexes alone, whatever they are of", () => {
  const plans: string[] = [];
  const { database } = world;
  const explained = (sql: string, values: readonly SqlValue[]) =>
    database.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map(({ detail }) => String(detail));
  const watched: Database = {
    ...database,
    all: (sql, ...values) => {
      plans.push(...explained(sql, values));
      return database.all(sql, ...values);
    },
    get: (sql, ...values) => {
      plans.push(...explained(sql, values));
      return database.get(sql, ...values);
    },
  };
  spendSums(watched, { sessionId: "s1", dayStartsMs: [1, 2] });
  const question = { sinceMs: 0, isDemo: false, currentSessionId: "s1", nowMs: startMs };
  const ranges: SpendRange[] = [
    { kind: "session", sessionId: "s1" },
    { kind: "days", days: 1 },
    { kind: "days", days: 90 },
    { kind: "all" },
  ];
  for (const range of ranges) spendReport(watched, { ...question, range });
  const ofSpend = plans.filter((plan) => /\bspend/.test(plan));
  expect(ofSpend.length).toBeGreaterThan(20);
  expect(ofSpend.filter((plan) => !/^SEARCH .* USING COVERING INDEX/.test(plan))).toEqual([]);
});
