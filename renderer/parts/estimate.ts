import type { Link } from "#shared/chain.ts";
import { priceOfLink } from "#shared/cost.ts";
import type { ModelInfo, Price } from "#shared/model.ts";

const free = { inputUsd: 0, outputUsd: 0, cacheReadUsd: 0, cacheWrite5mUsd: 0, cacheWrite1hUsd: 0 } as const;

/** What one answer of a model is billed at on this link, as the host has it; null where that is not known. */
export function priceOf(link: Link, model: ModelInfo | undefined): Price | null {
  const listed = model?.price ?? null;
  // A list can say that a model is free without saying a price.
  const isGiven = listed === null && model?.isFree === true;
  const known: Price | null = isGiven ? { ...free, longPrompt: null, source: "provider list", asOf: "" } : listed;
  return priceOfLink(link, known, "");
}
