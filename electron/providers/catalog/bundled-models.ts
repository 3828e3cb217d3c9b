import type { ModelInfo, ModelList, Price, TokenPrices } from "#shared/model.ts";

/**
 * Model lists that ship with the program, so that targets can be picked before a list was fetched
 * (protocols.md §12: ids, context and output limits; names are ours). They age: the provider's own list replaces them.
 */

/** When §12 was read from its source. */
const asOf = "2026-11-10";

type Row = readonly [modelId: string, name: string, contextTokens: number | null, maxOutputTokens: number | null];

const openAi: readonly Row[] = [
  ["gpt-6-astra", "GPT-6 Astra", 1_050_000, 128_000],
  ["gpt-6.1-sol", "GPT-6.1 Sol", 1_050_000, 128_000],
  ["gpt-6.1-terra", "GPT-6.1 Terra", 1_050_000, 128_000],
  ["gpt-6-sol", "GPT-6 Sol", 1_050_000, 128_000],
  ["gpt-6-luna", "GPT-6 Luna", 1_050_000, 128_000],
  ["gpt-5.6-sol", "GPT-5.6 Sol", 1_050_000, 128_000],
  ["gpt-5.6-terra", "GPT-5.6 Terra", 1_050_000, 128_000],
  ["gpt-5.6-luna", "GPT-5.6 Luna", 1_050_000, 128_000],
  ["gpt-5.5", "GPT-5.5", 1_050_000, 128_000],
  ["gpt-5.4", "GPT-5.4", 1_050_000, 128_000],
  ["gpt-5.4-mini", "GPT-5.4 mini", 400_000, 128_000],
  ["gpt-5.4-nano", "GPT-5.4 nano", 400_000, 128_000],
  ["gpt-5", "GPT-5", 400_000, 128_000],
  ["gpt-5-mini", "GPT-5 mini", 400_000, 128_000],
  ["gpt-4.1", "GPT-4.1", 1_047_576, 32_768],
  ["gpt-4.1-mini", "GPT-4.1 mini", 1_047_576, 32_768],
  ["gpt-4o", "GPT-4o", 128_000, 16_384],
  ["gpt-4o-mini", "GPT-4o mini", 128_000, 16_384],
];

const anthropic: readonly Row[] = [
  ["claude-fable-5-2", "Claude Fable 5.2", 1_000_000, 128_000],
  ["claude-fable-5-1", "Claude Fable 5.1", 1_000_000, 128_000],
  ["claude-opus-5-5", "Claude Opus 5.5", 1_000_000, 128_000],
  ["claude-opus-5", "Claude Opus 5", 1_000_000, 128_000],
  ["claude-opus-4-8", "Claude Opus 4.8", 1_000_000, 128_000],
  ["claude-sonnet-5-5", "Claude Sonnet 5.5", 1_000_000, 128_000],
  ["claude-sonnet-5", "Claude Sonnet 5", 1_000_000, 128_000],
  ["claude-sonnet-4-6", "Claude Sonnet 4.6", 1_000_000, 128_000],
  ["claude-haiku-5-5", "Claude Haiku 5.5", 1_000_000, 128_000],
  ["claude-haiku-4-5", "Claude Haiku 4.5", 200_000, 64_000],
];

const google: readonly Row[] = [
  ["gemini-4-argon", "Gemini 4 Argon", 1_048_576, 32_768],
  ["gemini-3.8-flash", "Gemini 3.8 Flash", 1_048_576, 65_536],
  ["gemini-3.5-flash", "Gemini 3.5 Flash", 1_048_576, 65_536],
  ["gemini-3.5-flash-lite", "Gemini 3.5 Flash-Lite", 1_048_576, 65_536],
  ["gemini-3.1-pro-preview", "Gemini 3.1 Pro Preview", 1_048_576, 65_536],
  ["gemini-2.5-pro", "Gemini 2.5 Pro", 1_048_576, 65_536],
  ["gemini-2.5-flash", "Gemini 2.5 Flash", 1_048_576, 65_536],
  ["gemini-2.5-flash-lite", "Gemini 2.5 Flash-Lite", 1_048_576, 65_536],
];

const openRouter: readonly Row[] = [
  ["anthropic/claude-opus-5.5", "Claude Opus 5.5", 1_000_000, 128_000],
  ["anthropic/claude-sonnet-5.5", "Claude Sonnet 5.5", 1_000_000, 128_000],
  ["anthropic/claude-haiku-4.5", "Claude Haiku 4.5", 200_000, 64_000],
  ["openai/gpt-6-sol", "GPT-6 Sol", 1_050_000, 128_000],
  ["openai/gpt-6-luna", "GPT-6 Luna", 1_050_000, 128_000],
  ["openai/gpt-5.5", "GPT-5.5", 1_050_000, 128_000],
  ["openai/gpt-5.4-mini", "GPT-5.4 mini", 400_000, 128_000],
  ["google/gemini-3.8-flash", "Gemini 3.8 Flash", 1_048_576, 65_536],
  ["google/gemini-3.5-flash", "Gemini 3.5 Flash", 1_048_576, 65_536],
  ["google/gemini-2.5-pro", "Gemini 2.5 Pro", 1_048_576, 65_536],
  ["deepseek/deepseek-v4-pro", "DeepSeek V4 Pro", 1_000_000, 384_000],
  ["openai/gpt-oss-120b:free", "GPT-OSS 120B (free)", 131_072, 65_536],
  ["meta-llama/llama-3.3-70b-instruct:free", "Llama 3.3 70B (free)", 131_072, 32_768],
  ["qwen/qwen3-coder:free", "Qwen3 Coder (free)", null, null],
];

/** What OpenRouter's list said of models whose price cannot be found elsewhere or differs from the vendor's. */
const openRouterPrices: Readonly<Record<string, Price>> = {
  "anthropic/claude-sonnet-5.5": listed({
    inputUsd: 2,
    cacheReadUsd: 0.1,
    cacheWrite5mUsd: 2.5,
    cacheWrite1hUsd: 4,
    outputUsd: 10,
  }),
  "google/gemini-3.8-flash": listed({ inputUsd: 0.825, outputUsd: 4.125 }),
  "openai/gpt-5.5": listed(
    { inputUsd: 5, cacheReadUsd: 0.5, outputUsd: 30 },
    { ...prices({ inputUsd: 10, cacheReadUsd: 1, outputUsd: 45 }), aboveTokens: 272_000 },
  ),
};

type Rates = Pick<TokenPrices, "inputUsd" | "outputUsd"> & Partial<TokenPrices>;

function prices(rates: Rates): TokenPrices {
  return { cacheReadUsd: null, cacheWrite5mUsd: null, cacheWrite1hUsd: null, ...rates };
}

function listed(rates: Rates, longPrompt: Price["longPrompt"] = null): Price {
  return { ...prices(rates), longPrompt, source: "provider list", asOf };
}

/** OpenRouter's ids that end in `:free` cost nothing by definition, however new they are (protocols.md §7). */
export const freePrice: Price = listed({
  inputUsd: 0,
  cacheReadUsd: 0,
  cacheWrite5mUsd: 0,
  cacheWrite1hUsd: 0,
  outputUsd: 0,
});

function listOf(providerId: string, rows: readonly Row[]): ModelList {
  const models = rows.map(([modelId, name, contextTokens, maxOutputTokens]): ModelInfo => {
    const isFree = providerId === "openrouter" && modelId.endsWith(":free");
    const ownPrice = providerId === "openrouter" ? (openRouterPrices[modelId] ?? null) : null;
    const price = isFree ? freePrice : ownPrice;
    return { providerId, modelId, name, contextTokens, maxOutputTokens, price, isFree };
  });
  return { providerId, source: "bundled", fetchedAtMs: null, models };
}

export const bundledLists: readonly ModelList[] = [
  listOf("openrouter", openRouter),
  listOf("openai", openAi),
  listOf("anthropic", anthropic),
  listOf("google", google),
];
