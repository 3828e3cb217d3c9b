import { describe, expect, it } from "vitest";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import type { ServerId } from "#shared/server-presets.ts";
import { providerAt } from "./servers.ts";

const nowMs = Date.parse("2026-11-22T12:00:00Z");
const read = (server: ServerId, body: unknown) =>
  openAiChat.readModels(providerAt(server), JSON.stringify(body), nowMs).models;
const list = (...data: readonly object[]) => ({ object: "list", data });

describe("the model list of", () => {
  it("Mistral: what chats, its context, whether it sees, and what is past its day", () => {
    const model = { object: "model", owned_by: "mistralai", max_context_length: 262_144, deprecation: null };
    const models = read(
      "mistral",
      list(
        { ...model, id: "mistral-large-latest", capabilities: { completion_chat: true, vision: true }, aliases: ["x"] },
        { ...model, id: "mistral-embed", capabilities: { completion_chat: false } },
        { ...model, id: "old", capabilities: { completion_chat: true }, deprecation: "2026-11-01T00:00:00Z" },
      ),
    );
    expect(models).toMatchObject([{ modelId: "mistral-large-latest", contextTokens: 262_144, takesImages: true }]);
    expect(models).toHaveLength(1);
  });

  it("Groq: what is active, its window and its longest answer", () => {
    const models = read(
      "groq",
      list(
        { id: "openai/gpt-oss-120b", active: true, context_window: 131_072, max_completion_tokens: 65_536 },
        { id: "gone", active: false, context_window: 1 },
        { id: "whisper-large-v3", active: true, context_window: 448 },
      ),
    );
    expect(models).toMatchObject([
      { modelId: "openai/gpt-oss-120b", contextTokens: 131_072, maxOutputTokens: 65_536, price: null },
    ]);
    expect(models).toHaveLength(1);
  });

  it("DeepSeek and xAI: ids and nothing else; xAI's prices are left alone, because their unit is not known", () => {
    expect(read("deepseek", list({ id: "deepseek-v4-pro", object: "model", owned_by: "deepseek" }))).toMatchObject([
      { modelId: "deepseek-v4-pro", contextTokens: null, price: null },
    ]);
    const priced = {
      id: "grok-4.20-0309-reasoning",
      prompt_text_token_price: 20_000,
      completion_text_token_price: 60_000,
    };
    expect(read("xai", list(priced))).toMatchObject([{ modelId: priced.id, price: null, isFree: false }]);
  });

  it("Together: a bare list with prices per million tokens", () => {
    const models = read("together", [
      {
        id: "moonshotai/Kimi-K3.1-Pro",
        type: "chat",
        display_name: "Kimi K3.1 Pro",
        context_length: 1_048_576,
        pricing: { hourly: 0, input: 2, output: 10, cached_input: 0.2, base: 0 },
      },
      { id: "black-forest/pictures", type: "image", pricing: { input: 0, output: 0 } },
    ]);
    expect(models).toMatchObject([
      {
        modelId: "moonshotai/Kimi-K3.1-Pro",
        name: "Kimi K3.1 Pro",
        contextTokens: 1_048_576,
        price: { inputUsd: 2, outputUsd: 10, cacheReadUsd: 0.2, source: "provider list", asOf: "2026-11-22" },
      },
    ]);
    expect(models).toHaveLength(1);
  });

  it("Ollama and LM Studio: ids, without those that embed", () => {
    const data = [
      { id: "qwen3.5:9b" },
      { id: "nomic-embed-text:latest" },
      { id: "text-embedding-nomic-embed-text-v1.5" },
    ];
    for (const server of ["ollama", "lm-studio"] as const) {
      expect(read(server, list(...data)).map((model) => model.modelId)).toEqual(["qwen3.5:9b"]);
    }
  });

  it("vLLM and llama.cpp: the length that they serve, else the one that was trained", () => {
    expect(read("vllm", list({ id: "Qwen/Qwen3.5-9B", owned_by: "vllm", max_model_len: 32_768 }))).toMatchObject([
      { contextTokens: 32_768 },
    ]);
    const gguf = { id: "model.gguf", owned_by: "llamacpp", meta: { n_ctx_train: 40_960, n_params: 9 } };
    expect(read("llama-cpp", list(gguf))).toMatchObject([{ contextTokens: 40_960 }]);
    expect(read("llama-cpp", list({ ...gguf, meta: { ...gguf.meta, n_ctx: 8_192 } }))).toMatchObject([
      { contextTokens: 8_192 },
    ]);
  });
});
