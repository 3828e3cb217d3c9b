import { describe, expect, it } from "vitest";
import { bundledLists } from "#electron/providers/catalog/bundled-models.ts";
import { defaultChains } from "#electron/providers/default-chains.ts";
import { adapterFor, builtInProviders, chatAdapterFor } from "#electron/providers/registry.ts";
import type { ProviderKind } from "#shared/model.ts";
import type { Overrides, Prompt } from "#shared/prompt.ts";

const prompt: Prompt = { system: null, messages: [{ role: "user", text: "Quoi ?" }] };
const withTools: Prompt = { ...prompt, tools: { messages: [], fields: { tools: [] } } };
const ask = (kind: ProviderKind, modelId: string, asked: { prompt?: Prompt; overrides?: Overrides } = {}) =>
  chatAdapterFor(kind, { modelId, prompt, overrides: {}, ...asked }).dialect;

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

describe("the dialect of a prompt", () => {
  it.each(["gpt-6.1-sol", "gpt-6-luna", "gpt-5.4-mini-2026-03-17", "o3", "ft:o4-mini:mine"])(
    "is Responses for OpenAI's %s, which thinks and shows it there only",
    (modelId) => expect(ask("openai", modelId)).toBe("openai-responses"),
  );

  it.each(["gpt-4.1", "gpt-4o-mini", "gpt-5-chat-latest", "gpt-5-search-api"])(
    "is the chat for OpenAI's %s, which does not think",
    (modelId) => expect(ask("openai", modelId)).toBe("openai-chat"),
  );

  it("is the chat where a model that can is not to think, and only there", () => {
    const overrides = { effort: "none" } as const;
    expect(ask("openai", "gpt-6-luna", { overrides })).toBe("openai-chat");
    expect(ask("openai", "gpt-6.1-sol", { overrides })).toBe("openai-responses");
    expect(ask("openai", "gpt-6-luna", { overrides: { effort: "low" } })).toBe("openai-responses");
  });

  it("is the chat for tools, but for models that have no chat", () => {
    expect(ask("openai", "gpt-6.1-sol", { prompt: withTools })).toBe("openai-chat");
    for (const modelId of ["gpt-5-pro", "gpt-5.5-pro", "o1-pro", "o3-pro-2026-01-01", "o3-deep-research"]) {
      expect(ask("openai", modelId, { prompt: withTools, overrides: { effort: "none" } })).toBe("openai-responses");
    }
    for (const modelId of ["gpt-5.2-codex", "gpt-5.1-codex-max", "codex-mini-latest"]) {
      expect(ask("openai", modelId, { prompt: withTools })).toBe("openai-responses");
    }
  });

  it("is one for every other provider, whatever the model", () => {
    expect(ask("openrouter", "openai/o3-pro")).toBe("openai-chat");
    expect(ask("openai-compatible", "gpt-5-pro")).toBe("openai-chat");
    expect(ask("anthropic", "claude-sonnet-5-5")).toBe("anthropic-messages");
    expect(ask("google", "gemini-3.8-flash")).toBe("google-generate");
  });
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
