import { useMemo } from "react";
import { useAppStore } from "#renderer/stores/app-store.ts";
import type { Catalog } from "#renderer/stores/targets.ts";
import { providerName, targetKey } from "#renderer/stores/targets.ts";
import type { Target } from "#shared/chain.ts";
import { formatPricePer1k } from "#shared/format.ts";
import type { ModelInfo } from "#shared/model.ts";

/** One row of the picker. */
export type TargetOption = {
  readonly key: string;
  readonly target: Target;
  readonly title: string;
  /** Provider of a model; `3 links` of a chain. */
  readonly subtitle: string;
  /** USD per 1,000 tokens in and out, `free`, or `unknown price`; empty for a chain. */
  readonly price: string;
  readonly providerId: string | null;
};

/** Everything that a column can send to: chains first, then the models in the order of the providers; or only those. */
export function useTargetOptions(only?: "models"): readonly TargetOption[] {
  const chains = useAppStore((state) => state.chains);
  const modelLists = useAppStore((state) => state.modelLists);
  const providers = useAppStore((state) => state.providers);
  return useMemo(() => {
    const catalog = { chains, modelLists, providers };
    return only === "models" ? modelOptions(catalog) : [...chainOptions(catalog), ...modelOptions(catalog)];
  }, [chains, modelLists, providers, only]);
}

export function chainOptions({ chains }: Catalog): readonly TargetOption[] {
  return chains.map((chain) => {
    const target: Target = { kind: "chain", chainId: chain.id };
    const count = chain.links.length;
    const subtitle = count === 1 ? "1 link" : `${count} links`;
    return { key: targetKey(target), target, title: chain.name, subtitle, price: "", providerId: null };
  });
}

export function modelOptions(catalog: Catalog): readonly TargetOption[] {
  // In the order of the providers, as the sidebar has it.
  return catalog.providers.flatMap(({ provider }) => {
    const list = catalog.modelLists.find((one) => one.providerId === provider.id);
    return (list?.models ?? []).map((model) => modelOption(catalog, model));
  });
}

function modelOption(catalog: Catalog, model: ModelInfo): TargetOption {
  const target: Target = { kind: "model", providerId: model.providerId, modelId: model.modelId };
  return {
    key: targetKey(target),
    target,
    title: model.name,
    subtitle: providerName(catalog.providers, model.providerId),
    price: priceWords(model),
    providerId: model.providerId,
  };
}

function priceWords(model: ModelInfo): string {
  if (model.isFree) return "free";
  if (model.price === null) return "unknown price";
  return `${formatPricePer1k(model.price.inputUsd)} / ${formatPricePer1k(model.price.outputUsd)}`;
}

/** Every typed word must be found in the name, the provider or the model id. */
export function filterOptions(options: readonly TargetOption[], query: string): readonly TargetOption[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  return options.filter((option) => {
    const text = `${option.title} ${option.subtitle} ${option.key} ${option.price}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
