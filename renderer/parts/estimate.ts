import { type Catalog, findModel, linksOf } from "#renderer/stores/targets.ts";
import type { Link, Target } from "#shared/chain.ts";
import type { ModelList, Price } from "#shared/model.ts";
import { estimateNanoUsd, estimateTokens } from "./run-numbers.ts";

export type Estimate = {
  readonly inputTokens: number;
  /** What the answer costs where it is as long as it may be, by the dearest link; null where no price is known. */
  readonly mostNanoUsd: number | null;
};

/** An upper bound before Send, shown with "at most". */
export function estimateOf(catalog: Catalog, target: Target, prompt: string): Estimate {
  const inputTokens = estimateTokens(prompt);
  const costs = linksOf(catalog, target).map((link) => mostOf(catalog.modelLists, link, inputTokens));
  const known = costs.flatMap((cost) => cost ?? []);
  return { inputTokens, mostNanoUsd: known.length < costs.length || known.length === 0 ? null : Math.max(...known) };
}

function mostOf(lists: readonly ModelList[], link: Link, inputTokens: number): number | null {
  const model = findModel(lists, { providerId: link.provider, modelId: link.modelId });
  if (model?.isFree === true) return 0;
  const price = ownPrice(link, model?.price ?? null);
  return estimateNanoUsd(price, inputTokens, link.maxTokens);
}

/** A price that the user set on the link goes before the catalog's. */
function ownPrice(link: Link, listed: Price | null): Price | null {
  const inputUsd = link.costPer1kInput === null ? listed?.inputUsd : link.costPer1kInput * 1_000;
  const outputUsd = link.costPer1kOutput === null ? listed?.outputUsd : link.costPer1kOutput * 1_000;
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
