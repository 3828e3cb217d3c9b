import { describe, expect, it } from "vitest";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import type { ProviderKind } from "#shared/model.ts";
import { providerOf } from "#test/electron/providers/openai-chat/examples.ts";

const nowMs = Date.parse("2026-11-22T12:00:00Z");
const read = (kind: ProviderKind, body: unknown) =>
  openAiChat.readModels(providerOf(kind), JSON.stringify(body), nowMs);
const idsOf = (kind: ProviderKind, data: object[]) => read(kind, { data }).models.map((model) => model.modelId);

describe("a model list of OpenAI", () => {
  it("keeps the models that answer chat prompts today", () => {
    const ids = [
      "gpt-6.1-sol",
      "gpt-5.4-mini-2026-03-17",
      "gpt-4o",
      "o3",
      "gpt-5-pro",
      "gpt-5.2-codex",
      "o4-mini-deep-research",
      "text-embedding-3-large",
      "whisper-1",
      "gpt-4o-transcribe",
      "gpt-4o-mini-tts",
      "gpt-image-2",
      "chatgpt-image-latest",
      "gpt-realtime-mini",
      "gpt-4o-audio-preview",
      "dall-e-3",
      "sora-2",
      "omni-moderation-latest",
      "davinci-002",
      "gpt-3.5-turbo-instruct-0914",
    ];
    expect(
      idsOf(
        "openai",
        ids.map((id) => ({ id, object: "model" })),
      ),
    ).toEqual(ids.slice(0, 6));
  });

  it("drops a model whose shutdown date has come", () => {
    const data = [
      { id: "gpt-4", shutdown_date: "2026-10-23" },
      { id: "gpt-5", shutdown_date: "2026-12-11" },
    ];
    expect(idsOf("openai", data)).toEqual(["gpt-5"]);
  });

  it("says nothing of what it does not know", () => {
    expect(read("openai", { object: "list", data: [{ id: "gpt-4o", object: "model" }] })).toEqual({
      models: [
        {
          providerId: "openai",
          modelId: "gpt-4o",
          name: "gpt-4o",
          contextTokens: null,
          maxOutputTokens: null,
          price: null,
          isFree: false,
        },
      ],
      next: null,
    });
  });
});

describe("a model list of OpenRouter", () => {
  const sonnet = {
    id: "anthropic/claude-sonnet-5.5",
    name: "Anthropic: Claude Sonnet 5.5",
    context_length: 1_000_000,
    architecture: { output_modalities: ["text"] },
    pricing: {
      prompt: "0.000002",
      completion: "0.00001",
      input_cache_read: "0.0000001",
      input_cache_write: "0.0000025",
    },
    top_provider: { context_length: 500_000, max_completion_tokens: 128_000 },
    expiration_date: null,
  };

  it("gives names, limits and prices per million tokens", () => {
    expect(read("openrouter", { data: [sonnet] }).models).toEqual([
      {
        providerId: "openrouter",
        modelId: "anthropic/claude-sonnet-5.5",
        name: "Anthropic: Claude Sonnet 5.5",
        contextTokens: 500_000,
        maxOutputTokens: 128_000,
        price: {
          inputUsd: 2,
          outputUsd: 10,
          cacheReadUsd: 0.1,
          cacheWrite5mUsd: 2.5,
          cacheWrite1hUsd: null,
          longPrompt: null,
          source: "provider list",
          asOf: "2026-11-22",
        },
        isFree: false,
      },
    ]);
  });

  it("reads the tier for long prompts", () => {
    const overrides = [{ min_prompt_tokens: 272_001, prompt: "0.000004", completion: "0.000015" }];
    const [model] = read("openrouter", { data: [{ ...sonnet, pricing: { ...sonnet.pricing, overrides } }] }).models;
    expect(model?.price?.longPrompt).toEqual({
      inputUsd: 4,
      outputUsd: 15,
      cacheReadUsd: 0.1,
      cacheWrite5mUsd: 2.5,
      cacheWrite1hUsd: null,
      aboveTokens: 272_000,
    });
  });

  it("knows no price that has more tiers than one: the second would be taken for the first", () => {
    const overrides = [32_001, 128_001].map((tokens, index) => ({
      min_prompt_tokens: tokens,
      prompt: `0.00000${4 + index}`,
    }));
    const [model] = read("openrouter", { data: [{ ...sonnet, pricing: { ...sonnet.pricing, overrides } }] }).models;
    expect(model?.price).toBeNull();
  });

  it("knows what is free, and that a variable price is none", () => {
    const data = [
      { id: "a/b:free", pricing: { prompt: "0", completion: "0" } },
      { id: "a/c", pricing: { prompt: "0", completion: "0" } },
      { id: "openrouter/auto", pricing: { prompt: "-1", completion: "-1" } },
      { id: "a/d", pricing: { prompt: "0", completion: "0.000001" } },
    ];
    expect(read("openrouter", { data }).models.map(({ isFree, price }) => [isFree, price?.inputUsd ?? null])).toEqual([
      [true, 0],
      [true, 0],
      [false, null],
      [false, 0],
    ]);
  });

  it("leaves out what speaks no text and what is past its day", () => {
    const data = [
      { id: "a/image", architecture: { output_modalities: ["image"] } },
      { id: "a/both", architecture: { output_modalities: ["image", "text"] } },
      { id: "a/old", expiration_date: "2026-11-01" },
    ];
    expect(idsOf("openrouter", data)).toEqual(["a/both"]);
  });

  it("goes on by the offset of its next link, whatever host that names", () => {
    const nextOf = (links: unknown) => read("openrouter", { data: [], links }).next;
    expect(nextOf({ next: "https://elsewhere.example/models?limit=1000&offset=1000" })).toBe("1000");
    expect(nextOf({ next: "/api/v1/models?offset=2000" })).toBe("2000");
    expect(nextOf({ next: null })).toBe(null);
    expect(nextOf({ next: "/api/v1/models?offset=x" })).toBe(null);
    expect(nextOf(undefined)).toBe(null);
  });
});

describe("a model list of a compatible server", () => {
  const contextsOf = (body: unknown) =>
    read("openai-compatible", body).models.map((model) => [model.modelId, model.contextTokens]);

  it("may be Together's bare list with prices per million", () => {
    const pricing = { input: 2, output: 10, cached_input: 0.2 };
    const list = [
      { id: "moonshotai/Kimi-K3.1-Pro", type: "chat", display_name: "Kimi", context_length: 1_048_576, pricing },
      { id: "some/pictures", type: "image" },
    ];
    expect(read("openai-compatible", list).models).toMatchObject([
      {
        modelId: "moonshotai/Kimi-K3.1-Pro",
        name: "Kimi",
        contextTokens: 1_048_576,
        price: { inputUsd: 2, outputUsd: 10, cacheReadUsd: 0.2, source: "provider list" },
      },
    ]);
  });

  it("names the context in its own way: Mistral, Groq, vLLM, llama.cpp", () => {
    const data = [
      { id: "mistral-large-latest", max_context_length: 262_144, capabilities: { completion_chat: true } },
      { id: "mistral-embed", max_context_length: 8_192, capabilities: { completion_chat: false } },
      { id: "llama-3.3-70b-versatile", context_window: 131_072, max_completion_tokens: 32_768, active: true },
      { id: "gone", context_window: 1, active: false },
      { id: "whisper-large-v3", context_window: 448, active: true },
      { id: "served-by-vllm", max_model_len: 32_768 },
      { id: "gguf", meta: { n_ctx_train: 40_960 } },
    ];
    expect(contextsOf({ data })).toEqual([
      ["mistral-large-latest", 262_144],
      ["llama-3.3-70b-versatile", 131_072],
      ["served-by-vllm", 32_768],
      ["gguf", 40_960],
    ]);
  });

  it("lists a model once and skips what has no id", () => {
    expect(contextsOf({ data: [{ id: "a" }, { id: "a" }, { name: "b" }, null, 7, { id: "" }] })).toEqual([["a", null]]);
  });

  it.each(["", "oops", "{}", "7", '{"data":{}}', '{"error":{"message":"no"}}', "<html></html>"])(
    "that is %j throws a SyntaxError",
    (body) => {
      expect(() => openAiChat.readModels(providerOf("openai-compatible"), body, nowMs)).toThrow(SyntaxError);
    },
  );
});
