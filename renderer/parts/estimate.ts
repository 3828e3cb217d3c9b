import { type Catalog, findModel, linksOf } from "#renderer/stores/targets.ts";
import type { TokenCountsState } from "#renderer/stores/token-counts-store.ts";
import type { Link, Target } from "#shared/chain.ts";
import type { ModelInfo, ModelList, Price } from "#shared/model.ts";
import { estimateNanoUsd } from "./run-numbers.ts";
import { tokensIn } from "./token-counts.ts";

export type Estimate = {
  /** Of the link that comes first. */
  readonly inputTokens: number;
  /** Counted by a rule of thumb, shown with ≈. */
  readonly isEstimate: boolean;
  /** What the answer costs where it is as long as it may be, by the dearest link; null where no price is known. */
  readonly mostNanoUsd: number | null;
};

/** A text with what is known of its tokens. */
export type CountedText = { readonly text: string; readonly counted: TokenCountsState };

/** An upper bound before Send, shown with "at most". */
export function estimateOf(catalog: Catalog, target: Target, { text, counted }: CountedText): Estimate {
  const links = linksOf(catalog, target).map((link) => ({ link, ...tokensIn(counted, text, refOf(link)) }));
  const costs = links.map(({ link, tokens }) => mostOf(catalog.modelLists, link, tokens));
  const known = costs.flatMap((cost) => cost ?? []);
  return {
    inputTokens: links[0]?.tokens ?? 0,
    isEstimate: links[0]?.isEstimate ?? false,
    mostNanoUsd: known.length < costs.length || known.length === 0 ? null : Math.max(...known),
  };
}

function refOf(link: Link) {
  return { providerId: link.provider, modelId: link.modelId };
}

function mostOf(lists: readonly ModelList[], link: Link, inputTokens: number): number | null {
  return estimateNanoUsd(priceOf(link, findModel(lists, refOf(link))), inputTokens, link.maxTokens);
}

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
