import assert from "node:assert/strict";
import { describe, expect, it } from "vitest";
import { anthropicMessages } from "#electron/providers/anthropic-messages/adapter.ts";
import { createCatalog } from "#electron/providers/catalog/catalog.ts";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import { nanoUsdOf } from "#shared/cost.ts";
import type { ModelInfo, Price, Provider } from "#shared/model.ts";
import { lastOf } from "#test/electron/providers/support.ts";
import { decodeChunks, goldenStream } from "#test/support/golden.ts";

const now = Date.UTC(2026, 10, 22, 12);
const day = (text: string) => Date.parse(`${text}T12:00:00Z`);

function priceOf(providerId: string, modelId: string, at = now): Price {
  const price = createCatalog().price(providerId, modelId, at);
  assert.ok(price !== null, `${modelId} has no price`);
  return price;
}

function compatible(id: string, baseUrl: string): Provider {
  return { id, name: id, kind: "openai-compatible", baseUrl, keyOptional: false };
}

const model: ModelInfo = {
  providerId: "openrouter",
  modelId: "openai/gpt-5.5",
  name: "OpenAI: GPT-5.5",
  contextTokens: 1_050_000,
  maxOutputTokens: 128_000,
  price: null,
  isFree: false,
};

describe("worked costs", () => {
  it.each([
    {
      id: "openai-stream",
      adapter: openAiChat,
      providerId: "openai",
      modelId: "gpt-5.4-mini-2026-03-17",
      nanoUsd: 555_750,
    },
    {
      id: "anthropic-stream",
      adapter: anthropicMessages,
      providerId: "anthropic",
      modelId: "claude-sonnet-5-5",
      nanoUsd: 2_172_000,
    },
    {
      id: "gemini-stream",
      adapter: googleGenerate,
      providerId: "google",
      modelId: "gemini-3.8-flash",
      nanoUsd: 508_800,
    },
    {
      id: "openrouter-stream",
      adapter: openAiChat,
      providerId: "openrouter",
      modelId: "anthropic/claude-sonnet-5.5",
      nanoUsd: 2_172_000,
    },
  ] as const)("reproduces that of $id in nano-USD", ({ id, adapter, providerId, modelId, nanoUsd }) => {
    const parts = decodeChunks([goldenStream(id).bytes], adapter);
    expect(lastOf(parts, "served").model).toBe(modelId);
    expect(nanoUsdOf(lastOf(parts, "usage").usage, priceOf(providerId, modelId))).toBe(nanoUsd);
  });
});

describe("prices", () => {
  it("takes the provider's own list before anything else", () => {
    const catalog = createCatalog();
    const listed: Price = { ...priceOf("openrouter", "openai/gpt-5.5"), inputUsd: 7, asOf: "2026-11-22" };
    catalog.setList({
      providerId: "openrouter",
      source: "provider",
      fetchedAtMs: now,
      models: [{ ...model, price: listed }],
    });
    expect(catalog.price("openrouter", "openai/gpt-5.5", now)).toEqual(listed);
  });

  it("drops a bundled price once the provider's own list is there without it", () => {
    const catalog = createCatalog();
    expect(catalog.price("openrouter", "anthropic/claude-sonnet-5.5", now)?.source).toBe("provider list");
    catalog.setList({ providerId: "openrouter", source: "provider", fetchedAtMs: now, models: [model] });
    expect(catalog.price("openrouter", "anthropic/claude-sonnet-5.5", now)).toBeNull();
  });

  it("knows no price of a model that OpenRouter lists with a fee for each request, or with one that varies", () => {
    const catalog = createCatalog();
    const sonar = { ...model, modelId: "perplexity/sonar" };
    // Which genai-prices knows by its tokens alone.
    expect(catalog.price("openrouter", sonar.modelId, now)).not.toBeNull();
    catalog.setList({ providerId: "openrouter", source: "provider", fetchedAtMs: now, models: [sonar] });
    expect(catalog.price("openrouter", sonar.modelId, now)).toBeNull();
  });

  it("takes our dated table before genai-prices, which knows only the ancestor", () => {
    expect(priceOf("anthropic", "claude-sonnet-5-5")).toEqual({
      inputUsd: 2,
      cacheReadUsd: 0.1,
      cacheWrite5mUsd: 2.5,
      cacheWrite1hUsd: 4,
      outputUsd: 10,
      longPrompt: null,
      source: "override",
      asOf: "2026-11-22",
    });
  });

  it.each([
    {
      providerId: "anthropic",
      modelId: "claude-sonnet-5-5",
      at: "2026-10-06",
      inputUsd: 2,
      cacheReadUsd: 0.2,
      outputUsd: 10,
    },
    {
      providerId: "anthropic",
      modelId: "claude-sonnet-5-5",
      at: "2026-10-07",
      inputUsd: 2,
      cacheReadUsd: 0.1,
      outputUsd: 10,
    },
    {
      providerId: "google",
      modelId: "gemini-4-argon",
      at: "2026-11-30",
      inputUsd: 2,
      cacheReadUsd: 0.1,
      outputUsd: 10,
    },
    {
      providerId: "google",
      modelId: "gemini-4-argon",
      at: "2026-12-01",
      inputUsd: 4,
      cacheReadUsd: 0.2,
      outputUsd: 20,
    },
    {
      providerId: "google",
      modelId: "gemini-3.8-flash",
      at: "2026-12-31",
      inputUsd: 0.75,
      cacheReadUsd: 0.075,
      outputUsd: 3.75,
    },
    {
      providerId: "google",
      modelId: "gemini-3.8-flash",
      at: "2027-01-01",
      inputUsd: 1.5,
      cacheReadUsd: 0.15,
      outputUsd: 7.5,
    },
  ])(
    "$modelId on $at costs $inputUsd in, $cacheReadUsd cached, $outputUsd out",
    ({ providerId, modelId, at, ...usd }) => {
      expect(priceOf(providerId, modelId, day(at))).toMatchObject(usd);
    },
  );

  it.each([
    {
      providerId: "openai",
      modelId: "gpt-6-astra",
      inputUsd: 10,
      outputUsd: 50,
      aboveTokens: 272_000,
      longOutputUsd: 75,
    },
    {
      providerId: "openai",
      modelId: "gpt-6.1-sol",
      inputUsd: 2,
      outputUsd: 10,
      aboveTokens: 272_000,
      longOutputUsd: 15,
    },
    {
      providerId: "openai",
      modelId: "gpt-6-luna",
      inputUsd: 0.1,
      outputUsd: 0.5,
      aboveTokens: 272_000,
      longOutputUsd: 0.75,
    },
    { providerId: "openai", modelId: "gpt-5.5", inputUsd: 5, outputUsd: 30, aboveTokens: 272_000, longOutputUsd: 45 },
    {
      providerId: "anthropic",
      modelId: "claude-haiku-5-5",
      inputUsd: 0.1,
      outputUsd: 0.5,
      aboveTokens: 100_000,
      longOutputUsd: 2.5,
    },
    {
      providerId: "google",
      modelId: "gemini-3.1-pro-preview",
      inputUsd: 2,
      outputUsd: 12,
      aboveTokens: 200_000,
      longOutputUsd: 18,
    },
    {
      providerId: "google",
      modelId: "gemini-2.5-pro",
      inputUsd: 1.25,
      outputUsd: 10,
      aboveTokens: 200_000,
      longOutputUsd: 15,
    },
  ])("$modelId has its long-prompt tier", ({ providerId, modelId, inputUsd, outputUsd, ...long }) => {
    expect(priceOf(providerId, modelId)).toMatchObject({
      inputUsd,
      outputUsd,
      longPrompt: { aboveTokens: long.aboveTokens, outputUsd: long.longOutputUsd },
    });
  });

  it.each([
    { providerId: "openai", modelId: "gpt-5.4-mini", inputUsd: 0.75, outputUsd: 4.5 },
    { providerId: "openai", modelId: "gpt-5", inputUsd: 1.25, outputUsd: 10 },
    { providerId: "openai", modelId: "gpt-4o-mini", inputUsd: 0.15, outputUsd: 0.6 },
    { providerId: "openai", modelId: "gpt-4o-2024-08-06", inputUsd: 2.5, outputUsd: 10 },
    { providerId: "anthropic", modelId: "claude-haiku-4-5-20251001", inputUsd: 1, outputUsd: 5 },
    { providerId: "anthropic", modelId: "claude-opus-5-5", inputUsd: 4, outputUsd: 20 },
    { providerId: "google", modelId: "gemini-2.5-flash", inputUsd: 0.3, outputUsd: 2.5 },
  ])("$modelId comes from genai-prices", ({ providerId, modelId, ...usd }) => {
    const price = priceOf(providerId, modelId);
    expect(price).toMatchObject({ ...usd, longPrompt: null, source: "genai-prices", asOf: "2026-09-23" });
  });

  it.each([
    ["anthropic", "claude-sonnet-5-7"],
    ["openai", "gpt-5.5-unheard-of"],
    ["openai", "gpt-5.4-mini-turbo"],
    ["nobody", "gpt-5.5"],
  ])("never prices %s %s as its ancestor", (providerId, modelId) => {
    expect(createCatalog().price(providerId, modelId, now)).toBeNull();
  });

  it("takes a dated snapshot for the model that it is of", () => {
    const undated = priceOf("anthropic", "claude-sonnet-5-5");
    expect(priceOf("anthropic", "claude-sonnet-5-5-20261007")).toEqual(undated);
    expect(priceOf("openai", "gpt-6.1-sol-2026-10-30")).toEqual(priceOf("openai", "gpt-6.1-sol"));
  });

  it("knows a compatible server's vendor by its address, and a local one's not", () => {
    const servers = [
      compatible("one", "https://api.mistral.ai/v1"),
      compatible("two", "http://127.0.0.1:11434/v1"),
      compatible("three", "https://api.deepseek.com"),
    ];
    const catalog = createCatalog({ providers: () => servers });
    expect(catalog.price("one", "mistral-large-latest", now)).toMatchObject({ inputUsd: 0.5, source: "override" });
    expect(catalog.price("one", "mistral-medium-latest", now)).toMatchObject({ inputUsd: 1.5, source: "genai-prices" });
    expect(catalog.price("two", "mistral-large-latest", now)).toBeNull();
    const peak = Date.UTC(2026, 10, 22, 9, 59);
    expect(catalog.price("three", "deepseek-v4-pro", peak)).toMatchObject({ inputUsd: 1.32, outputUsd: 3.96 });
    expect(catalog.price("three", "deepseek-v4-pro", peak + 60_000)).toMatchObject({ inputUsd: 0.66, outputUsd: 1.98 });
  });

  it("knows that OpenRouter's free variants cost nothing, even unlisted ones", () => {
    expect(priceOf("openrouter", "golden/new-model:free")).toMatchObject({ inputUsd: 0, outputUsd: 0 });
    expect(createCatalog().price("openai", "golden:free", now)).toBeNull();
  });

  it("prices every bundled model", () => {
    const unpriced = createCatalog({ epochMs: () => now })
      .lists()
      .flatMap((list) => list.models)
      .filter((entry) => entry.price === null)
      .map((entry) => entry.modelId);
    expect(unpriced).toEqual([]);
  });
});

describe("lists and facts", () => {
  it("ships a list for every built-in provider", () => {
    const lists = createCatalog().lists();
    expect(lists.map((list) => list.providerId)).toEqual(builtInProviders.map((provider) => provider.id));
    for (const list of lists) {
      expect(list).toMatchObject({ source: "bundled", fetchedAtMs: null });
      expect(new Set(list.models.map((entry) => entry.modelId)).size).toBe(list.models.length);
    }
  });

  it("fills what a fetched list does not say from the bundled one", () => {
    const catalog = createCatalog({ epochMs: () => now });
    const bare = { ...model, providerId: "openai", name: "gpt-5.5", modelId: "gpt-5.5", contextTokens: null };
    catalog.setList({
      providerId: "openai",
      source: "provider",
      fetchedAtMs: now,
      models: [bare, { ...bare, modelId: "gpt-9", name: "gpt-9", maxOutputTokens: null }],
    });
    const [known, unknown] = catalog.list("openai").models;
    expect(known).toMatchObject({ name: "GPT-5.5", contextTokens: 1_050_000, price: { inputUsd: 5 } });
    expect(unknown).toMatchObject({ name: "gpt-9", contextTokens: null, price: null });
    expect(catalog.list("openai").source).toBe("provider");
    expect(catalog.nameOf("openai", "gpt-5.5")).toBe("GPT-5.5");
    expect(catalog.nameOf("openai", "gpt-10")).toBe("gpt-10");
  });

  it("tells the window which models refuse a temperature", () => {
    const catalog = createCatalog();
    const refusals = (providerId: string, ids: readonly string[]) =>
      ids.map((id) => catalog.list(providerId).models.find(({ modelId }) => modelId === id)?.refusesTemperature);
    expect(refusals("openai", ["gpt-6.1-sol", "gpt-4.1"])).toEqual([true, false]);
    expect(refusals("anthropic", ["claude-sonnet-5-5", "claude-sonnet-4-6"])).toEqual([true, false]);
    expect(refusals("google", ["gemini-3.8-flash"])).toEqual([false]);
    expect(refusals("openrouter", ["anthropic/claude-sonnet-5.5", "deepseek/deepseek-v4-pro"])).toEqual([true, false]);
  });

  it("keeps a list for a provider that ships none, and an empty one before", () => {
    const catalog = createCatalog({ providers: () => [compatible("lab", "http://127.0.0.1:1/v1")] });
    expect(catalog.list("lab").models).toEqual([]);
    catalog.setList({
      providerId: "lab",
      source: "provider",
      fetchedAtMs: now,
      models: [{ ...model, providerId: "lab", modelId: "qwen3.5:9b" }],
    });
    expect(catalog.lists().map((list) => list.providerId)).toContain("lab");
    expect(catalog.facts("lab", "qwen3.5:9b")).toEqual({
      contextTokens: 1_050_000,
      reasons: true,
      isFree: false,
      takesImages: null,
      takesImageUrls: null,
      takesTools: null,
    });
  });

  it("knows that Ollama fetches no image from its address", () => {
    const ollama = { id: "mine", name: "Mine", kind: "openai-compatible", keyOptional: true } as const;
    const at = (baseUrl: string) =>
      createCatalog({ providers: () => [{ ...ollama, baseUrl }] }).facts("mine", "gemma3:4b").takesImageUrls;
    expect(at("http://localhost:11434/v1")).toBe(false);
    expect(at("http://localhost:9999/v1")).toBe(null);
  });

  it("knows of images and thinking what the provider's list says, else what is known of the family", () => {
    const catalog = createCatalog();
    const known = (modelId: string) => catalog.list("openrouter").models.find((one) => one.modelId === modelId);
    expect(known("openai/gpt-5.5")).toMatchObject({ takesImages: true, reasons: true });
    expect(known("openai/gpt-oss-120b:free")).toMatchObject({ takesImages: false, reasons: true });
    expect(known("deepseek/deepseek-v4-pro")).not.toHaveProperty("takesImages");
    const listed = { ...model, providerId: "openrouter", modelId: "deepseek/deepseek-v4-pro" };
    const said = { ...listed, takesImages: true, reasons: false };
    catalog.setList({ providerId: "openrouter", source: "provider", fetchedAtMs: now, models: [said] });
    expect(known("deepseek/deepseek-v4-pro")).toMatchObject({ takesImages: true, reasons: false });
    expect(catalog.facts("openrouter", "deepseek/deepseek-v4-pro")).toMatchObject({
      takesImages: true,
      reasons: false,
    });
  });

  it("knows that a model thinks whatever the effort, where OpenRouter's list says that it must", () => {
    const catalog = createCatalog();
    const thinks = () => catalog.facts("openrouter", "google/gemini-2.5-pro", "none").reasons;
    expect(thinks()).toBe(false);
    const listed = { ...model, providerId: "openrouter", modelId: "google/gemini-2.5-pro", reasons: true };
    catalog.setList({ providerId: "openrouter", source: "provider", fetchedAtMs: now, models: [listed] });
    expect(thinks()).toBe(true);
  });

  it("tells the engine context, reasoning and whether a model is free", () => {
    const catalog = createCatalog();
    expect(catalog.facts("openrouter", "openai/gpt-oss-120b:free")).toEqual({
      contextTokens: 131_072,
      reasons: true,
      isFree: true,
      takesImages: false,
      takesImageUrls: true,
      takesTools: null,
    });
    expect(catalog.facts("openrouter", "golden/new:free")).toEqual({
      contextTokens: null,
      reasons: false,
      isFree: true,
      takesImages: null,
      takesImageUrls: true,
      takesTools: null,
    });
    expect(catalog.facts("anthropic", "claude-haiku-4-5")).toEqual({
      contextTokens: 200_000,
      reasons: false,
      isFree: false,
      takesImages: true,
      takesImageUrls: true,
      takesTools: null,
    });
    expect(catalog.facts("anthropic", "claude-haiku-4-5", "high").reasons).toBe(true);
    expect(catalog.facts("openai", "gpt-5.5", "none").reasons).toBe(false);
    expect(catalog.facts("openai", "gpt-6.1-sol", "none").reasons).toBe(true);
    expect(catalog.facts("google", "gemini-2.5-flash")).toMatchObject({ takesImages: true, takesImageUrls: false });
    expect(catalog.facts("gone", "x:free")).toMatchObject({ contextTokens: null, reasons: false, isFree: false });
  });
});
