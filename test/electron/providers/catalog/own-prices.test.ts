import { describe, expect, it } from "vitest";
import { createCatalog } from "#electron/providers/catalog/catalog.ts";
import type { ModelInfo } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const setAtMs = Date.parse("2026-11-20T23:30:00Z");

function catalogWith(...ownPrices: readonly Omit<OwnPrice, "setAtMs">[]) {
  return createCatalog({ ownPrices: () => ownPrices.map((own) => ({ ...own, setAtMs })), epochMs: () => now });
}

const listed: ModelInfo = {
  ...{ providerId: "openrouter", modelId: "acme/one", name: "One" },
  ...{ contextTokens: null, maxOutputTokens: null, isFree: false },
  price: {
    ...{ inputUsd: 9, outputUsd: 9, cacheReadUsd: 1, cacheWrite5mUsd: null, cacheWrite1hUsd: null },
    ...{ longPrompt: null, source: "provider list", asOf: "2026-11-22" },
  },
};

describe("a price that the user set", () => {
  it("stands before the provider's list, our table and genai-prices, for all input, with the day it was set", () => {
    const own = { inputUsd: 3, outputUsd: 4 };
    const models = [
      { providerId: "openrouter", modelId: "acme/one" },
      { providerId: "anthropic", modelId: "claude-sonnet-5-5" },
      { providerId: "openai", modelId: "gpt-4o" },
    ];
    const catalog = catalogWith(...models.map((model) => ({ ...model, ...own })));
    catalog.setList({ providerId: "openrouter", source: "provider", fetchedAtMs: now, models: [listed] });
    for (const { providerId, modelId } of models) {
      expect(catalog.price(providerId, modelId, now)).toEqual({
        ...{ inputUsd: 3, cacheReadUsd: 3, cacheWrite5mUsd: 3, cacheWrite1hUsd: 3, outputUsd: 4 },
        ...{ longPrompt: null, source: "own", asOf: "2026-11-20" },
      });
    }
    expect(catalog.price("openai", "gpt-4o-mini", now)?.source).toBe("genai-prices");
  });

  it("is of one provider's model alone", () => {
    const catalog = catalogWith({ providerId: "openai", modelId: "gpt-4o", inputUsd: 3, outputUsd: 4 });
    expect(catalog.price("openrouter", "openai/gpt-4o", now)?.source).not.toBe("own");
  });

  it("is in the list of its provider, where a model that no list names is added for as long as it has a price", () => {
    const catalog = catalogWith(
      { providerId: "openai", modelId: "in-house", inputUsd: 1, outputUsd: 2 },
      { providerId: "lab", modelId: "llama", inputUsd: 0, outputUsd: 0 },
    );
    const priced = catalog.list("openai").models.find((model) => model.modelId === "in-house");
    expect(priced).toMatchObject({ name: "in-house", isFree: false, price: { inputUsd: 1, source: "own" } });
    expect(catalog.lists().find((list) => list.providerId === "lab")?.models).toMatchObject([
      { modelId: "llama", isFree: true, price: { inputUsd: 0, source: "own" } },
    ]);
    expect(
      createCatalog()
        .list("openai")
        .models.some((model) => model.modelId === "in-house"),
    ).toBe(false);
  });

  it("makes a free model cost something, and one that costs something free", () => {
    const catalog = catalogWith(
      { providerId: "openrouter", modelId: "openai/gpt-oss-120b:free", inputUsd: 1, outputUsd: 1 },
      { providerId: "anthropic", modelId: "claude-sonnet-5-5", inputUsd: 0, outputUsd: 0 },
    );
    const find = (providerId: string, modelId: string) =>
      catalog.list(providerId).models.find((model) => model.modelId === modelId);
    expect(find("openrouter", "openai/gpt-oss-120b:free")?.isFree).toBe(false);
    expect(find("anthropic", "claude-sonnet-5-5")?.isFree).toBe(true);
  });
});
