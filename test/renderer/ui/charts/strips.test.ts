import { describe, expect, it } from "vitest";
import { dotsPath, type Strip, shareOn, stripAxis } from "#renderer/ui/charts/strips.ts";

const strip = (values: readonly number[], parts: Partial<Strip> = {}): Strip => ({
  id: "a",
  name: "Direct",
  look: "filled",
  values,
  p50: null,
  p95: null,
  ...parts,
});

describe("the axis of strips", () => {
  it("goes around the values of all strips, from a round value to a round value", () => {
    expect(stripAxis([strip([0.56, 1.31]), strip([0.79, 2.67])])).toEqual({
      from: 0.5,
      to: 3,
      ticks: [0.5, 1, 1.5, 2, 2.5, 3],
    });
  });

  it("leaves room for the words of a 95th percentile near its end", () => {
    const tight = stripAxis([strip([0.1, 2.9], { p95: { value: 2.9, label: "2.90" } })]);
    expect(shareOn(tight, 2.9)).toBeLessThan(0.88);
    expect(tight.ticks.at(-1)).toBe(tight.to);
  });

  it("begins and ends at a tick also where values are small fractions", () => {
    const cost = stripAxis([strip([0.008613, 0.009239], { p95: { value: 0.009239, label: "$0.00924" } })]);
    expect(cost.ticks.at(-1)).toBe(cost.to);
    expect(cost.ticks[0]).toBe(cost.from);
  });

  it("has an extent where all values are one, where that is zero, and where there are none", () => {
    expect(stripAxis([strip([4, 4])]).from).toBeLessThan(4);
    expect(stripAxis([strip([4, 4])]).to).toBeGreaterThan(4);
    expect(stripAxis([strip([0])])).toMatchObject({ from: 0, to: 1 });
    expect(stripAxis([strip([])])).toMatchObject({ from: 0, to: 1 });
  });
});

describe("the dots of a strip", () => {
  const axis = { from: 0, to: 10, ticks: [0, 10] };
  const size = { widthPx: 200, heightPx: 28 };

  it("stand where their value is, spread over the height of the strip and never out of it", () => {
    const dots = dotsPath(strip(Array.from({ length: 200 }, () => 5)), axis, size).match(/M[\d.]+ [\d.]+h0/g) ?? [];
    const heights = dots.map((dot) => Number(dot.slice(0, -2).split(" ")[1]));
    expect(dots).toHaveLength(200);
    expect(dots.every((dot) => dot.startsWith("M100 "))).toBe(true);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(4);
    expect(Math.max(...heights)).toBeLessThanOrEqual(24);
    expect(new Set(heights).size).toBeGreaterThan(100);
  });

  it("are diamonds around their value where they are hollow", () => {
    expect(dotsPath(strip([5], { look: "hollow" }), axis, size)).toBe("M96 4l4 -4l4 4l-4 4z");
  });
});
