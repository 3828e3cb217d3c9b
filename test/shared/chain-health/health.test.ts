import { expect, test } from "vitest";
import { chainHealthOf } from "#shared/chain-health/health.ts";
import type { HealthRun } from "#shared/chain-health/visits.ts";
import { mostHealthRuns } from "#shared/chain-health.ts";
import { answers, at, first, links, runOf, second, third, times } from "./runs.ts";

const question = { chainId: "smart", days: 30, sinceMs: 5, isDemo: false, links };
const healthOf = (runs: readonly HealthRun[], parts = {}) => chainHealthOf({ ...question, ...parts }, runs);

/**
 * By hand: 12 runs that the first link answers after 110, 120 … 220 ms for 100 nano-USD, 4 that fall through it after
 * 300 ms for 10 and are answered by the second 500 ms later for 50, one that nobody answered.
 */
const told: readonly HealthRun[] = [
  ...times(12, (index) => runOf(1_000, answers(0, 0, [110 + 10 * index]))),
  ...times(4, () => runOf(2_000, at(0, 0, { nanoUsd: 10 }), answers(1, 300, [500, 50]))),
  runOf(900, at(0, 0), at(1, 400), at(2, 700, { nanoUsd: null })),
];

test("who answers how often, in what time and for how much, of runs that were counted by hand", () => {
  const health = healthOf(told);
  expect(health).toMatchObject({
    ...{ chainId: "smart", days: 30, sinceMs: 5, isDemo: false },
    ...{ runs: 17, isCut: false, answered: 16, fellThrough: 4 },
    // 12 times 110 … 220 and four times 800: the 8th and 9th of 16 are 180 and 190.
    firstTokenMs: { count: 16, p50: 185, p95: 800 },
    totalMs: { count: 16, p50: 1_000, p95: 2_000 },
    addedWaitMs: { count: 4, p50: 300, p95: null, interval: null },
    // (12 × 100 + 4 × 60) ÷ 16; the run that nobody answered has a cost that is not known.
    costNanoUsd: { count: 16, mean: 90 },
    unknownCosts: 1,
  });
  const [one, two, three, ...others] = health.links;
  expect(others).toEqual([]);
  expect(one).toMatchObject({
    ...{ ...first, linkIndex: 0, asked: 17, answered: 12, failed: 5, skipped: 0, unknownCosts: 0 },
    firstTokenMs: { count: 12, p50: 165, p95: null },
    lostMs: { count: 5, p50: 300 },
    costNanoUsd: { count: 17, mean: (1_200 + 40) / 17 },
  });
  expect(two).toMatchObject({
    ...{ ...second, linkIndex: 1, asked: 5, answered: 4, failed: 1 },
    firstTokenMs: { count: 4, p50: 500, interval: null },
    totalMs: { count: 4, p50: 1_700 },
    lostMs: { count: 1, p50: null },
  });
  expect(three).toMatchObject({
    ...third,
    asked: 1,
    answered: 0,
    costNanoUsd: { count: 0, mean: null, interval: null },
  });
});

test("intervals lie around what they are of, and are the same each time", () => {
  const { firstTokenMs, costNanoUsd } = healthOf(told);
  expect(firstTokenMs.interval?.low).toBeLessThanOrEqual(185);
  expect(firstTokenMs.interval?.high).toBeGreaterThanOrEqual(185);
  expect(costNanoUsd.interval?.low).toBeGreaterThanOrEqual(60);
  expect(costNanoUsd.interval?.high).toBeLessThanOrEqual(100);
  expect(healthOf(told)).toEqual(healthOf(told));
});

test("of many runs the interval is as narrow as their number makes it", () => {
  // 1 to 1,001 ms: the median is 501, and its rank is known to ±31 (1.96 × √1001 ÷ 2).
  const { firstTokenMs, costNanoUsd } = healthOf(
    times(1_001, (index) => runOf(2_000, answers(0, 0, [index + 1, index % 2]))),
  );
  expect(firstTokenMs.p50).toBe(501);
  expect(firstTokenMs.interval?.low).toBeCloseTo(470, 0);
  expect(firstTokenMs.interval?.high).toBeCloseTo(532, 0);
  // Heads and tails: ±0.031.
  expect(costNanoUsd.interval?.low).toBeCloseTo(0.4995 - 0.031, 3);
  expect(costNanoUsd.interval?.high).toBeCloseTo(0.4995 + 0.031, 3);
});

test("models that the chain asks no more come last, and one that it asks twice is told once", () => {
  const health = healthOf(told, { links: [second, second] });
  const told2 = health.links.map(({ modelId, linkIndex }) => [modelId, linkIndex]);
  expect(told2).toEqual([
    ["two", 0],
    ["a/one", null],
    ["three", null],
  ]);
});

test("a chain without runs tells nothing, and claims nothing", () => {
  const health = healthOf([]);
  expect(health).toMatchObject({
    runs: 0,
    answered: 0,
    firstTokenMs: { count: 0, p50: null, interval: null, p95: null },
  });
  expect(health.costNanoUsd).toEqual({ count: 0, mean: null, interval: null });
  expect(health.links.map(({ asked }) => asked)).toEqual([0, 0, 0]);
  expect(health.orders).toMatchObject({ kind: "too-few" });
});

test("of very many runs the newest are looked at, and that is said", () => {
  const run = runOf(100, answers(0, 0, [50]));
  expect(healthOf(times(mostHealthRuns, () => run))).toMatchObject({ runs: mostHealthRuns, isCut: false });
  const health = healthOf([...times(mostHealthRuns, () => run), runOf(100, answers(1, 0, [50]))]);
  expect(health).toMatchObject({ runs: mostHealthRuns, isCut: true, fellThrough: 0 });
});
