import { describe, expect, it } from "vitest";
import { bundledLists } from "#electron/providers/catalog/bundled-models.ts";
import { defaultChains } from "#electron/providers/default-chains.ts";
import { adapterFor, builtInProviders } from "#electron/providers/registry.ts";

describe("the provider registry", () => {
  it("knows four providers by their own addresses, none with a trailing slash", () => {
    expect(builtInProviders.map(({ id, name, baseUrl }) => [id, name, baseUrl])).toEqual([
      ["openrouter", "OpenRouter", "https://openrouter.ai/api/v1"],
      ["openai", "OpenAI", "https://api.openai.com/v1"],
      ["anthropic", "Anthropic", "https://api.anthropic.com"],
      ["google", "Google AI", "https://generativelanguage.googleapis.com"],
    ]);
    expect(builtInProviders.every((provider) => !provider.keyOptional)).toBe(true);
  });

  it.each([
    ["openrouter", "openai-chat"],
    ["openai", "openai-chat"],
    ["openai-compatible", "openai-chat"],
    ["anthropic", "anthropic-messages"],
    ["google", "google-generate"],
  ] as const)("gives %s the dialect %s", (kind, dialect) => expect(adapterFor(kind).dialect).toBe(dialect));
});

describe("the default chains", () => {
  it("try an aggregator first and then direct routes", () => {
    const shape = defaultChains.map((chain) => [chain.id, chain.name, chain.links.map((link) => link.provider)]);
    expect(shape).toEqual([
      ["smart", "smart", ["openrouter", "anthropic", "openai"]],
      ["fast", "fast", ["openrouter", "openai"]],
      ["free", "free", ["openrouter", "openrouter", "openrouter"]],
    ]);
  });

  it("ask the catalog for prices and start over where a stream is cut", () => {
    for (const link of defaultChains.flatMap((chain) => chain.links)) {
      expect(link).toMatchObject({ maxTokens: 2000, temperature: 0.7, costPer1kInput: null, costPer1kOutput: null });
    }
    expect(defaultChains.every((chain) => chain.onMidStream === "restart")).toBe(true);
  });

  it("name models that the bundled lists hold under the same name, by unique links", () => {
    const links = defaultChains.flatMap((chain) => chain.links);
    expect(new Set(links.map((link) => link.id)).size).toBe(links.length);
    for (const link of links) {
      const list = bundledLists.find((bundled) => bundled.providerId === link.provider);
      expect(list?.models.find((model) => model.modelId === link.modelId)?.name).toBe(link.name);
    }
  });

  it("use free variants only in the free chain", () => {
    const free = defaultChains.find((chain) => chain.id === "free");
    expect(free?.links.map((link) => link.modelId.endsWith(":free"))).toEqual([true, true, true]);
  });
});
