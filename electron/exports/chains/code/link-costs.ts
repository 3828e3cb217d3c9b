import type { LinkFacts } from "#electron/exports/chains/chain-facts.ts";

/** USD per 1,000 tokens; null is unknown, 0 is free. */
export type LinkCosts = {
  readonly input: number | null;
  readonly output: number | null;
  /** Input that a cache held; null where it costs as much as other input. */
  readonly cached: number | null;
};

/** The price in force on the day of export, in the unit of `ModelConfig`. */
export function linkCosts({ price }: Pick<LinkFacts, "price">): LinkCosts {
  if (price === null) return { input: null, output: null, cached: null };
  const { inputUsd, outputUsd, cacheReadUsd } = price;
  const hasOwn = cacheReadUsd !== null && cacheReadUsd !== inputUsd;
  return { input: per1k(inputUsd), output: per1k(outputUsd), cached: hasOwn ? per1k(cacheReadUsd) : null };
}

/** From USD per million. Without the digits that only the division makes. */
function per1k(usd: number): number {
  return Number((usd / 1000).toPrecision(12));
}
