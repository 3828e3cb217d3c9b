import { describe, expect, it } from "vitest";
import { createResampler, resampleCount } from "#shared/statistics/resampler.ts";

/** Odds that at most `most` of `draws` fall into a share of all: the exact law that ranks of resamples follow. */
function binomialUpTo(most: number, draws: number, share: number): number {
  let term = (1 - share) ** draws;
  let sum = term;
  for (let k = 1; k <= most; k++) {
    term *= ((draws - k + 1) / k) * (share / (1 - share));
    sum += term;
  }
  return sum;
}

function shareUpTo(ranks: Uint16Array, rank: number): number {
  return ranks.filter((one) => one <= rank).length / ranks.length;
}

describe("resamples", () => {
  it.each([5, 21, 201])("have medians as often as the binomial law says, of %i values", (count) => {
    const { p50 } = createResampler(1).draws(count, "baseline");
    const place = (count - 1) / 2;
    expect(p50.lower).toEqual(p50.upper);
    for (let rank = 0; rank < count - 1; rank++) {
      const odds = 1 - binomialUpTo(place, count, (rank + 1) / count);
      // Four standard errors of a share of 2,000.
      expect(Math.abs(shareUpTo(p50.lower, rank) - odds)).toBeLessThan(4 * Math.sqrt(0.25 / resampleCount));
    }
  });

  it("have 95th percentiles as often as the binomial law says", () => {
    const { p95 } = createResampler(2).draws(101, "other");
    for (const rank of [88, 92, 95, 98]) {
      const odds = 1 - binomialUpTo(95, 101, (rank + 1) / 101);
      expect(Math.abs(shareUpTo(p95.lower, rank) - odds)).toBeLessThan(0.045);
    }
  });

  it("lie between two values where the place of a quantile does", () => {
    const { p50, p95 } = createResampler(3).draws(20, "baseline");
    expect(p50.share).toBe(0.5);
    expect(p95.share).toBeCloseTo(0.05, 10);
    expect(p50.lower.every((rank, index) => rank <= (p50.upper[index] ?? -1))).toBe(true);
  });

  it("are the same for the same seed and others for another one", () => {
    const { p50 } = createResampler(4).draws(20, "baseline");
    expect(createResampler(4).draws(20, "baseline").p50).toEqual(p50);
    expect(createResampler(5).draws(20, "baseline").p50).not.toEqual(p50);
  });

  it("are drawn for two samples independently of each other", () => {
    const resampler = createResampler(6);
    const before = resampler.draws(20, "baseline").p50.lower;
    const after = resampler.draws(20, "other").p50.lower;
    expect(Math.abs(correlation([...before], [...after]))).toBeLessThan(4 / Math.sqrt(resampleCount));
  });

  it("are not kept for counts that were left behind", () => {
    const resampler = createResampler(8);
    const first = resampler.draws(1, "other");
    for (let count = 2; count <= 40; count++) resampler.draws(count, "other");
    expect(resampler.draws(1, "other")).toBe(first);
    for (let count = 41; count <= 110; count++) resampler.draws(count, "other");
    expect(resampler.draws(1, "other")).not.toBe(first);
    expect(resampler.draws(1, "other")).toEqual(first);
  });

  it("are drawn once for each count", () => {
    const resampler = createResampler(7);
    expect(resampler.draws(20, "other")).toBe(resampler.draws(20, "other"));
    expect(resampler.draws(19, "other")).not.toBe(resampler.draws(20, "other"));
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const sum = (pick: (a: number, b: number) => number) =>
    a.reduce((all, value, index) => all + pick(value - meanA, (b[index] ?? 0) - meanB), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}
