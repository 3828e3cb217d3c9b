import type { Link } from "#shared/chain.ts";
import type { Price } from "#shared/model.ts";
import type { Prompt, ToolRequest } from "#shared/prompt.ts";
import { ratesFor } from "#shared/rates.ts";
import { type Cost, noCost, type Usage, unknownCost } from "#shared/usage.ts";

/**
 * The link's own price where the user set one, else the catalog's (engine.md R22). A price set on the link applies
 * to all input, cached too; a part left null takes the catalog's, and where that is unknown so is the whole.
 */
export function priceOfLink(link: Link, catalogPrice: Price | null, asOf: string): Price | null {
  const { costPer1kInput, costPer1kOutput } = link;
  if (costPer1kInput === null && costPer1kOutput === null) return catalogPrice;
  const inputUsd = costPer1kInput === null ? catalogPrice?.inputUsd : costPer1kInput * 1000;
  const outputUsd = costPer1kOutput === null ? catalogPrice?.outputUsd : costPer1kOutput * 1000;
  if (inputUsd === undefined || outputUsd === undefined) return null;
  const ownInput = costPer1kInput !== null;
  return {
    inputUsd,
    cacheReadUsd: ownInput ? inputUsd : (catalogPrice?.cacheReadUsd ?? null),
    cacheWrite5mUsd: ownInput ? inputUsd : (catalogPrice?.cacheWrite5mUsd ?? null),
    cacheWrite1hUsd: ownInput ? inputUsd : (catalogPrice?.cacheWrite1hUsd ?? null),
    outputUsd,
    longPrompt: null,
    source: "link",
    asOf,
  };
}

/**
 * Nano-USD of a usage at a price. Cached and cache-write tokens are billed at their own rate instead of the input
 * rate; a rate that is not known falls back to the input rate; reasoning tokens are inside the output
 * (protocols.md §12). Rounded once, at the end.
 */
export function nanoUsdOf(usage: Usage, price: Price): number {
  const rates = ratesFor(price, usage.inputTokens);
  // Some servers report more cached tokens than prompt tokens (xAI); a negative remainder would be a refund.
  const cacheRead = Math.min(usage.cacheReadTokens, usage.inputTokens);
  const written = usage.cacheWrite5mTokens + usage.cacheWrite1hTokens;
  const fresh = Math.max(0, usage.inputTokens - cacheRead - written);
  const micro =
    fresh * rates.inputUsd +
    cacheRead * (rates.cacheReadUsd ?? rates.inputUsd) +
    usage.cacheWrite5mTokens * (rates.cacheWrite5mUsd ?? rates.inputUsd) +
    usage.cacheWrite1hTokens * (rates.cacheWrite1hUsd ?? rates.cacheWrite5mUsd ?? rates.inputUsd) +
    usage.outputTokens * rates.outputUsd;
  return Math.round(micro * 1000);
}

export type CostFacts = {
  readonly usage: Usage | null;
  /** USD that the provider says it charged, or null. */
  readonly reportedCostUsd: number | null;
  readonly price: Price | null;
  /** True once the server accepted the request: 2xx headers arrived. */
  readonly wasAccepted: boolean;
};

/** What an attempt cost (engine.md R22). A request that never reached acceptance and reports no usage costs 0. */
export function costOf({ usage, reportedCostUsd, price, wasAccepted }: CostFacts): Cost {
  if (reportedCostUsd !== null) return { nanoUsd: Math.round(reportedCostUsd * 1e9), source: "reported" };
  if (usage === null) return wasAccepted ? unknownCost : noCost;
  if (price === null) return unknownCost;
  return { nanoUsd: nanoUsdOf(usage, price), source: usage.source === "estimated" ? "estimated" : "computed" };
}

/** By size and provider an image takes from some 250 to some 1,600 tokens; its size is not known here. */
const tokensPerImage = 1000;

/** Input tokens of a prompt by rules of thumb: its texts, each image, and tools with their calls and results. */
export function promptTokens({ system, messages, tools }: Prompt): number {
  if (tools !== undefined) return toolTokens(tools);
  const texts = messages.reduce((sum, message) => sum + message.text.length, system?.length ?? 0);
  const images = messages.reduce((sum, message) => sum + (message.images?.length ?? 0), 0);
  return roughTokens(texts) + images * tokensPerImage;
}

/** A prompt with tools is sent as its program wrote it, its turns too. An image's bytes are no text. */
function toolTokens({ messages, fields }: ToolRequest): number {
  let images = 0;
  const turns = JSON.stringify(messages, (name, value: unknown) => {
    if (name !== "image_url") return value;
    images += 1;
    return "";
  });
  return roughTokens(turns.length + JSON.stringify(fields).length) + images * tokensPerImage;
}

/** The rule of thumb where a provider reports no usage: four characters make a token. */
export function roughTokens(characters: number): number {
  return Math.ceil(characters / 4);
}
