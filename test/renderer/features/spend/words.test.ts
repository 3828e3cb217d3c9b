import { describe, expect, it } from "vitest";
import { lengthWords, momentWords, sessionTitle } from "#renderer/features/spend/moments.ts";
import { rowsOf } from "#renderer/features/spend/session-pair.tsx";
import { costWords, headingOf, placeOf, unknownWords } from "#renderer/features/spend/spend-words.ts";
import { wastedWords, wasteItems } from "#renderer/features/spend/waste-words.ts";
import { driftWords, isDrift, signedDifference } from "#renderer/parts/drift-words.ts";
import { arithmeticOf } from "#renderer/parts/money/arithmetic.ts";
import { wastedSumWords } from "#renderer/parts/money/wasted-sum-words.ts";
import { noSpend, type PriceUse } from "#shared/spend.ts";
import { spendScene } from "#test/support/scripted-spend.ts";

const nowMs = new Date(2026, 10, 22, 14, 32).getTime();
const { report, sessions } = spendScene(nowMs);

const price = {
  inputUsd: 3,
  cacheReadUsd: 0.3,
  cacheWrite5mUsd: 3.75,
  cacheWrite1hUsd: 6,
  outputUsd: 15,
  longPrompt: {
    aboveTokens: 200_000,
    inputUsd: 6,
    cacheReadUsd: 0.6,
    cacheWrite5mUsd: 7.5,
    cacheWrite1hUsd: 12,
    outputUsd: 22.5,
  },
  source: "genai-prices",
  asOf: "2026-11-20",
} as const;

const use: PriceUse = {
  price,
  source: "computed",
  isLongPrompt: false,
  attempts: 3,
  inputTokens: 10_000,
  cacheReadTokens: 4_000,
  cacheWrite5mTokens: 1_000,
  cacheWrite1hTokens: 0,
  outputTokens: 2_000,
  nanoUsd: 49_950_000,
};

const cells = (one: PriceUse) =>
  arithmeticOf(one).lines.map(({ name, tokens, price: rate, cost }) => `${name} ${tokens} ${rate} ${cost}`.trim());

describe("the arithmetic behind a cost", () => {
  it("is tokens times price line by line, the cached ones at their own rates and only once", () => {
    expect(cells(use)).toEqual([
      "Input 5,000 × $0.00300 $0.0150",
      "From cache 4,000 × $0.00030 $0.00120",
      "To cache, 5 m 1,000 × $0.00375 $0.00375",
      "Output 2,000 × $0.01500 $0.0300",
    ]);
    expect(arithmeticOf(use).sum).toBe("$0.0500");
    expect(arithmeticOf(use).origin).toBe("Computed from tokens and price: built-in price list of 2026-11-20.");
  });

  it("takes the rates of long prompts for those, and says so", () => {
    const long = { ...use, isLongPrompt: true };
    expect(cells(long)[0]).toBe("Input 5,000 × $0.00600 $0.0300");
    expect(arithmeticOf(long).origin).toContain("for prompts above 200,000 tokens");
  });

  it("shows no price where the provider reported the amount, and ≈ where it is estimated", () => {
    expect(arithmeticOf({ ...use, price: null, source: "reported" })).toMatchObject({
      origin: "As the provider reported it.",
      sum: "$0.0500",
    });
    expect(cells({ ...use, price: null, source: "reported" })[0]).toBe("Input 5,000");
    expect(arithmeticOf({ ...use, source: "estimated" }).sum).toBe("≈$0.0500");
  });

  it("sets a reported amount beside what the listed price makes of the same tokens", () => {
    const reported = { ...use, source: "reported", nanoUsd: 60_000_000 } as const;
    expect(arithmeticOf(reported)).toMatchObject({
      listed: "$0.0500",
      sum: "$0.0600",
      origin: "As the provider reported it. Listed: built-in price list of 2026-11-20.",
    });
    expect(arithmeticOf({ ...reported, price: null }).listed).toBeNull();
    expect(arithmeticOf(use).listed).toBeNull();
  });

  it("shows no line of tokens that nobody told", () => {
    const silent = { ...use, inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWrite5mTokens: 0 };
    expect(cells({ ...silent, source: "unknown" })).toEqual([]);
    expect(arithmeticOf({ ...silent, price: null, nanoUsd: 0 }).origin).toBe("Nothing was billed.");
  });

  it("never makes an unknown cost a zero", () => {
    const unknown = { ...use, source: "unknown", nanoUsd: 0 } as const;
    expect(arithmeticOf({ ...unknown, price: null })).toMatchObject({
      sum: "unknown",
      origin: "The price of this model is not known, so the cost is not $0.",
    });
    expect(arithmeticOf(unknown).origin).toContain("What was used is not known.");
  });
});

describe("sums with unknown parts", () => {
  it("are a sum, an estimate or unknown", () => {
    expect(costWords({ ...noSpend, nanoUsd: 1e9 })).toBe("$1.00");
    expect(costWords({ ...noSpend, nanoUsd: 1e9, estimatedNanoUsd: 1 })).toBe("≈$1.00");
    expect(costWords({ ...noSpend, unknownCosts: 1 })).toBe("unknown");
    expect(costWords(noSpend)).toBe("$0");
  });

  it("say how many are left out, as answers where all of them are", () => {
    expect(unknownWords(report)).toBe("plus 4\u00a0answers with an unknown price");
    const failed = report.byModel.map((model) => ({ ...model, failedAttempts: 1 }));
    expect(unknownWords({ ...report, byModel: failed })).toBe("plus 4\u00a0attempts with an unknown price");
    expect(unknownWords({ total: noSpend, byModel: [] })).toBe("");
  });

  it("say that the cost is unknown where a price is known", () => {
    const priced = report.byModel.map((model) => ({
      ...model,
      prices: model.prices.map((one) => ({ ...one, price })),
    }));
    expect(unknownWords({ ...report, byModel: priced })).toBe("plus 4\u00a0answers with an unknown cost");
  });
});

describe("price drift", () => {
  it("is said from more than one percent on", () => {
    const drift = { reportedNanoUsd: 101e6, computedNanoUsd: 100e6, attempts: 2 };
    expect(isDrift(drift)).toBe(false);
    expect(isDrift({ ...drift, reportedNanoUsd: 101.1e6 })).toBe(true);
    expect(isDrift({ ...drift, reportedNanoUsd: 98.9e6 })).toBe(true);
    expect(isDrift({ reportedNanoUsd: 1, computedNanoUsd: 0, attempts: 1 })).toBe(true);
  });

  it("says both figures and the difference with its sign", () => {
    expect(driftWords({ reportedNanoUsd: 129_500_000, computedNanoUsd: 124_300_000, attempts: 11 })).toBe(
      "Reported $0.1295, and the listed price makes $0.1243 of the same 11\u00a0attempts: +$0.00520 (+4.2%).",
    );
    expect(signedDifference(50e6, 100e6)).toBe("\u2212$0.0500 (\u221250%)");
    expect(signedDifference(1e6, 0)).toBe("+$0.00100");
    expect(signedDifference(5, 5)).toBe("no difference");
  });
});

describe("why money was wasted", () => {
  it("names what was billed, dearest first, and what was not in one", () => {
    expect(wasteItems(report.waste).map(({ title, attempts, nanoUsd }) => [title, attempts, nanoUsd])).toEqual([
      ["Stream cut", 5, 19_000_000],
      ["Timed out mid-stream", 3, 8_900_000],
      ["429 and 5xx, not billed", 15, 0],
    ]);
  });

  it("keeps a cause of unknown cost apart from what cost nothing", () => {
    const [item] = wasteItems([{ class: "EMPTY", reason: null, attempts: 1, nanoUsd: 0, unknownCosts: 1, uses: [] }]);
    expect(item).toMatchObject({ title: "Empty answer", unknownCosts: 1 });
  });

  it("says ≈ where a part of it is an estimate", () => {
    const lost = { ...use, providerId: "openai", modelId: "gpt-4o", source: "estimated" } as const;
    const cause = {
      class: "NETWORK",
      reason: "cut",
      attempts: 3,
      nanoUsd: 5e7,
      unknownCosts: 0,
      uses: [lost],
    } as const;
    expect(wastedWords(5e7, [cause])).toBe("≈$0.0500");
    expect(wastedWords(5e7, [cause], lost)).toBe("≈$0.0500");
    expect(wastedWords(5e7, [cause], { providerId: "openai", modelId: "other" })).toBe("$0.0500");
    expect(wastedWords(5e7, report.waste)).toBe("$0.0500");
  });

  it("says ≈ of a sum alone where a part of the whole is an estimate, because the lost part may be", () => {
    const sum = { ...noSpend, nanoUsd: 1e9, wastedNanoUsd: 5e7 };
    expect(wastedSumWords(sum)).toBe("$0.0500");
    expect(wastedSumWords({ ...sum, estimatedNanoUsd: 1 })).toBe("≈$0.0500");
    expect(wastedSumWords({ ...sum, wastedNanoUsd: 0, estimatedNanoUsd: 1 })).toBe("$0");
  });

  it("says that it is unknown where no cost of it is known, and never $0", () => {
    const lost = { ...use, providerId: "openai", modelId: "gpt-4o", source: "unknown", nanoUsd: 0 } as const;
    const cause = { class: "EMPTY", reason: null, attempts: 1, nanoUsd: 0, unknownCosts: 1, uses: [lost] } as const;
    expect(wastedWords(0, [cause])).toBe("unknown");
    expect(wastedWords(0, [cause], lost)).toBe("unknown");
    expect(wastedWords(0, [cause], { providerId: "openai", modelId: "other" })).toBe("$0");
    expect(wastedWords(5e7, [cause])).toBe("$0.0500");
  });

  it("names three causes at most and counts the others", () => {
    const free = (["RATE_LIMIT", "SERVER", "AUTH", "NETWORK"] as const).map((failureClass, index) => ({
      class: failureClass,
      reason: null,
      attempts: 9 - index,
      nanoUsd: 0,
      unknownCosts: 0,
      uses: [],
    }));
    expect(wasteItems(free).map((item) => item.title)).toEqual(["429, 5xx and others, not billed"]);
  });
});

describe("what sessions and reports are called", () => {
  it("is a name, or a day and a time", () => {
    expect(sessionTitle({ name: "Ledger import", startedAtMs: 0 }, nowMs)).toBe("Ledger import");
    expect(momentWords(new Date(2026, 10, 22, 13, 5).getTime(), nowMs)).toBe("22\u00a0Nov, 13:05");
    expect(momentWords(new Date(2025, 10, 2, 9, 5).getTime(), nowMs)).toBe("2\u00a0Nov\u00a02025, 09:05");
  });

  it("says the span of a report", () => {
    const heading = (range: typeof report.range) => headingOf({ range }, null, nowMs);
    expect(heading({ kind: "days", days: 1 })).toBe("Today so far");
    expect(heading({ kind: "days", days: 30 })).toBe("Last 30 days");
    expect(heading({ kind: "all" })).toBe("All time");
    const current = { id: "a", name: null, startedAtMs: 0, endedAtMs: null };
    expect(headingOf(report, current, nowMs)).toBe("Session so far");
    expect(headingOf(report, { ...current, name: "Ledger" }, nowMs)).toBe("Ledger");
    expect(placeOf({ range: { kind: "days", days: 7 } })).toBe(" in the last 7 days");
  });

  it.each([
    [20_000, "under a minute"],
    [60_000, "1 minute"],
    [33 * 60_000, "33 minutes"],
    [125 * 60_000, "2\u00a0h 5\u00a0m"],
    [72 * 3_600_000, "3 days"],
  ])("says a length of %d ms", (ms, words) => expect(lengthWords(ms)).toBe(words));
});

describe("two sessions side by side", () => {
  it("show the second one's difference, and none where a cost is unknown", () => {
    const [current, import_, , local] = sessions;
    if (current === undefined || import_ === undefined || local === undefined) throw new Error("Four sessions.");
    const row = (name: string, one = import_, other = current) =>
      rowsOf(one, other, nowMs).find((candidate) => candidate.name === name);
    expect(row("Spent")).toEqual({
      of: "spent",
      name: "Spent",
      values: ["$1.20", "$0.6099"],
      difference: "\u2212$0.5946 (\u221249%)",
    });
    expect(row("Spent", import_, local)).toMatchObject({ values: ["$1.20", "unknown"], difference: "" });
    expect(row("Spent for each answer")?.values).toEqual(["$0.0100", "unknown"]);
    expect(row("Answers")?.values).toEqual(["120", "84"]);
  });
});
