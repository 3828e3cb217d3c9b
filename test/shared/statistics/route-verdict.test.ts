import { describe, expect, it } from "vitest";
import type { Difference } from "#shared/statistics/difference.ts";
import type { MeasureName } from "#shared/statistics/measures.ts";
import { shareDifference, shareInterval } from "#shared/statistics/proportion.ts";
import type { QuantileName } from "#shared/statistics/resampler.ts";
import { compareRoutes, type RouteVerdict, rowOfMeasure } from "#shared/statistics/route-verdict.ts";
import type { Sample } from "#shared/statistics/samples.ts";
import {
  answer,
  answersWith,
  drawRoute,
  failed,
  isFalse,
  listPrice,
  serverError,
  simulatedVerdicts,
} from "#test/support/route-samples.ts";
import { usageOf } from "#test/support/scripted-data.ts";

const compare = (baseline: readonly Sample[], other: readonly Sample[], seed = 1) =>
  compareRoutes({ baseline, other, seed });

function row(verdict: RouteVerdict, measure: MeasureName, quantile: QuantileName = "p50"): Difference {
  const found = rowOfMeasure(verdict, measure, quantile);
  if (found === undefined) throw new Error(`No row of ${measure}.`);
  return found;
}

const around = (middle: number, count = 20) =>
  Array.from({ length: count }, (_, index) => middle + (index - count / 2) * 4);

describe("the difference of two routes", () => {
  it("is the other's median less the baseline's, absolute and as a share", () => {
    const first = row(compare(answersWith(around(900)), answersWith(around(1_180))), "firstToken");
    expect(first).toMatchObject({ baseline: 898, other: 1_178, absolute: 280, isClear: true });
    expect(first.relative).toBeCloseTo(280 / 898, 10);
    expect(first.interval?.low).toBeGreaterThan(240);
    expect(first.interval?.high).toBeLessThan(320);
  });

  it("turns around with the two routes", () => {
    const [a, b] = [answersWith(around(900)), answersWith(around(1_180))];
    expect(row(compare(b, a), "firstToken").absolute).toBe(-280);
    expect(row(compare(b, a), "firstToken").isClear).toBe(true);
  });

  it("of the same values is none, whatever the seed", () => {
    const same = answersWith(around(900));
    for (const seed of [0, 1, 77, 0xffff_ffff]) {
      const first = row(compare(same, same, seed), "firstToken");
      expect(first).toMatchObject({ absolute: 0, relative: 0, isClear: false });
    }
  });

  it("is not clear where all values of both are equal", () => {
    const constant = answersWith(Array<number>(20).fill(900));
    expect(row(compare(constant, constant), "firstToken")).toMatchObject({
      ...{ absolute: 0, interval: { low: 0, high: 0 }, isClear: false },
    });
  });

  it("has a median of three answers, and claims something from five", () => {
    const of = (count: number) =>
      row(compare(answersWith(around(100, 20)), answersWith(around(900, count))), "firstToken");
    expect(of(2)).toMatchObject({ other: null, absolute: null, interval: null, isClear: false });
    expect(of(3).absolute).not.toBeNull();
    expect(of(4)).toMatchObject({ interval: null, isClear: false });
    expect(of(5).isClear).toBe(true);
  });

  it("has a 95th percentile from fifteen answers of each, and its interval from fifty of each", () => {
    const of = (count: number) =>
      row(compare(answersWith(around(900, 60)), answersWith(around(1_500, count))), "firstToken", "p95");
    expect(of(14)).toMatchObject({ other: null, absolute: null });
    expect(of(49)).toMatchObject({ interval: null, isClear: false });
    expect(of(49).absolute).toBeGreaterThan(500);
    expect(of(50).isClear).toBe(true);
  });

  it("gives the same runs the same verdict every time", () => {
    const routes = {
      baseline: drawRoute({ shape: "heavy tail", runs: 30, seed: 1 }),
      other: drawRoute({ shape: "heavy tail", runs: 28, seed: 2 }),
    };
    expect(compareRoutes({ ...routes, seed: 3 })).toEqual(compareRoutes({ ...routes, seed: 3 }));
  });
});

describe("what is counted of two routes", () => {
  it("keeps failures out of every median", () => {
    const other = [...answersWith(around(1_180)), failed(20, { totalMs: 90_000 }), failed(21, { totalMs: 90_000 })];
    const verdict = compare(answersWith(around(900)), other);
    expect(row(verdict, "total").other).toBe(6_178);
    expect(verdict.other).toMatchObject({ runs: 22, answered: 20, failed: 2 });
    expect(verdict.failures.count).toBe(2);
  });

  it("says which runs failed, how, after what time and at which cost", () => {
    const other = [...answersWith(around(900)), failed(20, { nanoUsd: 30 }), failed(21, { nanoUsd: null })];
    const { failures, failedCost } = compare(answersWith(around(900)), other).other;
    expect(failures).toEqual([
      { round: 20, failure: serverError, afterMs: 900, nanoUsd: 30 },
      { round: 21, failure: serverError, afterMs: 900, nanoUsd: null },
    ]);
    expect(failedCost).toEqual({ nanoUsd: 30, unknownCount: 1, isEstimate: false });
  });

  it("is clear of failures only where their shares' interval spans no zero", () => {
    const failing = (count: number) => [
      ...answersWith(around(900, 20 - count)),
      ...Array.from({ length: count }, (_, n) => failed(20 + n)),
    ];
    expect(compare(failing(0), failing(1)).failures.isClear).toBe(false);
    expect(compare(failing(0), failing(4)).failures.isClear).toBe(false);
    expect(compare(failing(0), failing(5)).failures.isClear).toBe(true);
    expect(compare(failing(9), failing(1)).failures).toMatchObject({ count: -8, isClear: true });
  });

  it("counts limits, warm connections, cache hits and unknown and estimated costs", () => {
    const other = [
      answer(0, { limitsMet: 2, isWarm: false, cacheReadTokens: 40, nanoUsd: null }),
      answer(1, { isWarm: null, isCostEstimated: true }),
      failed(2, { limitsMet: 1 }),
    ];
    expect(compare([], other).other).toMatchObject({
      ...{ limitsMet: 3, warm: 0, warmKnown: 1, cacheHits: 1, unknownCosts: 1, estimatedCosts: 1 },
      ...{ firstAtMs: 0, lastAtMs: 2_000 },
    });
  });

  it("of no runs knows no availability", () => {
    expect(compare([], []).other).toMatchObject({ runs: 0, availability: null, firstAtMs: null });
  });
});

describe("the standing of a verdict", () => {
  const silent = (count: number) => Array.from({ length: count }, (_, round) => failed(round));
  it.each([
    ["both answered often enough", answersWith(around(9, 5)), answersWith(around(9, 5)), "judged"],
    ["one has four answers", answersWith(around(9, 5)), answersWith(around(9, 4)), "too-few"],
    ["one never answered in five runs", answersWith(around(9, 5)), silent(5), "no-answer"],
    ["one never answered in four runs", answersWith(around(9, 5)), silent(4), "too-few"],
    ["neither has a run", [], [], "too-few"],
  ] as const)("where %s", (...[, baseline, other, standing]) => {
    expect(compare(baseline, other).standing).toBe(standing);
  });
});

describe("cost at the same tokens", () => {
  const priced = (outputs: readonly number[], factor: number) =>
    outputs.map((output, round) => {
      const usage = usageOf(1_000, output);
      const nanoUsd = Math.round((1_000 * 3 + output * 15) * 1_000 * factor);
      return answer(round, { nanoUsd, billed: { usage, nanoUsd, price: listPrice } });
    });
  const lengths = [120, 900, 300, 450, 60, 700, 210];
  const others = [500, 80, 1_100, 620, 340, 150, 990];

  it("finds a fee of 5.5 % whatever the lengths of the answers", () => {
    const { sameTokens } = compare(priced(lengths, 1), priced(others, 1.055));
    expect(sameTokens?.share).toBeCloseTo(0.055, 6);
    expect(sameTokens?.isClear).toBe(true);
  });

  it("finds none where only the lengths differ", () => {
    const { sameTokens } = compare(priced(lengths, 1), priced(others, 1));
    expect(sameTokens?.share).toBeCloseTo(0, 6);
    expect(sameTokens?.isClear).toBe(false);
  });

  it("takes less than a tenth of a percent for rounding", () => {
    const { sameTokens } = compare(priced(lengths, 1), priced(others, 1.0005));
    expect(sameTokens?.interval?.low).toBeGreaterThan(0);
    expect(sameTokens?.isClear).toBe(false);
    expect(compare(priced(lengths, 1), priced(others, 1.002)).sameTokens?.isClear).toBe(true);
  });

  it("cannot be said where the baseline is free, has no known price, or did not tell its tokens", () => {
    const free = { ...listPrice, inputUsd: 0, outputUsd: 0, cacheReadUsd: 0 };
    const baseline = (parts: Partial<NonNullable<Sample["billed"]>>) =>
      priced(lengths, 1).map((sample) => ({ ...sample, billed: sample.billed && { ...sample.billed, ...parts } }));
    expect(compare(baseline({ price: free, nanoUsd: 0 }), priced(others, 1)).sameTokens).toBeNull();
    expect(compare(baseline({ price: null }), priced(others, 1)).sameTokens).toBeNull();
    expect(
      compare(
        priced(lengths, 1).map((sample) => ({ ...sample, billed: null })),
        priced(others, 1),
      ).sameTokens,
    ).toBeNull();
  });

  it("has no share where the baseline costs nothing, and the difference is still told", () => {
    const free = answersWith(around(900), { nanoUsd: 0, billed: null });
    const cost = row(compare(free, answersWith(around(900), { nanoUsd: 500, billed: null })), "cost");
    expect(cost).toMatchObject({ baseline: 0, absolute: 500, relative: null, isClear: true });
  });

  it("is unknown, and claims nothing, where no cost is known", () => {
    const unknown = answersWith(around(900), { nanoUsd: null, billed: null });
    const cost = row(compare(unknown, answersWith(around(900))), "cost");
    expect(cost).toMatchObject({ baseline: null, absolute: null, interval: null, isClear: false });
  });
});

describe("verdicts of simulated measurements", () => {
  it.each(["lognormal", "heavy tail"] as const)(
    "without a difference are false at most 18 times in 200: %s",
    (shape) => {
      const verdicts = simulatedVerdicts({ shape, runs: 20, times: 200 });
      expect(verdicts.filter(isFalse).length).toBeLessThanOrEqual(18);
    },
  );

  it("find 10 % more cost every time, and 75 ms more often the more runs there are", () => {
    const effect = { addedMs: 75, costFactor: 1.1 };
    const few = simulatedVerdicts({ shape: "lognormal", runs: 20, times: 100, effect });
    const many = simulatedVerdicts({ shape: "lognormal", runs: 60, times: 100, effect });
    expect([...few, ...many].filter((words) => words.includes("costs 10% more"))).toHaveLength(200);
    const found = (verdicts: readonly string[]) =>
      verdicts.filter((words) => /^OpenRouter adds .* first token/.test(words));
    expect(found(few).length).toBeGreaterThan(20);
    expect(found(many).length).toBeGreaterThan(55);
    expect([...few, ...many].filter((words) => words.includes("sooner"))).toEqual([]);
  });
});

describe("intervals of shares", () => {
  it("are Wilson's", () => {
    const { low, high } = shareInterval({ count: 1, of: 20 });
    expect(low).toBeCloseTo(0.0089, 4);
    expect(high).toBeCloseTo(0.2361, 4);
    expect(shareInterval({ count: 0, of: 20 }).low).toBe(0);
    expect(shareInterval({ count: 20, of: 20 }).high).toBe(1);
  });

  it("of a difference are Newcombe's: his example of 56 of 70 against 48 of 80", () => {
    const { low, high } = shareDifference({ count: 48, of: 80 }, { count: 56, of: 70 });
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });

  it("say nothing of no runs", () => {
    expect(shareDifference({ count: 0, of: 0 }, { count: 1, of: 2 })).toEqual({ low: -1, high: 1 });
  });
});
