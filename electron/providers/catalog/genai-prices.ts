import { calcPrice, findProvider, type ModelPrice } from "@pydantic/genai-prices";
import type { Price, TokenPrices } from "#shared/model.ts";

/** The day of the release that the prices came with. */
const asOf = "2026-09-23";

/** The vendor that a base URL belongs to, in genai-prices' own ids; null for addresses it does not know. */
export function vendorOfUrl(baseUrl: string): string | null {
  return findProvider({ providerApiUrl: baseUrl })?.id ?? null;
}

/**
 * The price of exactly this model at this moment, or null. The library matches by prefix and would price a new model
 * as its ancestor (protocols.md §12.1), so its answer counts only where it found the very id that was asked.
 */
export function genaiPrice(vendor: string, modelId: string, atEpochMs: number): Price | null {
  // Dated prices change at a full minute at the earliest. The search goes through all that the library knows, and every
  // attempt asks.
  const name = `${vendor} ${modelId} ${Math.floor(atEpochMs / 60_000)}`;
  const known = found.get(name);
  if (known !== undefined) return known;
  const price = findPrice(vendor, modelId, atEpochMs);
  if (found.size >= mostKept) found.clear();
  found.set(name, price);
  return price;
}

const mostKept = 1000;
const found = new Map<string, Price | null>();

function findPrice(vendor: string, modelId: string, atEpochMs: number): Price | null {
  // Without usage it only looks up; with usage it throws where more tokens are cached than sent.
  const match = calcPrice({}, modelId, { providerId: vendor, timestamp: new Date(atEpochMs) });
  if (match === null || match.provider.id !== vendor || !isSameModel(match.model.id, modelId)) return null;
  return priceFrom(match.model_price);
}

/** Equal, or equal once a date or `-latest` is taken off the id that was asked. */
function isSameModel(matched: string, asked: string): boolean {
  const id = asked.toLowerCase();
  const undated = id.replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, "");
  return matched.toLowerCase() === id || matched.toLowerCase() === undated;
}

/** A rate that is one number, or a base with tiers above it. */
type Rate = { readonly base: number; readonly tier: { readonly above: number; readonly usd: number } | null };

/** Null where a rate is missing or has more tiers than a price of ours can say. */
function rateAt(price: ModelPrice, key: string): Rate | null {
  const rate = price[key];
  if (rate === undefined) return null;
  if (typeof rate === "number") return { base: rate, tier: null };
  const [first, ...more] = rate.tiers;
  if (first === undefined) return { base: rate.base, tier: null };
  return more.length > 0 ? null : { base: rate.base, tier: { above: roundTier(first.start), usd: first.price } };
}

/** Some tiers are written one token too low (271,999), which is how the library says "from 272,000 on". */
function roundTier(start: number): number {
  return Math.ceil(start / 1000) * 1000;
}

function priceFrom(price: ModelPrice): Price | null {
  // A fee for each request beside the tokens (Perplexity): what tokens come to would be too little.
  if (price.requests_kcount !== undefined) return null;
  const input = rateAt(price, "input_mtok");
  const output = rateAt(price, "output_mtok");
  if (input === null || output === null) return null;
  const rates = {
    input,
    output,
    cacheRead: rateAt(price, "cache_read_mtok"),
    cacheWrite: rateAt(price, "cache_write_mtok"),
    cacheWrite1h: rateAt(price, "cache_write_1h_mtok"),
  };
  const above = Math.max(...Object.values(rates).map((rate) => rate?.tier?.above ?? 0));
  return {
    ...pricesOf(rates, (rate) => rate.base),
    longPrompt: above === 0 ? null : { ...pricesOf(rates, (rate) => rate.tier?.usd ?? rate.base), aboveTokens: above },
    source: "genai-prices",
    asOf,
  };
}

type Rates = {
  readonly input: Rate;
  readonly output: Rate;
  readonly cacheRead: Rate | null;
  readonly cacheWrite: Rate | null;
  readonly cacheWrite1h: Rate | null;
};

function pricesOf(rates: Rates, usd: (rate: Rate) => number): TokenPrices {
  const known = (rate: Rate | null) => (rate === null ? null : usd(rate));
  return {
    inputUsd: usd(rates.input),
    cacheReadUsd: known(rates.cacheRead),
    cacheWrite5mUsd: known(rates.cacheWrite),
    cacheWrite1hUsd: known(rates.cacheWrite1h),
    outputUsd: usd(rates.output),
  };
}
