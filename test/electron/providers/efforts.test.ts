import { describe, expect, it } from "vitest";
import { nearestEffort, thinkingBudget } from "#electron/providers/efforts.ts";
import type { Effort } from "#shared/prompt.ts";

describe("the nearest effort that a model takes", () => {
  it.each<[Effort, readonly Effort[], Effort | null]>([
    ["high", ["low", "high"], "high"],
    ["medium", ["low", "high"], "low"],
    ["max", ["low", "medium", "high"], "high"],
    ["xhigh", ["low", "high", "max"], "high"],
    ["minimal", ["low", "medium"], "low"],
    ["none", ["none", "low"], "none"],
    ["none", ["minimal", "low"], "minimal"],
    ["none", ["low", "high"], "low"],
    ["minimal", ["none", "low"], "low"],
    ["low", ["none", "high"], "high"],
    ["low", ["none"], null],
    ["high", [], null],
  ])("%s of %o is %s", (wanted, accepted, expected) => {
    expect(nearestEffort(wanted, accepted)).toBe(expected);
  });
});

describe("a budget for thinking", () => {
  const bounds = { leastTokens: 1024, mostTokens: 24_576 };

  it("is a share of the answer's limit that grows with the effort", () => {
    const budgets = (["minimal", "low", "medium", "high", "xhigh"] as const).map((effort) =>
      thinkingBudget(effort, 20_000, bounds),
    );
    expect(budgets).toEqual([2000, 4000, 10_000, 16_000, 19_000]);
  });

  it("keeps to the model's bounds", () => {
    expect(thinkingBudget("low", 2000, bounds)).toBe(1024);
    expect(thinkingBudget("max", 100_000, bounds)).toBe(24_576);
  });
});
