import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fittingTimes, refusalOfRuns } from "#electron/manager/repeat/budget-room.ts";
import { createCells } from "#electron/manager/repeat/cells.ts";
import {
  dearestNanoUsd,
  type LinkMost,
  mostOfAll,
  type RunMost,
  unknownModels,
} from "#electron/manager/repeat/most.ts";
import { orderOfRound } from "#electron/manager/repeat/order.ts";
import { createRunBook } from "#electron/manager/repeat/run-book.ts";
import { nextCell } from "#electron/manager/repeat/turn.ts";
import type { BudgetState } from "#shared/budget.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import { columnAt } from "#test/support/repeats-world.ts";

describe("the order of a round", () => {
  test("is one of all columns, the same for the same seed", () => {
    const of = fc.record({ seed: fc.nat(2 ** 32 - 1), round: fc.nat(999), columns: fc.integer({ min: 1, max: 16 }) });
    fc.assert(
      fc.property(of, ({ seed, round, columns }) => {
        const order = orderOfRound(seed, round, columns);
        expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: columns }, (_, index) => index));
        expect(orderOfRound(seed, round, columns)).toEqual(order);
      }),
    );
  });

  test("is each one as often as any other, over the rounds of one seed and over the seeds of one round", () => {
    const often = (orders: readonly (readonly number[])[]) => {
      const counts = new Map<string, number>();
      for (const order of orders) counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
      return [...counts.values()];
    };
    const many = Array.from({ length: 6_000 }, (_, index) => index);
    for (const orders of [
      many.map((round) => orderOfRound(42, round, 3)),
      many.map((seed) => orderOfRound(seed, 0, 3)),
    ]) {
      // Six orders, a thousand times each; five standard deviations.
      expect(often(orders)).toHaveLength(6);
      for (const count of often(orders)) expect(Math.abs(count - 1_000)).toBeLessThan(150);
    }
  });
});

test("whoever is asked next, no column ever begins two rounds more than another", () => {
  const scenario = fc.record({
    providers: fc.array(fc.constantFrom("a", "b"), { minLength: 2, maxLength: 5 }),
    seed: fc.nat(),
    times: fc.integer({ min: 2, max: 6 }),
    picks: fc.array(fc.nat(), { minLength: 80, maxLength: 80 }),
  });
  fc.assert(
    fc.property(scenario, ({ providers, seed, times, picks }) => {
      const columns = providers.map((provider, index) => columnAt(provider, `m${index}`));
      const plan: RepeatPlan = { purpose: "routes", times, seed, perProvider: 1, columns };
      const cells = createCells(plan, []);
      const standings = providers.map((providerId) => ({ providerId, isHeld: false }));
      const begun = columns.map(() => 0);
      for (const pick of picks) {
        const open = columns.flatMap((_, column) => nextCell(plan, cells, { column, standings }) ?? []);
        if (open.length === 0) break;
        const cell = open[pick % open.length];
        if (cell === undefined) break;
        expect(cell.round).toBe(begun[cell.column]);
        cells.begin(cell);
        cells.end(cell, true);
        begun[cell.column] = cell.round + 1;
        expect(Math.max(...begun) - Math.min(...begun)).toBeLessThanOrEqual(1);
      }
      expect(cells.isDone()).toBe(true);
    }),
  );
});

const budget = (limitNanoUsd: number, providerId: string | null = null): BudgetState => ({
  id: `${providerId}`,
  period: "day",
  providerId,
  limitNanoUsd,
  spentNanoUsd: 10,
  reservedNanoUsd: 5,
  unknownCosts: 0,
  endsAtMs: null,
});
const link = (providerId: string, mostNanoUsd: number | null, rules: Partial<LinkMost> = {}): LinkMost => ({
  ...{ providerId, modelId: "m", mostNanoUsd, retries: 0, leadsOn: true },
  ...rules,
});
const room = (...states: readonly BudgetState[]) => ({ states, hardStop: true, allowedUnknown: [] });

describe("what all runs together may cost", () => {
  const chain: RunMost = [link("a", 30), link("b", 50)];
  const direct: RunMost = [link("a", 20)];

  test("is every request that may be sent, those that are asked once more, too", () => {
    expect(mostOfAll([chain, chain, direct])).toBe(180);
    expect(mostOfAll([[link("a", 20, { retries: 1 })]])).toBe(40);
    expect(mostOfAll([[link("a", 30, { retries: 1 }), link("b", 50, { retries: 1 })]])).toBe(160);
    const four = [10, 20, 30, 40].map((most) => link("a", most, { retries: 1 }));
    expect(mostOfAll([four])).toBe(100 + 90);
    expect(mostOfAll([[link("a", 30, { leadsOn: false }), link("b", 50)]])).toBe(30);
    // Never less than what budgets have room for.
    expect(mostOfAll([chain])).toBeGreaterThanOrEqual(dearestNanoUsd(chain, null));
  });

  test("has room in a budget for each one's dearest link, within one provider for its dearest there", () => {
    expect([dearestNanoUsd(chain, null), dearestNanoUsd(chain, "a"), dearestNanoUsd(chain, "c")]).toEqual([50, 30, 0]);
    expect(mostOfAll([chain, [link("a", null)]])).toBeNull();
    expect(unknownModels([[link("a", null)], [link("a", null), link("b", 1)]])).toEqual([
      { providerId: "a", modelId: "m" },
    ]);
  });

  test("fits a budget to the nano-dollar, with what is spent and set aside", () => {
    const runs = [chain, direct];
    expect(refusalOfRuns(runs, room(budget(85)))).toBeNull();
    expect(refusalOfRuns(runs, room(budget(84)))).toEqual({ kind: "over", budget: budget(84), wantedNanoUsd: 70 });
    expect(refusalOfRuns(runs, room(budget(65, "a")))).toBeNull();
    expect(refusalOfRuns(runs, room(budget(64, "a"), budget(1, "c")))).toMatchObject({ wantedNanoUsd: 50 });
    expect(refusalOfRuns(runs, { ...room(budget(1)), hardStop: false })).toBeNull();
    expect(fittingTimes(runs, room(budget(15 + 70 * 3 + 69)))).toBe(3);
    expect(fittingTimes(runs, room(budget(84)))).toBe(0);
    expect(fittingTimes(runs, room(budget(15 + 700), budget(15 + 100, "a")))).toBe(2);
  });

  test("is refused where nobody knows it and a budget counts it, unless that model was allowed", () => {
    const unknown = [chain, [link("a", null)]];
    const refused = { kind: "unknown-price", providerId: "a", modelId: "m" };
    expect(refusalOfRuns(unknown, room(budget(1_000)))).toEqual(refused);
    expect(refusalOfRuns(unknown, room(budget(1_000, "a")))).toEqual(refused);
    expect(refusalOfRuns(unknown, room(budget(1_000, "b")))).toBeNull();
    expect(refusalOfRuns(unknown, room())).toBeNull();
    const allowed = { ...room(budget(1_000)), allowedUnknown: [{ providerId: "a", modelId: "m" }] };
    expect(refusalOfRuns(unknown, allowed)).toBeNull();
  });
});

test("what a run cost that is learned after its end counts, and what the provider reported stays", () => {
  const book = createRunBook([], () => 0);
  book.begin("r", { column: 1, round: 0 });
  const end = {
    status: "answered",
    endMs: 9,
    firstAnswerMs: 1,
    lastContentMs: 2,
    finish: "stop",
    nativeFinish: null,
    failure: null,
    usage: null,
    modelServed: null,
    upstreamProvider: null,
    generationId: null,
    malformedEvents: 0,
  } as const;
  const ended = (attemptId: string, cost: { nanoUsd: number | null; source: "unknown" | "reported" }) =>
    book.note({ type: "attempt-ended", runId: "r", attemptId, end: { ...end, cost } });
  ended("a1", { nanoUsd: null, source: "unknown" });
  ended("a2", { nanoUsd: 7, source: "reported" });
  book.note({ type: "run-ended", runId: "r", atMs: 9, status: "done", answeredBy: "a2", failure: null });
  expect(book.all()).toEqual([
    { column: 1, outcome: "answered", cost: { nanoUsd: 7, unknownCount: 1, isEstimate: false } },
  ]);
  for (const attemptId of ["a1", "a2"]) {
    const cost = { nanoUsd: 5, source: "reported" } as const;
    book.note({ type: "cost-found", runId: "r", attemptId, usage: null, cost, upstreamProvider: null });
  }
  expect(book.all()[0]?.cost).toEqual({ nanoUsd: 12, unknownCount: 0, isEstimate: false });
});
