import fc from "fast-check";
import type { Price, TokenPrices } from "#shared/model.ts";
import type { Usage } from "#shared/usage.ts";

/** A usage of no tokens but those that are given. */
export function usageOf(more: Partial<Usage>): Usage {
  return {
    inputTokens: 0,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: 0,
    reasoningTokens: 0,
    source: "reported",
    ...more,
  };
}

/** USD per million tokens; what is not given is not sold. */
export function ratesOf(inputUsd: number, outputUsd: number, more: Partial<TokenPrices> = {}): TokenPrices {
  return { inputUsd, outputUsd, cacheReadUsd: null, cacheWrite5mUsd: null, cacheWrite1hUsd: null, ...more };
}

export function priceOf(inputUsd: number, outputUsd: number, more: Partial<Price> = {}): Price {
  return { ...ratesOf(inputUsd, outputUsd), longPrompt: null, source: "override", asOf: "2026-11-22", ...more };
}

/** Prices as lists write them: up to four decimals of a dollar. */
const usd = fc.integer({ min: 0, max: 2_000_000 }).map((parts) => parts / 10_000);
const rate = fc.option(usd);
const rates = { inputUsd: usd, outputUsd: usd, cacheReadUsd: rate, cacheWrite5mUsd: rate, cacheWrite1hUsd: rate };
const tokens = fc.integer({ min: 0, max: 2_000_000 });

/** Any price, most of them with an edge from which on a whole prompt is billed otherwise, dearer or cheaper. */
export const anyPrice: fc.Arbitrary<Price> = fc.record({
  ...rates,
  longPrompt: fc.option(fc.record({ ...rates, aboveTokens: tokens })),
  source: fc.constantFrom("link" as const, "own" as const, "override" as const),
  asOf: fc.constant("2026-11-22"),
});

/** Any usage, with more cached than sent, too. */
export const anyUsage: fc.Arbitrary<Usage> = fc.record({
  inputTokens: tokens,
  cacheReadTokens: tokens,
  cacheWrite5mTokens: tokens,
  cacheWrite1hTokens: tokens,
  outputTokens: tokens,
  reasoningTokens: tokens,
  source: fc.constantFrom("reported" as const, "estimated" as const),
});
