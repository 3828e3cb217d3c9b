import { type Catalog, findChain, linksOf } from "#renderer/stores/targets.ts";
import type { TokenCountsState } from "#renderer/stores/token-counts-store.ts";
import type { Chain } from "#shared/chain.ts";
import type { ModelRef } from "#shared/model.ts";
import type { Column } from "#shared/run.ts";
import { tokensIn } from "./token-counts.ts";
import { type Turn, tokensOfTurns, tokensPerImage } from "./turns.ts";
import { type LinkBill, worstCaseOfChain } from "./worst-case.ts";

/** What is about to be sent to a column, variables filled in, with what is known of its tokens. */
export type Sending = {
  readonly prompt: string;
  /** Of all columns that set none of their own. */
  readonly system: string;
  readonly images: number;
  readonly counted: TokenCountsState;
};

export type SendEstimate = {
  /** Of the link that comes first: the turns before it, the system prompt, the prompt and its images. */
  readonly inputTokens: number;
  /** Counted by a rule of thumb, shown with ≈. */
  readonly isEstimate: boolean;
  /**
   * The most that it can cost, as the worst case of a chain has it (shared/worst-case.ts): every request that may be
   * sent is billed with the longest answer. Null where a price is unknown.
   */
  readonly mostNanoUsd: number | null;
  /** What `mostNanoUsd` is the sum of, link by link. */
  readonly bills: readonly LinkBill[];
};

/** A column with what it said before. */
export type AskedColumn = { readonly column: Column; readonly turns: readonly Turn[] };

/** An upper bound before Send, shown with "at most". */
export function sendEstimate(catalog: Catalog, sending: Sending, { column, turns }: AskedColumn): SendEstimate {
  const chain = asChain(catalog, column);
  const first = chain.links[0];
  const size = sizeOf(column, sending, turns);
  const firstSize = first === undefined ? null : size({ providerId: first.provider, modelId: first.modelId });
  const worst = worstCaseOfChain(chain, { ...catalog, tokensOf: (model) => size(model).tokens });
  return {
    inputTokens: firstSize?.tokens ?? 0,
    isEstimate: firstSize?.isEstimate ?? false,
    mostNanoUsd: worst.requests === 0 ? null : worst.nanoUsd,
    bills: worst.bills,
  };
}

/** A single model is a chain of one link; a column's own token limit stands in for every link's. */
export function asChain(catalog: Catalog, { target, overrides = {} }: Column): Chain {
  const { maxTokens } = overrides;
  const known = target.kind === "chain" ? findChain(catalog.chains, target.chainId) : undefined;
  const links = linksOf(catalog, target).map((link) => ({ ...link, maxTokens: maxTokens ?? link.maxTokens }));
  return { id: "", name: "", onMidStream: "restart", ...known, links };
}

/** Input tokens of what a column would be asked, by model. */
export function sizeOf({ overrides = {} }: Column, sending: Sending, turns: readonly Turn[]) {
  const { prompt, images, counted } = sending;
  const system = overrides.system ?? sending.system;
  const before = tokensOfTurns(turns);
  return (model: ModelRef) => {
    const asked = tokensIn(counted, prompt, model);
    const told = before.hasSystem || system.trim() === "" ? null : tokensIn(counted, system, model);
    return {
      tokens: asked.tokens + (told?.tokens ?? 0) + before.tokens + images * tokensPerImage,
      isEstimate: asked.isEstimate || told?.isEstimate === true || before.tokens > 0 || images > 0,
    };
  };
}
