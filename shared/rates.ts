import type { Price, TokenPrices } from "./model.ts";

/** What a request with this many input tokens is billed at: some prices rise for the whole of a long prompt. */
export function ratesFor(price: Price, inputTokens: number): TokenPrices {
  const { longPrompt } = price;
  return longPrompt !== null && inputTokens > longPrompt.aboveTokens ? longPrompt : price;
}
