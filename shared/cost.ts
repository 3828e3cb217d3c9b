import type { Link } from "./chain.ts";
import type { Price } from "./model.ts";
import { ratesFor } from "./rates.ts";
import { type Cost, noCost, type Usage, unknownCost } from "./usage.ts";

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

/** What of a usage is billed at which rate, in tokens. */
export type BilledTokens = {
  readonly fresh: number;
  readonly cacheRead: number;
  readonly cacheWrite5m: number;
  readonly cacheWrite1h: number;
  readonly output: number;
};

/**
 * Cached and cache-write tokens are inside the input and billed at their own rate instead of the input rate; reasoning
 * tokens are inside the output (protocols.md §12). Some servers report more cached tokens than prompt tokens (xAI):
 * nothing is billed twice, and nothing below zero.
 */
export function billedTokens(usage: Usage): BilledTokens {
  const cacheRead = Math.min(usage.cacheReadTokens, usage.inputTokens);
  const cacheWrite1h = Math.min(usage.cacheWrite1hTokens, usage.inputTokens - cacheRead);
  const cacheWrite5m = Math.min(usage.cacheWrite5mTokens, usage.inputTokens - cacheRead - cacheWrite1h);
  const fresh = usage.inputTokens - cacheRead - cacheWrite1h - cacheWrite5m;
  return { fresh, cacheRead, cacheWrite5m, cacheWrite1h, output: usage.outputTokens };
}

/** USD per million tokens that are in force for so long a prompt. A rate that is not known falls back to a known one. */
export function billedRates(price: Price, inputTokens: number): Readonly<Record<keyof BilledTokens, number>> {
  const { inputUsd, outputUsd, cacheReadUsd, cacheWrite5mUsd, cacheWrite1hUsd } = ratesFor(price, inputTokens);
  return {
    fresh: inputUsd,
    cacheRead: cacheReadUsd ?? inputUsd,
    cacheWrite5m: cacheWrite5mUsd ?? inputUsd,
    cacheWrite1h: cacheWrite1hUsd ?? cacheWrite5mUsd ?? inputUsd,
    output: outputUsd,
  };
}

/** Integer nano-USD of a usage at a price, rounded once, at the end. One USD per million tokens is 1,000 nano-USD each. */
export function nanoUsdOf(usage: Usage, price: Price): number {
  const tokens = billedTokens(usage);
  const rates = billedRates(price, usage.inputTokens);
  const microUsd =
    tokens.fresh * rates.fresh +
    tokens.cacheRead * rates.cacheRead +
    tokens.cacheWrite5m * rates.cacheWrite5m +
    tokens.cacheWrite1h * rates.cacheWrite1h +
    tokens.output * rates.output;
  return Math.round(microUsd * 1000);
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

/**
 * What the frozen price makes of the tokens that a provider reported together with its own figure: the two are compared
 * (price drift). Null where there is no such figure, no price, or where the tokens were only counted here.
 */
export function computedBeside({ usage, reportedCostUsd, price }: Omit<CostFacts, "wasAccepted">): number | null {
  if (reportedCostUsd === null || price === null || usage?.source !== "reported") return null;
  return nanoUsdOf(usage, price);
}

/** The rule of thumb where a provider reports no usage: four characters make a token. */
export function roughTokens(characters: number): number {
  return Math.ceil(characters / 4);
}

/** Text was generated and no usage reported: counted here and said to be an estimate (R22). Lengths in characters. */
export function estimatedUsage(promptTokens: number, { text, reasoning }: { text: number; reasoning: number }): Usage {
  return {
    inputTokens: promptTokens,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: roughTokens(text + reasoning),
    reasoningTokens: roughTokens(reasoning),
    source: "estimated",
  };
}
