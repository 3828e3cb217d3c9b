import type { ModelInfo, ModelRef, Price } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";

/** The price that the user set for a model, in force since that day (UTC, as all prices); null where there is none. */
export function ownPriceOf(prices: readonly OwnPrice[], { providerId, modelId }: ModelRef): Price | null {
  const own = prices.find((one) => one.providerId === providerId && one.modelId === modelId);
  if (own === undefined) return null;
  const { inputUsd, outputUsd } = own;
  return {
    // Like a price on a link it applies to all input, cached too.
    ...{ inputUsd, cacheReadUsd: inputUsd, cacheWrite5mUsd: inputUsd, cacheWrite1hUsd: inputUsd },
    outputUsd,
    longPrompt: null,
    source: "own",
    asOf: new Date(own.setAtMs).toISOString().slice(0, 10),
  };
}

/** A model that no list names, and that the user set a price for, so that the price can be seen and taken away again. */
export function unlistedModels(prices: readonly OwnPrice[], models: readonly ModelInfo[]): ModelInfo[] {
  const listed = new Set(models.map((model) => model.modelId));
  return prices
    .filter(({ modelId }) => !listed.has(modelId))
    .map(({ providerId, modelId }) => ({
      ...{ providerId, modelId, name: modelId },
      contextTokens: null,
      maxOutputTokens: null,
      price: null,
      isFree: false,
    }));
}
