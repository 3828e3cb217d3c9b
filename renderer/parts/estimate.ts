import type { Link } from "#shared/chain.ts";
import type { ModelInfo, Price } from "#shared/model.ts";

const free = { inputUsd: 0, outputUsd: 0, cacheReadUsd: 0, cacheWrite5mUsd: 0, cacheWrite1hUsd: 0 } as const;

/** What one answer of a model is billed at on this link; a price that the user set on the link goes first. */
export function priceOf(link: Link, model: ModelInfo | undefined): Price | null {
  const listed = model?.price ?? null;
  const { costPer1kInput, costPer1kOutput } = link;
  if (model?.isFree === true) return { ...free, longPrompt: null, source: "provider list", asOf: listed?.asOf ?? "" };
  if (costPer1kInput === null && costPer1kOutput === null) return listed;
  const inputUsd = costPer1kInput === null ? listed?.inputUsd : costPer1kInput * 1_000;
  const outputUsd = costPer1kOutput === null ? listed?.outputUsd : costPer1kOutput * 1_000;
  if (inputUsd === undefined || outputUsd === undefined) return null;
  return {
    inputUsd,
    outputUsd,
    cacheReadUsd: null,
    cacheWrite5mUsd: null,
    cacheWrite1hUsd: null,
    longPrompt: null,
    source: listed?.source ?? "link",
    asOf: listed?.asOf ?? "",
  };
}
