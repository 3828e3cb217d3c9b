import { describe, expect, it } from "vitest";
import { basisSentences, sameTokensWords } from "#shared/statistics/basis.ts";
import type { Difference } from "#shared/statistics/difference.ts";
import { compareRoutes } from "#shared/statistics/route-verdict.ts";
import {
  clearWords,
  differenceWords,
  intervalWords,
  rowTitle,
  sideWords,
  valueWords,
} from "#shared/statistics/row-words.ts";
import type { Sample } from "#shared/statistics/samples.ts";
import { verdictSentence } from "#shared/statistics/verdict-sentence.ts";
import { answersWith, failed } from "#test/support/route-samples.ts";

const names = { baseline: "Direct", other: "OpenRouter" };

const around = (middle: number, count = 20) =>
  Array.from({ length: count }, (_, index) => middle + (index - count / 2) * 4);
const route = (firstTokenMs: number, parts: Partial<Sample> = {}) => answersWith(around(firstTokenMs), parts);
const factor = (samples: readonly Sample[], share: number) =>
  samples.map((sample) => ({
    ...sample,
    nanoUsd: (sample.nanoUsd ?? 0) * share,
    billed: sample.billed && { ...sample.billed, nanoUsd: sample.billed.nanoUsd * share },
  }));
const withFailed = (samples: readonly Sample[], count: number) => [
  ...samples.slice(count),
  ...Array.from({ length: count }, (_, index) => failed(index)),
];
const verdictOf = (baseline: readonly Sample[], other: readonly Sample[]) =>
  compareRoutes({ baseline, other, seed: 1 });
const sentence = (baseline: readonly Sample[], other: readonly Sample[]) =>
  verdictSentence(verdictOf(baseline, other), names);
const unpriced = (samples: readonly Sample[], nanoUsd: number | null) =>
  samples.map((sample) => ({ ...sample, nanoUsd, billed: null }));

describe("the verdict's sentence", () => {
  it("says what the other route adds, costs and how often it failed", () => {
    expect(sentence(route(890), withFailed(factor(route(1_180), 1.055), 1))).toBe(
      "OpenRouter adds 0.29\u00a0s to the first token, costs 5.5% more and failed once in 20.",
    );
  });

  it.each([
    [
      "sooner and cheaper",
      route(1_180),
      factor(route(890), 0.9),
      "OpenRouter brings the first token 0.29\u00a0s sooner and costs 10% less.",
    ],
    ["75 ms", route(890), route(965), "OpenRouter adds 0.075\u00a0s to the first token and costs the same."],
    [
      "nothing but the time",
      unpriced(route(890), null),
      unpriced(route(1_180), null),
      "OpenRouter adds 0.29\u00a0s to the first token.",
    ],
    [
      "no difference",
      route(890),
      route(890),
      "OpenRouter makes no clear difference to the first token or the total time and costs the same.",
    ],
    [
      "a difference in total alone",
      route(890, { totalMs: 6_000 }),
      route(890, { totalMs: 9_000 }),
      "OpenRouter makes no clear difference to the first token, adds 3.00\u00a0s in total and costs the same.",
    ],
    [
      "done sooner",
      route(890, { totalMs: 9_000 }),
      route(890, { totalMs: 6_000 }),
      "OpenRouter makes no clear difference to the first token, is done 3.00\u00a0s sooner and costs the same.",
    ],
    [
      "a free one",
      unpriced(route(890), 700),
      unpriced(route(1_180), 0),
      "OpenRouter adds 0.29\u00a0s to the first token and costs nothing.",
    ],
    [
      "a paid one against a free one",
      unpriced(route(890), 0),
      unpriced(route(1_180), 8_680_000),
      "OpenRouter adds 0.29\u00a0s to the first token and costs $0.00868 an answer, where Direct costs nothing.",
    ],
    [
      "two that are free",
      unpriced(route(890), 0),
      unpriced(route(1_180), 0),
      "OpenRouter adds 0.29\u00a0s to the first token.",
    ],
    [
      "failures of both",
      withFailed(route(890), 2),
      withFailed(route(1_180), 3),
      "OpenRouter adds 0.29\u00a0s to the first token, costs the same and failed 3 times in 20; Direct failed twice in 20.",
    ],
    [
      "failures of the first alone",
      withFailed(route(890), 1),
      route(1_180),
      "OpenRouter adds 0.29\u00a0s to the first token and costs the same; Direct failed once in 20.",
    ],
  ] as const)("of %s", (...[, baseline, other, words]) => {
    expect(sentence(baseline, other)).toBe(words);
  });

  it("claims nothing of too few runs, however far apart they are, and says how many it takes", () => {
    expect(sentence(route(100), answersWith([9_000, 9_000, 9_000, 9_000]))).toBe(
      "Too few runs for a verdict: Direct has 20 answers and OpenRouter 4, and it takes 5 of each.",
    );
    expect(sentence(answersWith([1]), [])).toBe(
      "Too few runs for a verdict: Direct has 1 answer and OpenRouter 0, and it takes 5 of each.",
    );
  });

  it("says that a route never answered, and compares nothing with it", () => {
    const silent = Array.from({ length: 20 }, (_, round) => failed(round));
    expect(sentence(route(890), silent)).toBe("OpenRouter never answered: it failed 20 times in 20.");
    expect(sentence(silent, withFailed(route(890), 1))).toBe(
      "Direct never answered: it failed 20 times in 20. OpenRouter answered 19 times in 20.",
    );
    expect(sentence(silent, silent)).toBe("Neither answered: OpenRouter failed 20 times in 20, Direct 20 times in 20.");
  });
});

describe("the basis of a verdict", () => {
  const facts = { names, repeat: { seed: 7 }, when: "Saturday 21 November, 16:04 to 16:19" };

  it("says runs, time, order, seed and method", () => {
    expect(basisSentences(verdictOf(route(890), route(900)), facts)).toEqual([
      "20 runs per route, Saturday 21 November, 16:04 to 16:19, alternating in an order drawn with seed 7.",
      "Differences are of medians, with 95% bootstrap intervals (2,000 resamples).",
    ]);
  });

  it("says what is in no figure", () => {
    const other = [
      ...withFailed(factor(route(1_180), 1.055), 1).map((sample, index) =>
        index === 0 ? { ...sample, nanoUsd: null } : sample,
      ),
      failed(21, { limitsMet: 1 }),
    ];
    expect(
      basisSentences(verdictOf(route(890), other), { ...facts, repeat: { seed: 7, rows: [{ a: "1" }, { a: "2" }] } }),
    ).toEqual([
      "20 runs of Direct and 21 of OpenRouter of 2 prompts, Saturday 21 November, 16:04 to 16:19, alternating in an order drawn with seed 7.",
      "Differences are of medians, with 95% bootstrap intervals (2,000 resamples).",
      "Cost is compared at the same tokens, by the list price of Direct: +5.5%.",
      "2 failed runs are counted and in no time or cost.",
      "1 answer with an unknown cost is left out of cost.",
      "OpenRouter met a limit once.",
    ]);
  });

  it("says what the sentence goes by where the row of cost says something else", () => {
    const routed = factor(route(1_180), 1.055);
    const verdict = verdictOf(route(890), routed);
    const rows = verdict.rows.map((row) => (row.measure === "cost" ? { ...row, relative: 0.052 } : row));
    expect(sameTokensWords({ ...verdict, rows })).toBe("+5.5% at the same tokens");
    expect(
      sameTokensWords({
        ...verdict,
        rows: rows.map((row) => (row.measure === "cost" ? { ...row, relative: 0.055 } : row)),
      }),
    ).toBeNull();
    expect(sameTokensWords({ ...verdict, sameTokens: null })).toBeNull();
  });

  it("says where warm connections or cached prompts may be the difference", () => {
    const cold = route(1_180).map((sample, index) => ({
      ...sample,
      isWarm: index >= 10,
      cacheReadTokens: index < 5 ? 100 : 0,
    }));
    expect(basisSentences(verdictOf(route(890), cold), facts).slice(2)).toEqual([
      "Warm connections: Direct 100%, OpenRouter 50% of answers.",
      "Prompt-cache hits: Direct 0%, OpenRouter 25% of answers.",
    ]);
  });
});

describe("a total time that is clear to 95 % and not to 99 %", () => {
  it("is no sentence without a verb where nothing else can be told", () => {
    const silent = (samples: readonly Sample[]) =>
      unpriced(samples, null).map((one) => ({ ...one, firstTokenMs: null }));
    const verdict = verdictOf(silent(route(890)), silent(route(890)));
    const rows = verdict.rows.map((row) => (row.measure === "total" ? { ...row, isClear: true } : row));
    expect(verdictSentence({ ...verdict, rows }, names)).toBe("OpenRouter shows nothing that is clear.");
  });

  it("is neither claimed nor denied: the table shows it", () => {
    const { rows, ...rest } = verdictOf(route(890), route(890));
    const doubtful = rows.map((row) =>
      row.measure === "total" ? { ...row, isClear: true, isClearTwice: false } : row,
    );
    expect(verdictSentence({ ...rest, rows: doubtful }, names)).toBe(
      "OpenRouter makes no clear difference to the first token and costs the same.",
    );
  });
});

describe("words of a row", () => {
  const row = (parts: Partial<Difference>): Difference => ({
    ...{ measure: "firstToken", quantile: "p50", baseline: 890, other: 1_180, absolute: 290, relative: 290 / 890 },
    ...{ interval: { low: 120, high: 420 }, isClear: true, isClearTwice: true },
    counts: { baseline: { answers: 20, values: 20 }, other: { answers: 20, values: 20 } },
    ...parts,
  });

  it("are those of the picture", () => {
    expect(rowTitle(row({}))).toBe("First token, p50");
    expect(rowTitle(row({ measure: "cost" }))).toBe("Cost per answer");
    expect(valueWords("firstToken", 890)).toBe("0.89\u00a0s");
    expect(valueWords("speed", 61.84)).toBe("61.8\u00a0tok/s");
    expect(differenceWords(row({}))).toBe("+0.29\u00a0s (+33%)");
    expect(differenceWords(row({ measure: "speed", absolute: -0.6, relative: -0.0097 }))).toBe(
      "\u22120.60\u00a0tok/s (\u22121.0%)",
    );
    expect(differenceWords(row({ measure: "cost", absolute: 477_000, relative: 0.055 }))).toBe("+$0.000477 (+5.5%)");
    expect(intervalWords(row({}))).toBe("+0.12\u00a0s to +0.42\u00a0s");
  });

  it("say too few runs, and no clear difference", () => {
    const few = { baseline: { answers: 20, values: 20 }, other: { answers: 2, values: 2 } };
    const none = row({ other: null, absolute: null, relative: null, interval: null, isClear: false, counts: few });
    expect([sideWords(none, "baseline"), sideWords(none, "other")]).toEqual(["0.89\u00a0s", "too few runs"]);
    expect([valueWords("total", null), differenceWords(none), intervalWords(none), clearWords(none)]).toEqual([
      ...["too few runs", "", "too few runs"],
      null,
    ]);
    expect(clearWords(row({ interval: { low: -10, high: 30 }, isClear: false }))).toBe("no clear difference");
    expect(intervalWords(row({ interval: { low: -10, high: 30 } }))).toBe("\u22120.010\u00a0s to +0.030\u00a0s");
  });

  it("tell what is not known from what rests on too few runs", () => {
    const counts = { baseline: { answers: 20, values: 20 }, other: { answers: 20, values: 1 } };
    const none = { other: null, absolute: null, relative: null, interval: null, isClear: false, counts };
    const cost = row({ measure: "cost", ...none });
    expect([sideWords(cost, "other"), intervalWords(cost)]).toEqual(["unknown", "unknown"]);
    const speed = row({ measure: "speed", ...none });
    expect([sideWords(speed, "other"), intervalWords(speed)]).toEqual(["not measured", "not measured"]);
    const p95 = row({ quantile: "p95", interval: null, isClear: false });
    expect(intervalWords(p95)).toBe("too few runs");
  });

  it("give no share of zero, and no sign to nothing", () => {
    expect(differenceWords(row({ measure: "cost", absolute: 500_000, relative: null }))).toBe("+$0.000500");
    expect(differenceWords(row({ absolute: 0, relative: 0 }))).toBe("0.00\u00a0s");
  });
});
