import { describe, expect, it } from "vitest";
import { areaPath, areaPolygon, linePath, planeOf, roundValues, spread, stepAt } from "#renderer/ui/charts/steps.ts";

const steps = [
  { at: 10, value: 2, part: 0 },
  { at: 60, value: 5, part: 1 },
  { at: 80, value: 5, part: 1 },
];
const plane = planeOf({ from: 0, to: 100, top: 10 });

describe("a line of steps", () => {
  it("starts at nothing, stays level until a step and rises straight up there", () => {
    expect(linePath(steps, (step) => step.value, plane)).toBe("M0 100L10 100L10 80L60 80L60 50L80 50");
  });

  it("encloses what lies below it down to the axis", () => {
    expect(areaPath(steps, (step) => step.value, plane)).toBe("M0 100L10 100L10 80L60 80L60 50L80 50V100H0Z");
    expect(areaPolygon(steps, (step) => step.part, plane)).toBe(
      "polygon(0% 100%, 10% 100%, 60% 100%, 60% 90%, 80% 90%, 80% 100%, 0% 100%)",
    );
  });

  it("tells the step that holds at a place, the first one before there is any", () => {
    expect([0, 10, 59, 60, 79, 200].map((at) => stepAt(steps, at))).toEqual([0, 0, 0, 1, 1, 2]);
  });
});

describe("an axis of values", () => {
  it.each([
    [1.1, [0, 0.25, 0.5, 0.75, 1]],
    [0.011, [0, 0.0025, 0.005, 0.0075, 0.01]],
    [46, [0, 10, 20, 30, 40]],
    [3_100_000, [0, 1_000_000, 2_000_000, 3_000_000]],
    [0, [0]],
  ])("goes to %d in round steps", (top, expected) => {
    const values = roundValues(top, 5);
    expect(values).toHaveLength(expected.length);
    for (const [index, value] of values.entries()) expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 9);
  });
});

describe("labels that would cover each other", () => {
  it("move down, each below the one above it, and stay in their order", () => {
    expect(spread([10, 12, 50], 8)).toEqual([10, 18, 50]);
    expect(spread([50, 12, 10], 8)).toEqual([50, 18, 10]);
    expect(spread([10, 11, 12], 8)).toEqual([10, 18, 26]);
  });
});
