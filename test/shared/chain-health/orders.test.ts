import { expect, test } from "vitest";
import { chainHealthOf } from "#shared/chain-health/health.ts";
import type { HealthRun } from "#shared/chain-health/visits.ts";
import type { ChainOrder } from "#shared/chain-health.ts";
import { answers, at, first, links, runOf, second, times } from "./runs.ts";

const question = { chainId: "smart", days: 30, sinceMs: 5, isDemo: false, links: [first, second] };
const ordersOf = (runs: readonly HealthRun[], parts = {}) => chainHealthOf({ ...question, ...parts }, runs).orders;

function estimated(runs: readonly HealthRun[], parts = {}): readonly ChainOrder[] {
  const orders = ordersOf(runs, parts);
  if (orders.kind !== "estimated") throw new Error(`There is no estimate: ${orders.kind}`);
  return orders.orders;
}

/**
 * 40 runs. The first link answers 20 of them in 1,000 ms for 200; the other 20 it loses after 400 ms for nothing, and the
 * second answers 16 of those in 300 ms for 50, and fails 4 after 100 ms.
 */
const told: readonly HealthRun[] = [
  ...times(20, () => runOf(3_000, answers(0, 0, [1_000, 200]))),
  ...times(16, () => runOf(2_000, at(0, 0), answers(1, 400, [300, 50]))),
  ...times(4, () => ({ ...runOf(500, at(0, 0), at(1, 400)), linkCount: 2 })),
];

test("another order is estimated from how each link did, best first: worked out by hand", () => {
  const [best, present, ...others] = estimated(told);
  expect(others).toEqual([]);
  // The second link first: 80 % answer in 300 ms; 20 % come to the first after 100 ms, half of which it answers in 1,000.
  const share = 0.8 + 0.2 * 0.5;
  expect(best?.linkIndexes).toEqual([1, 0]);
  expect(best?.answeredShare).toBeCloseTo(share, 10);
  expect(best?.firstTokenMs).toBeCloseTo((0.8 * 300 + 0.2 * 0.5 * 1_100) / share, 10);
  // The second link costs 40 each time it is asked, the first 100.
  expect(best?.costNanoUsd).toBeCloseTo(40 + 0.2 * 100, 10);
  // As it is: half in 1,000 ms, of the rest 80 % after 400 + 300.
  expect(present).toMatchObject({ linkIndexes: [0, 1], isCurrent: true, differenceMs: null });
  expect(present?.answeredShare).toBeCloseTo(0.9, 10);
  expect(present?.firstTokenMs).toBeCloseTo((0.5 * 1_000 + 0.4 * 700) / 0.9, 10);
  expect(present?.costNanoUsd).toBeCloseTo(100 + 0.5 * 40, 10);
});

test("the present order comes to what its runs really came to", () => {
  const present = estimated(told).find(({ isCurrent }) => isCurrent);
  const seen = [...times(20, () => 1_000), ...times(16, () => 700)];
  expect(present?.firstTokenMs).toBeCloseTo(seen.reduce((sum, one) => sum + one, 0) / 36, 10);
});

test("a difference that is clear has an interval on one side of zero, one that is not spans it", () => {
  const [best] = estimated(told);
  expect(best?.differenceMs?.value).toBeCloseTo((best?.firstTokenMs ?? 0) - (0.5 * 1_000 + 0.4 * 700) / 0.9, 10);
  expect(best?.differenceMs?.interval.high).toBeLessThan(0);
  expect(best?.firstTokenInterval.low).toBeLessThan(best?.firstTokenMs ?? 0);
  // Two links that do the same: each fails every second time, after as long.
  const same = [
    ...times(20, (index) => runOf(900, answers(0, 0, [400 + index * 7]))),
    ...times(20, (index) => runOf(900, at(0, 0), answers(1, 100, [400 + index * 7]))),
    ...times(20, () => ({ ...runOf(200, at(0, 0), at(1, 100)), linkCount: 2 })),
  ];
  const other = estimated(same).find(({ isCurrent }) => !isCurrent);
  expect(other?.differenceMs?.interval.low).toBeLessThan(0);
  expect(other?.differenceMs?.interval.high).toBeGreaterThan(0);
});

test("a link that was asked less than 15 times is told, and nothing is estimated", () => {
  const runs = told.slice(0, 34);
  expect(ordersOf(runs)).toEqual({ kind: "too-few", links: [{ linkIndex: 1, asked: 14 }] });
  expect(ordersOf(told.slice(0, 35)).kind).toBe("estimated");
  // To be passed over is not to be asked.
  const skips = times(40, () => runOf(900, at(1, 0, { isSkip: true }), answers(0, 0, [100])));
  expect(ordersOf(skips)).toEqual({ kind: "too-few", links: [{ linkIndex: 1, asked: 0 }] });
});

test("one link has no other order, many have too many, and where nobody answers there is no time", () => {
  expect(ordersOf(told, { links: [first] })).toEqual({ kind: "one-link" });
  const many = times(7, (index) => ({ providerId: "p", modelId: `m${index}` }));
  expect(ordersOf(told, { links: many })).toEqual({ kind: "too-many-links" });
  const silent = times(20, () => ({ ...runOf(500, at(0, 0), at(1, 400)), linkCount: 2 }));
  expect(ordersOf(silent)).toEqual({ kind: "never-answered" });
});

test("a failure that no other link is tried for keeps the order behind it from being reached", () => {
  // Half of what the second link gets it refuses for good.
  const runs = [
    ...times(20, () => runOf(900, answers(0, 0, [500]))),
    ...times(20, () => runOf(900, at(0, 0), answers(1, 100, [100]))),
    ...times(20, () => ({ ...runOf(300, at(1, 0)), linkCount: 3 })),
  ];
  const shares = estimated(runs).map(({ linkIndexes, answeredShare }) => [linkIndexes.join(), answeredShare]);
  expect(shares).toEqual(
    expect.arrayContaining([
      ["0,1", 0.5 + 0.5 * 0.5],
      ["1,0", 0.5],
    ]),
  );
});

test("a cost that is not known of one link is known of no order", () => {
  const runs = told.map((run) => ({
    ...run,
    attempts: run.attempts.map((one) => (one.linkIndex === 1 ? { ...one, nanoUsd: null } : one)),
  }));
  expect(estimated(runs).map(({ costNanoUsd }) => costNanoUsd)).toEqual([null, null]);
});

test("of three links the five fastest orders are told, and the present one where it is slower", () => {
  // The first link answers half of all, slowly; the second half of the rest; the third all that is left, at once.
  const runs = times(60, (index) => {
    if (index < 30) return runOf(20_000, answers(0, 0, [10_000, 1]));
    if (index < 45) return runOf(5_000, at(0, 0), answers(1, 100, [900, 900]));
    return runOf(5_000, at(0, 0), at(1, 100), answers(2, 200, [100, 900]));
  });
  const orders = estimated(runs, { links });
  expect(orders.map(({ linkIndexes, isCurrent }) => [linkIndexes.join(""), isCurrent])).toEqual([
    ["201", false],
    ["210", false],
    ["120", false],
    ["102", false],
    ["021", false],
    ["012", true],
  ]);
});
