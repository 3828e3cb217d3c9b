import { describe, expect, it } from "vitest";
import type { Part } from "#electron/manager/dependencies.ts";
import { partsOf, usageWith } from "./examples.ts";

const usageOf = (usage: object): Part[] => partsOf({ choices: [], usage });

describe("usage", () => {
  it("is found in the first choice as well", () => {
    expect(partsOf({ choices: [{ delta: {}, usage: { prompt_tokens: 3, completion_tokens: 2 } }] })).toEqual([
      { type: "usage", usage: usageWith({ inputTokens: 3, outputTokens: 2 }), reportedCostUsd: null },
    ]);
  });

  it("is not invented where a server says null or nothing of tokens", () => {
    expect(partsOf({ choices: [], usage: null }, { choices: [], usage: {} })).toEqual([]);
  });

  it("adds xAI's reasoning, which stands beside the completion, and clamps its cached tokens", () => {
    expect(
      usageOf({
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 45,
        prompt_tokens_details: { cached_tokens: 12 },
        completion_tokens_details: { reasoning_tokens: 30 },
        cost_in_usd_ticks: 37_756_000,
      }),
    ).toEqual([
      {
        type: "usage",
        usage: usageWith({ inputTokens: 10, cacheReadTokens: 10, outputTokens: 35, reasoningTokens: 30 }),
        reportedCostUsd: 0.0037756,
      },
    ]);
    const small = { prompt_tokens: 10, completion_tokens: 50, total_tokens: 67 };
    expect(usageOf({ ...small, completion_tokens_details: { reasoning_tokens: 7 } })).toMatchObject([
      { usage: { outputTokens: 57, reasoningTokens: 7 } },
    ]);
  });

  it("leaves reasoning inside the completion where the total says so", () => {
    const said = { prompt_tokens: 10, completion_tokens: 50, total_tokens: 60 };
    expect(usageOf({ ...said, completion_tokens_details: { reasoning_tokens: 30 } })).toMatchObject([
      { usage: { outputTokens: 50, reasoningTokens: 30 } },
    ]);
  });

  it.each([
    { prompt_cache_hit_tokens: 4 },
    { cached_tokens: 4 },
    { num_cached_tokens: 4 },
    { prompt_tokens_details: { cached_tokens: 4 } },
  ])("reads cached tokens from %o", (where) => {
    expect(usageOf({ prompt_tokens: 9, ...where })).toMatchObject([{ usage: { inputTokens: 9, cacheReadTokens: 4 } }]);
  });

  it("takes OpenRouter's cost, and adds what the user's own upstream key pays", () => {
    const said = { prompt_tokens: 1, cost: 0.001, cost_details: { upstream_inference_cost: 0.02 } };
    expect(usageOf({ ...said, is_byok: false })).toMatchObject([{ reportedCostUsd: 0.001 }]);
    expect(usageOf({ ...said, is_byok: true })).toMatchObject([{ reportedCostUsd: 0.021 }]);
    expect(usageOf({ prompt_tokens: 1, cost: 0 })).toMatchObject([{ reportedCostUsd: 0 }]);
    expect(usageOf({ prompt_tokens: 1, cost: { total_cost: 1 } })).toMatchObject([{ reportedCostUsd: null }]);
  });
});
