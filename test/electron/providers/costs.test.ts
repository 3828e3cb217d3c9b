import { expect, it } from "vitest";
import { costFigures, costOfGolden } from "#test/support/cost-figures.ts";
import { type GoldenProvider, goldenCosts } from "#test/support/golden-costs.ts";
import { runsOf } from "#test/support/runs.ts";

it.each(goldenCosts.map((golden) => ({ ...golden, golden })))("$provider $modelId, $name", ({ golden }) => {
  expect(costOfGolden(golden)).toEqual({ nanoUsd: golden.nanoUsd, source: golden.source });
});

it("there is a cost for each provider, on both sides of every edge that was found", () => {
  const providers: Readonly<Record<GoldenProvider, number>> = {
    ...{ openai: 4, responses: 2, anthropic: 6, google: 7, openrouter: 8 },
    ...{ mistral: 2, groq: 1, deepseek: 4, xai: 4, together: 2, perplexity: 1, local: 3 },
  };
  for (const [provider, least] of Object.entries(providers)) {
    expect(goldenCosts.filter((golden) => golden.provider === provider).length).toBeGreaterThanOrEqual(least);
  }
});

it("differs in nothing from the library, wherever a price is taken from there", () => {
  const { genai, golden } = costFigures({ usages: runsOf(5, 200), every: runsOf(5, 1) });
  expect(golden.differences).toEqual([]);
  expect(genai.differences).toEqual([]);
  expect(genai.models).toBeGreaterThan(150);
  expect(genai.cases).toBeGreaterThanOrEqual(genai.models * 5);
});
