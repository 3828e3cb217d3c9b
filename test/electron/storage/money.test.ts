import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { costOf } from "#shared/cost.ts";
import { formatCost } from "#shared/format.ts";
import type { Price } from "#shared/model.ts";
import type { Run, RunEvent } from "#shared/run.ts";
import type { SpendReport } from "#shared/spend.ts";
import { type Cost, sumCosts, type Usage } from "#shared/usage.ts";
import { anyPrice, anyUsage } from "#test/support/money.ts";
import { temporaryFolder, withStore } from "./store-fixtures.ts";
import { attemptEnd, attemptStart, chain, comparison, runStarted, saveParents } from "./store-samples.ts";

/** Money that was stored, over 10,000 attempts of any price and any usage (security.md §6.6, M1 to M4). */

type Facts = { readonly usage: Usage | null; readonly price: Price | null; readonly reportedCostUsd: number | null };

const perRun = 10;
const facts = fc.sample(
  fc.record({
    usage: fc.option(anyUsage, { freq: 9 }),
    price: fc.option(anyPrice, { freq: 9 }),
    reportedCostUsd: fc.option(
      fc.integer({ min: 0, max: 10_000_000 }).map((ticks) => ticks / 1e7),
      { freq: 1 },
    ),
  }),
  { numRuns: 10_000, seed: 20_261_122 },
);

function costOfFacts(one: Facts): Cost {
  return costOf({ ...one, wasAccepted: true });
}

function eventsOf(runId: string, attempts: readonly Facts[]): RunEvent[] {
  const tried = attempts.flatMap((one, index): RunEvent[] => {
    const id = `attempt-${index}`;
    const isLast = index === attempts.length - 1;
    const status = isLast ? "answered" : "failed";
    const end = attemptEnd(index + 1, { status, usage: one.usage, cost: costOfFacts(one) });
    return [
      { type: "attempt-started", runId, attempt: { ...attemptStart(id, index), price: one.price } },
      { type: "attempt-ended", runId, attemptId: id, end },
    ];
  });
  const answeredBy = `attempt-${attempts.length - 1}`;
  return [
    runStarted(runId),
    ...tried,
    { type: "run-ended", runId, atMs: perRun + 1, status: "done", answeredBy, failure: null },
  ];
}

const folder = temporaryFolder();
afterAll(folder.remove);
let runs: readonly Run[] = [];
let report: SpendReport;

beforeAll(async () => {
  await withStore(folder.path, async (store) => {
    await saveParents(store);
    for (let index = 0; index * perRun < facts.length; index += 1) {
      store.appendRunEvents(eventsOf(`run-${index}`, facts.slice(index * perRun, (index + 1) * perRun)));
    }
    await store.flush();
    const { isDemo, startedAtMs: nowMs, sessionId: currentSessionId } = comparison;
    report = await store.spendReport({ range: { kind: "all" }, sinceMs: null, isDemo, currentSessionId, nowMs });
    runs = (await store.conversation("conversation-1"))?.comparisons[0]?.runs ?? [];
  });
}, 60_000);

const attempts = () => runs.flatMap((run) => run.attempts);

describe("money that was stored", () => {
  test("M1: what is shown is what the stored tokens and the stored price come to, in 10,000 attempts", () => {
    expect(attempts()).toHaveLength(10_000);
    const wrong = attempts().filter(({ usage, price, cost }) => {
      if (cost.source === "reported") return false;
      const again = costOf({ usage, price, reportedCostUsd: null, wasAccepted: true });
      return again.nanoUsd !== cost.nanoUsd || formatCost(again.nanoUsd) !== formatCost(cost.nanoUsd);
    });
    expect(wrong).toEqual([]);
  });

  test("M3: where nobody knows a price, or what was used, the cost is unknown and never 0", () => {
    const unpriced = attempts().filter(({ cost, usage, price }) => {
      return cost.source !== "reported" && (usage === null || price === null);
    });
    expect(unpriced.length).toBeGreaterThan(500);
    for (const { cost } of unpriced) expect(cost).toEqual({ nanoUsd: null, source: "unknown" });
    expect(formatCost(null)).not.toMatch(/\d/);
  });

  test("M4: what a chain cost is the sum of its attempts, the unknown ones counted apart", () => {
    const sum = sumCosts(facts.map(costOfFacts));
    const shown = sumCosts(runs.map((run) => sumCosts(run.attempts.map(({ cost }) => cost))).map(asCost));
    expect(shown.nanoUsd).toBe(sum.nanoUsd);
    const byChain = report.byChain.find(({ chainId }) => chainId === chain.id);
    for (const told of [report.total, byChain]) {
      expect(told).toMatchObject({ nanoUsd: sum.nanoUsd, unknownCosts: sum.unknownCount, attempts: 10_000 });
    }
    expect(sum.unknownCount).toBeGreaterThan(500);
  });
});

function asCost({ nanoUsd }: { readonly nanoUsd: number }): Cost {
  return { nanoUsd, source: "computed" };
}

test("M2: money is whole nano-USD and does not drift over a million sums", () => {
  const costs = facts.map(costOfFacts);
  let sum = 0;
  let exact = 0n;
  for (let index = 0; index < 1_000_000; index += 1) {
    // Some cents each, as answers cost.
    const nanoUsd = (costs[index % costs.length]?.nanoUsd ?? 0) % 100_000_000;
    sum += nanoUsd;
    exact += BigInt(nanoUsd);
  }
  expect(costs.every(({ nanoUsd }) => nanoUsd === null || Number.isSafeInteger(nanoUsd))).toBe(true);
  expect(BigInt(sum)).toBe(exact);
});
