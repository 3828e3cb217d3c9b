import { openSetPrice, removePrice } from "#renderer/actions/own-prices.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { linksOf, modelName, providerName } from "#renderer/stores/targets.ts";
import type { ModelRef } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import type { Command } from "./command.ts";

/** A price for each model that has none, that has one of the user's, or that a column asks. */
export function priceCommands(): readonly Command[] {
  const { ownPrices } = useAppStore.getState();
  const own = new Map(ownPrices.map((price) => [keyOf(price), price]));
  const others = new Map([...askedModels(), ...unpricedModels()].map((model) => [keyOf(model), model]));
  return [
    ...ownPrices.flatMap(ownCommands),
    ...[...others].flatMap(([key, model]) => (own.has(key) ? [] : [setCommand(model)])),
  ];
}

function keyOf({ providerId, modelId }: ModelRef): string {
  return `${providerId}/${modelId}`;
}

function setCommand(model: ModelRef): Command {
  const { modelLists, providers } = useAppStore.getState();
  return {
    id: `price.set-${keyOf(model)}`,
    label: `Set a price for ${modelName(modelLists, model)}`,
    group: "providers",
    sign: "spend",
    detail: providerName(providers, model.providerId),
    words: `cost tokens usd ${model.modelId}`,
    isRare: true,
    run: () => openSetPrice(model),
  };
}

function ownCommands(price: OwnPrice): readonly Command[] {
  const name = modelName(useAppStore.getState().modelLists, price);
  return [
    { ...setCommand(price), id: `price.change-${keyOf(price)}`, label: `Change your price of ${name}` },
    {
      ...setCommand(price),
      id: `price.remove-${keyOf(price)}`,
      label: `Remove your price of ${name}`,
      sign: "remove",
      run: () => void removePrice(price),
    },
  ];
}

function askedModels(): readonly ModelRef[] {
  const { chains, modelLists } = useAppStore.getState();
  const targets = useColumnsStore.getState().columns.flatMap(({ target }) => target ?? []);
  const links = targets.flatMap((target) => linksOf({ chains, modelLists }, target));
  return links.map(({ provider: providerId, modelId }) => ({ providerId, modelId }));
}

function unpricedModels(): readonly ModelRef[] {
  const { modelLists } = useAppStore.getState();
  return modelLists.flatMap(({ models }) => models.filter(({ price, isFree }) => price === null && !isFree));
}
