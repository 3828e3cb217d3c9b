import { describe, expect, it } from "vitest";
import { distributionOf, distributionsOf } from "#shared/statistics/distribution.ts";
import { createResampler } from "#shared/statistics/resampler.ts";
import { answer, failed } from "#test/support/route-samples.ts";

const resampler = createResampler(1);
const of = (count: number) =>
  distributionOf(
    Array.from({ length: count }, (_, index) => index * 10),
    resampler,
  );

/** Odds that at least so many of `count` values are not above their 95th percentile. */
function oddsAtLeast(rank: number, count: number): number {
  const logFactorial = (n: number) =>
    Array.from({ length: n }, (_, index) => Math.log(index + 1)).reduce((a, b) => a + b, 0);
  const whole = logFactorial(count);
  return Array.from({ length: count - rank + 1 }, (_, index) => rank + index).reduce((sum, k) => {
    const ways = whole - logFactorial(k) - logFactorial(count - k);
    return sum + Math.exp(ways + k * Math.log(0.95) + (count - k) * Math.log(0.05));
  }, 0);
}

describe("a distribution", () => {
  it("has a median from three values, its interval from five", () => {
    expect(of(2)).toMatchObject({ count: 2, p50: null, p50Interval: null });
    expect(of(3)).toMatchObject({ p50: 10, p50Interval: null });
    expect(of(4).p50Interval).toBeNull();
    expect(of(5).p50Interval).toEqual({ low: 0, high: 40 });
  });

  it("has a 95th percentile from fifteen values, its interval from fifty", () => {
    expect(of(14).p95).toBeNull();
    expect(of(15)).toMatchObject({ p95: 133, p95Interval: null });
    expect(of(49).p95Interval).toBeNull();
    const { p95, p95Interval } = of(50);
    expect(p95).toBeCloseTo(465.5, 10);
    expect(p95Interval).toEqual({ low: 430, high: 490 });
  });

  it("has an interval of its 95th percentile that leaves out at most 2.5 % on either side, where so many values allow it", () => {
    const place = (value: number) => value / 10 + 1;
    for (const count of [73, 100, 200, 1_000]) {
      const { low, high } = of(count).p95Interval ?? { low: Number.NaN, high: Number.NaN };
      const [below, above] = [oddsAtLeast(place(high), count), 1 - oddsAtLeast(place(low), count)];
      expect(below, `${count}`).toBeLessThanOrEqual(0.025);
      expect(above, `${count}`).toBeLessThanOrEqual(0.025);
      // One rank further in it would be too narrow.
      expect(oddsAtLeast(place(high) - 1, count)).toBeGreaterThan(0.025);
      expect(1 - oddsAtLeast(place(low) + 1, count)).toBeGreaterThan(0.025);
    }
  });

  it("says nothing of no values", () => {
    expect(of(0)).toEqual({
      ...{ count: 0, least: null, most: null, p50: null, p95: null },
      ...{ p50Interval: null, p95Interval: null },
    });
  });

  it("has no width where all values are equal", () => {
    const distribution = distributionOf(Array<number>(50).fill(7), resampler);
    expect(distribution).toMatchObject({ least: 7, most: 7, p50: 7, p95: 7 });
    expect(distribution.p50Interval).toEqual({ low: 7, high: 7 });
    expect(distribution.p95Interval).toEqual({ low: 7, high: 7 });
  });

  it("does not depend on the order of its values", () => {
    expect(distributionOf([5, 1, 4, 2, 3, 9], resampler)).toEqual(distributionOf([1, 2, 3, 4, 5, 9], resampler));
  });

  it("is of the answers alone: a failure's time and cost are in none", () => {
    const samples = [0, 1, 2, 3].map((round) => answer(round, { nanoUsd: 100, totalMs: 2_000 }));
    const all = distributionsOf([...samples, failed(4, { nanoUsd: 9_999, totalMs: 60_000 })], resampler);
    expect(all.total).toMatchObject({ count: 4, most: 2_000 });
    expect(all.cost).toMatchObject({ count: 4, most: 100 });
  });

  it("leaves out what is not known, for each measure by itself", () => {
    const samples = [answer(0, { nanoUsd: null }), answer(1, { tokensPerSecond: null }), answer(2)];
    const { firstToken, speed, cost, output } = distributionsOf(samples, resampler);
    expect([firstToken.count, speed.count, cost.count, output.count]).toEqual([3, 2, 2, 3]);
  });
});
