import { describe, expect, it } from "vitest";
import { figurePlaces, labelledEvery } from "#renderer/ui/charts/strip-words.ts";

const at = (xPx: number, words = "0.40") => ({ xPx, words });
/** As wide as `p50 0.40` is taken to be. */
const widthPx = 8 * 6.2;

describe("the words of a median and a 95th percentile", () => {
  it("stand to the left of the one and to the right of the other", () => {
    expect(figurePlaces(at(120), at(200), 320)).toEqual({ p50Px: Math.round(124 - widthPx), p95Px: 196 });
  });

  it("keep apart where both are at the same place", () => {
    const { p50Px, p95Px } = figurePlaces(at(160), at(160), 320);
    expect(p95Px - p50Px - widthPx).toBeGreaterThanOrEqual(7);
    expect([p50Px, p95Px]).toEqual([106, 164]);
  });

  it("stay in the strip at both of its ends, without lying upon each other", () => {
    const left = figurePlaces(at(4), at(4), 320);
    expect(left.p50Px).toBe(0);
    expect(left.p95Px).toBeGreaterThan(widthPx);
    const right = figurePlaces(at(318), at(320), 320);
    expect(right.p95Px + widthPx).toBeLessThanOrEqual(320 + 18.5);
    expect(right.p95Px - right.p50Px).toBeGreaterThan(widthPx);
    expect(figurePlaces(at(1), null, 320).p50Px).toBe(0);
  });
});

describe("the words of an axis", () => {
  it("stand at as many ticks as have room for them", () => {
    const dollars = ["$0", "$0.0002", "$0.0004", "$0.0006", "$0.0008", "$0.001", "$0.0012", "$0.0014"];
    expect(labelledEvery(dollars, 240)).toBe(2);
    expect(labelledEvery(dollars, 600)).toBe(1);
    expect(labelledEvery(["0", "1"], 240)).toBe(1);
    expect(labelledEvery([], 240)).toBe(1);
  });
});
