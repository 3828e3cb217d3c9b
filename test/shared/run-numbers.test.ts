import { describe, expect, it } from "vitest";
import { formatCost } from "#shared/format.ts";
import type { Attempt } from "#shared/run.ts";
import { bestOf, estimateNanoUsd, numbersOf } from "#shared/run-numbers.ts";
import { attemptOf, models, rateLimited, runOf, usageOf } from "#test/support/scripted-data.ts";
import { compareScene, statesScene } from "#test/support/scripted-scenes.ts";

const [smart, , llama] = compareScene(4_800).runs;
const unpriced = statesScene(4_800).runs.find((run) => run.id === "unpriced");
if (smart === undefined || llama === undefined || unpriced === undefined) throw new Error("A scene lacks a run.");

const gpt = models.find((model) => model.modelId === "gpt-4o");

describe("numbers of a run", () => {
  it("takes tokens and cost of a finished answer from the provider", () => {
    const numbers = numbersOf(llama, 2, 9_000);
    expect(numbers).toMatchObject({
      firstTokenMs: 210,
      totalMs: 820,
      inputTokens: 118,
      outputTokens: 168,
      isEstimate: false,
    });
    expect(numbers.tokensPerSecond).toBeCloseTo(168 / 0.605, 5);
    expect(formatCost(numbers.cost.nanoUsd)).toBe("$0.000202");
  });

  it("counts a chain's first token from Send, lost links included", () => {
    expect(numbersOf(smart, 2, 4_800).firstTokenMs).toBe(1_380);
  });

  it("marks what it counted itself while an answer streams", () => {
    const numbers = numbersOf(smart, 2, 4_800);
    expect(numbers.isEstimate).toBe(true);
    expect(numbers.cost).toMatchObject({ isEstimate: true, unknownCount: 0 });
    expect(numbers.cost.nanoUsd).toBeGreaterThan(0);
  });

  it("counts an unknown price as unknown, never as nothing", () => {
    expect(numbersOf(unpriced, 2, 9_000).cost).toEqual({ nanoUsd: 0, unknownCount: 1, isEstimate: false });
  });

  it("adds what lost attempts cost to what the answer cost", () => {
    const attempts = [
      attemptOf("a", {
        status: "failed",
        endMs: 500,
        firstContentMs: 100,
        failure: rateLimited,
        cost: { nanoUsd: 300, source: "estimated" },
      }),
      attemptOf("b", {
        status: "answered",
        linkIndex: 1,
        startMs: 500,
        endMs: 900,
        cost: { nanoUsd: 700, source: "reported" },
      }),
    ];
    const run = runOf("r", { status: "done", endMs: 900, answeredBy: "b", attempts });
    expect(numbersOf(run, 0, 1_000).cost).toEqual({ nanoUsd: 1_000, unknownCount: 0, isEstimate: true });
  });

  describe("speed", () => {
    const answered = { status: "answered" as const, firstContentMs: 100, lastContentMs: 400, endMs: 400 };
    const speedOfAnswer = (parts: Partial<Attempt>) => {
      const attempt = attemptOf("a", { ...answered, usage: usageOf(5, 21), ...parts });
      const run = runOf("r", { status: "done", endMs: 400, answeredBy: "a", attempts: [attempt] });
      return numbersOf(run, 0, 0).tokensPerSecond;
    };

    it("is not said below ten tokens", () => {
      expect(speedOfAnswer({ usage: usageOf(5, 9) })).toBeNull();
      expect(speedOfAnswer({ usage: usageOf(5, 12) })).toBe(40);
    });

    it("is not said of a text that came in one burst, whose few milliseconds measure nothing", () => {
      for (const lastContentMs of [100, 104, 199]) expect(speedOfAnswer({ lastContentMs })).toBeNull();
      expect(speedOfAnswer({ lastContentMs: 200 })).toBe(210);
    });

    it("is not said where nobody knows when the last text came: a crash cut the answer off", () => {
      expect(speedOfAnswer({ status: "failed", lastContentMs: null })).toBeNull();
    });

    it("counts up to now while the answer streams, from the shortest span on", () => {
      const attempt = attemptOf("a", { firstContentMs: 100 });
      const run = runOf("r", { status: "running", startedAtMs: 0, text: "x".repeat(400), attempts: [attempt] });
      expect([150, 600].map((nowMs) => numbersOf(run, 0, nowMs).tokensPerSecond)).toEqual([null, 200]);
    });
  });

  it("prices a token at a thousandth of the price per million in nano-dollars", () => {
    expect(estimateNanoUsd(gpt?.price ?? null, 118, 262)).toBe(2_915_000);
    expect(estimateNanoUsd(null, 118, 262)).toBeNull();
  });
});

describe("best of", () => {
  const fast = numbersOf(llama, 0, 0);
  const slow = {
    ...fast,
    firstTokenMs: 900,
    totalMs: 4_000,
    tokensPerSecond: 20,
    cost: { ...fast.cost, nanoUsd: 900_000 },
  };

  it("needs two finished answers to compare", () => {
    expect(bestOf(fast, [fast])).toMatchObject({ firstToken: null, total: null, speed: null, cost: null });
    expect(bestOf(fast, [fast, slow])).toMatchObject({ firstToken: 2, total: 2, speed: 2, cost: 2 });
    expect(bestOf(slow, [fast, slow])).toMatchObject({ firstToken: null, total: null, speed: null, cost: null });
  });

  it("is shared by ties", () => {
    expect(bestOf(fast, [fast, fast]).total).toBe(2);
  });

  it("never calls an unknown cost the lowest", () => {
    const unknown = { ...fast, cost: { nanoUsd: 0, unknownCount: 1, isEstimate: false } };
    expect(bestOf(unknown, [unknown, slow, fast]).cost).toBeNull();
    expect(bestOf(fast, [unknown, slow, fast]).cost).toBe(2);
  });

  it("counts for each figure only the answers that say it", () => {
    const mute = { ...slow, firstTokenMs: null, tokensPerSecond: null };
    expect(bestOf(fast, [fast, slow, mute])).toEqual({ firstToken: 2, total: 3, speed: 2, cost: 3 });
  });
});
