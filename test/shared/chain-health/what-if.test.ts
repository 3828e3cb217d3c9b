import { expect, test } from "vitest";
import type { HealthRun } from "#shared/chain-health/visits.ts";
import { chainWhatIfOf, type PastPrompts } from "#shared/chain-health/what-if.ts";
import type { Price } from "#shared/model.ts";
import { answers, at, first, runOf, second, third, times } from "./runs.ts";

const price = (inputUsd: number, outputUsd: number): Price => ({
  ...{ inputUsd, outputUsd, cacheReadUsd: null, cacheWrite5mUsd: null, cacheWrite1hUsd: null },
  ...{ longPrompt: null, source: "genai-prices", asOf: "2026-11-01" },
});
const question = {
  ...{ chainId: "smart", days: 30, sinceMs: 5, isDemo: true },
  // 100 input and 10 output tokens cost 100 × 1,000 + 10 × 10,000 nano-USD at the first, twice as much at the second.
  links: [
    { ...first, price: price(1, 10) },
    { ...second, price: price(2, 20) },
    { ...third, price: null },
  ],
};
const usage = {
  ...{ inputTokens: 100, outputTokens: 10, cacheReadTokens: 0, cacheWrite5mTokens: 0, cacheWrite1hTokens: 0 },
  ...{ reasoningTokens: 0, source: "reported" as const },
} as const;
const prompts: PastPrompts = { answers: [{ usage, count: 40, nanoUsd: 5_000_000 }], leftOut: 3, lostNanoUsd: 70 };
const perAnswer = 200_000;

test("without a history of its own, all is taken to be answered by the first link", () => {
  const few = times(14, () => runOf(900, at(0, 0, { nanoUsd: 9 }), answers(1, 100, [50])));
  for (const runs of [[], few]) {
    expect(chainWhatIfOf(question, prompts, runs)).toEqual({
      ...{ chainId: "smart", days: 30, sinceMs: 5, isDemo: true },
      ...{ prompts: 40, leftOut: 3, actualNanoUsd: 5_000_070, nanoUsd: 40 * perAnswer, lostNanoUsd: 0, basedOnRuns: 0 },
      links: [{ ...first, linkIndex: 0, share: 1, price: price(1, 10) }],
    });
  }
});

/** Three of four answered by the first link; the others cost 1,000 there before the second answers. */
const history: readonly HealthRun[] = [
  ...times(15, () => runOf(900, answers(0, 0, [50]))),
  ...times(5, () => runOf(900, at(0, 0, { nanoUsd: 1_000 }), answers(1, 100, [50]))),
];

test("with one, each link answers its part at its price, and what is lost on the way is added: by hand", () => {
  const found = chainWhatIfOf(question, prompts, history);
  const lost = 40 * (5 / 20) * 1_000;
  expect(found).toMatchObject({ basedOnRuns: 20, lostNanoUsd: lost });
  expect(found.nanoUsd).toBe(40 * (0.75 * perAnswer + 0.25 * 2 * perAnswer) + lost);
  expect(found.links.map(({ linkIndex, share }) => [linkIndex, share])).toEqual([
    [0, 0.75],
    [1, 0.25],
  ]);
});

test("the price of who is expected to answer must be known, that of the others need not", () => {
  expect(chainWhatIfOf(question, prompts, history).nanoUsd).not.toBeNull();
  const byThird = [...history, runOf(900, answers(2, 0, [50]))];
  expect(chainWhatIfOf(question, prompts, byThird)).toMatchObject({ nanoUsd: null, prompts: 40, basedOnRuns: 21 });
  const [one, ...others] = question.links;
  const unknown = { ...question, links: one === undefined ? [] : [{ ...one, price: null }, ...others] };
  expect(chainWhatIfOf(unknown, prompts, []).nanoUsd).toBeNull();
});

test("answers of models that the chain asks no more say nothing of it", () => {
  const gone = times(20, () => runOf(900, { ...answers(0, 0, [50]), modelId: "gone" }));
  expect(chainWhatIfOf(question, prompts, gone)).toMatchObject({ basedOnRuns: 0, links: [{ linkIndex: 0, share: 1 }] });
});
