import type { Chain, Link, Target } from "#shared/chain.ts";
import { newLink } from "#shared/chain.ts";
import type { ModelInfo, ModelList, ModelRef } from "#shared/model.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import type { AppState } from "./app-store.ts";

/** What names and prices a target; the app store holds all of it. */
export type Catalog = Pick<AppState, "chains" | "modelLists" | "providers">;

export function findModel(lists: readonly ModelList[], ref: ModelRef): ModelInfo | undefined {
  return lists
    .find((list) => list.providerId === ref.providerId)
    ?.models.find((model) => model.modelId === ref.modelId);
}

export function findChain(chains: readonly Chain[], chainId: string): Chain | undefined {
  return chains.find((chain) => chain.id === chainId);
}

/** A provider's name; its id where it was removed meanwhile. */
export function providerName(providers: readonly ProviderState[], providerId: string): string {
  return providers.find((one) => one.provider.id === providerId)?.provider.name ?? providerId;
}

export function modelName(lists: readonly ModelList[], ref: ModelRef): string {
  return findModel(lists, ref)?.name ?? ref.modelId;
}

/** What a column is called: the chain's or the model's name. */
export function targetTitle(catalog: Pick<Catalog, "chains" | "modelLists">, target: Target): string {
  if (target.kind === "chain") return findChain(catalog.chains, target.chainId)?.name ?? "Removed chain";
  return modelName(catalog.modelLists, target);
}

/** The links that a target would try now. */
export function linksOf(catalog: Pick<Catalog, "chains" | "modelLists">, target: Target): readonly Link[] {
  if (target.kind === "chain") return findChain(catalog.chains, target.chainId)?.links ?? [];
  return [newLink(`${target.providerId}/${target.modelId}`, modelName(catalog.modelLists, target), target)];
}

/** Why nothing can be sent to a target, and what to do; null where it can be tried. */
export function targetFault(
  { chains, providers }: Pick<Catalog, "chains" | "providers">,
  target: Target,
): string | null {
  if (target.kind === "model") {
    const isThere = providers.some((one) => one.provider.id === target.providerId);
    return isThere ? null : "The provider of this model was removed. Pick another model.";
  }
  const chain = findChain(chains, target.chainId);
  if (chain === undefined) return "This chain was removed. Pick another target.";
  return chain.links.length > 0 ? null : `The chain ${chain.name} has no links yet. Add one in Chains.`;
}

/** One text per target, for keys and comparing. */
export function targetKey(target: Target): string {
  return target.kind === "chain" ? `chain:${target.chainId}` : `model:${target.providerId}/${target.modelId}`;
}

/** Names columns apart: a repeated target is `<name>, 2`. */
export function numberRepeats(titles: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return titles.map((title) => {
    const count = (seen.get(title) ?? 0) + 1;
    seen.set(title, count);
    return count === 1 ? title : `${title}, ${count}`;
  });
}
