import type { Price, TokenPrices } from "#shared/model.ts";
import { type PriceOverride, priceOverrides } from "./price-overrides.ts";

/** Our own dated price of a model, or of the model that it is a dated snapshot of; null where the table has none. */
export function overridePrice(vendor: string, modelId: string, atEpochMs: number): Price | null {
  const at = new Date(atEpochMs);
  const day = at.toISOString().slice(0, 10);
  const undated = modelId.replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8})$/, "");
  const inForce = priceOverrides.filter((row) => row.vendor === vendor && isInForce(row, day));
  const found = inForce.find((row) => row.modelId === modelId) ?? inForce.find((row) => row.modelId === undated);
  if (found === undefined) return null;
  const price: Price = { ...found.prices, longPrompt: found.longPrompt, source: "override", asOf: found.asOf };
  return isPeak(found, at.getUTCHours()) ? price : { ...price, ...half(price) };
}

function isInForce({ from, until }: PriceOverride, day: string): boolean {
  return (from === null || day >= from) && (until === null || day <= until);
}

function isPeak({ peakHours }: PriceOverride, hour: number): boolean {
  return peakHours === null || peakHours.some(([from, to]) => hour >= from && hour < to);
}

/** Only models without a long-prompt tier are sold cheaper off-peak. */
function half(prices: TokenPrices): TokenPrices {
  const halved = (usd: number | null) => (usd === null ? null : usd / 2);
  return {
    inputUsd: prices.inputUsd / 2,
    cacheReadUsd: halved(prices.cacheReadUsd),
    cacheWrite5mUsd: halved(prices.cacheWrite5mUsd),
    cacheWrite1hUsd: halved(prices.cacheWrite1hUsd),
    outputUsd: prices.outputUsd / 2,
  };
}
