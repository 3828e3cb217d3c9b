import type { OwnPrice } from "./own-price.ts";

/** More own prices than this are no price list of a person. */
export const mostOwnPrices = 1_000;
/** USD per million tokens: ten thousand times what the dearest models cost. */
const highestUsd = 1_000_000;

/** What is wrong with a price in USD per million tokens, in a sentence for the person who typed it; null where it is fine. */
export function checkOwnPrice(usdPerMillion: number): string | null {
  if (!Number.isFinite(usdPerMillion)) return "A price is a number. 0 is free.";
  if (usdPerMillion < 0) return "A price is 0 or more. 0 is free.";
  return usdPerMillion > highestUsd ? "A price is at most $1,000 for 1,000 tokens." : null;
}

export function checkOwnPrices(prices: readonly OwnPrice[]): string | null {
  return prices.length > mostOwnPrices ? "At most 1,000 models can have a price of their own. Remove one first." : null;
}
