import { isRecord, type JsonRecord, listAt } from "#electron/providers/json.ts";
import type { Price, TokenPrices } from "#shared/model.ts";

/** How a server writes prices: the names of its fields, and what turns them into USD per million tokens. */
type Shape = {
  readonly input: string;
  readonly output: string;
  readonly cacheRead: string;
  readonly cacheWrite5m: string;
  readonly cacheWrite1h: string;
  readonly factor: number;
};

/** Decimal strings in USD per token (protocols.md §7). */
const openRouter: Shape = {
  input: "prompt",
  output: "completion",
  cacheRead: "input_cache_read",
  cacheWrite5m: "input_cache_write",
  cacheWrite1h: "input_cache_write_1h",
  factor: 1_000_000,
};

/** Numbers in USD per million tokens (protocols.md §8). */
const together: Shape = {
  input: "input",
  output: "output",
  cacheRead: "cached_input",
  cacheWrite5m: "cache_write",
  cacheWrite1h: "cache_write_1h",
  factor: 1,
};

/**
 * The price in a model list, or null where there is none, it varies (OpenRouter's −1), is not of tokens alone, or has
 * more tiers than a price of ours can say.
 */
export function listedPrice(pricing: JsonRecord | null, nowMs: number): Price | null {
  if (pricing === null) return null;
  const shape = "prompt" in pricing ? openRouter : together;
  const prices = tokenPrices(pricing, shape);
  if (prices === null || hasRequestFee(pricing) || tiersOf(pricing).length > 1) return null;
  return {
    ...prices,
    longPrompt: longPrompt(pricing, prices, shape),
    source: "provider list",
    asOf: new Date(nowMs).toISOString().slice(0, 10),
  };
}

/** A fee for each request beside the tokens (OpenRouter): what tokens come to would be too little. */
function hasRequestFee(pricing: JsonRecord): boolean {
  return (usdPerMillion(pricing.request, openRouter.factor) ?? 0) > 0;
}

function tokenPrices(pricing: JsonRecord, shape: Shape): TokenPrices | null {
  const inputUsd = usdPerMillion(pricing[shape.input], shape.factor);
  const outputUsd = usdPerMillion(pricing[shape.output], shape.factor);
  if (inputUsd === null || outputUsd === null) return null;
  return {
    inputUsd,
    outputUsd,
    cacheReadUsd: usdPerMillion(pricing[shape.cacheRead], shape.factor),
    cacheWrite5mUsd: usdPerMillion(pricing[shape.cacheWrite5m], shape.factor),
    cacheWrite1hUsd: usdPerMillion(pricing[shape.cacheWrite1h], shape.factor),
  };
}

type Tier = JsonRecord & { readonly minPromptTokens: number };

/** Tiers by prompt size. */
function tiersOf(pricing: JsonRecord): readonly Tier[] {
  return listAt(pricing, "overrides").flatMap((tier) => {
    const isTier = isRecord(tier) && typeof tier.min_prompt_tokens === "number";
    return isTier ? [{ ...tier, minPromptTokens: Number(tier.min_prompt_tokens) }] : [];
  });
}

/** The only tier by prompt size. What it does not name costs the same as before. */
function longPrompt(pricing: JsonRecord, prices: TokenPrices, shape: Shape): Price["longPrompt"] {
  const [tier] = tiersOf(pricing);
  if (tier === undefined) return null;
  const said = (field: string) => usdPerMillion(tier[field], shape.factor);
  return {
    inputUsd: said(shape.input) ?? prices.inputUsd,
    outputUsd: said(shape.output) ?? prices.outputUsd,
    cacheReadUsd: said(shape.cacheRead) ?? prices.cacheReadUsd,
    cacheWrite5mUsd: said(shape.cacheWrite5m) ?? prices.cacheWrite5mUsd,
    cacheWrite1hUsd: said(shape.cacheWrite1h) ?? prices.cacheWrite1hUsd,
    // The tier holds from its smallest prompt on, ours above its largest cheap one.
    aboveTokens: tier.minPromptTokens - 1,
  };
}

/** Rounded to a millionth of a dollar, which no price needs and floating point does. */
function usdPerMillion(value: unknown, factor: number): number | null {
  const isNumber = typeof value === "number" || (typeof value === "string" && value.trim() !== "");
  const amount = isNumber ? Number(value) : Number.NaN;
  return Number.isFinite(amount) && amount >= 0 ? Math.round(amount * factor * 1e6) / 1e6 : null;
}
