import { describe, expect, it } from "vitest";
import { anthropicCapabilities } from "#electron/providers/anthropic-messages/capabilities.ts";
import { reasons, takesImages, takesImageUrls } from "#electron/providers/capabilities.ts";
import { googleCapabilities } from "#electron/providers/google-generate/capabilities.ts";
import { chatCapabilities, responsesEfforts } from "#electron/providers/openai-shape/capabilities.ts";
import type { ProviderKind } from "#shared/model.ts";

const openAiReasoning = ["o3", "o4-mini", "gpt-5", "gpt-5-mini", "gpt-5.4-mini-2026-03-17", "gpt-5.5", "gpt-6.1-sol"];
const openAiPlain = ["gpt-4.1", "gpt-4.1-mini", "gpt-4o", "gpt-4o-mini", "gpt-5-chat-latest", "ft:gpt-4.1:acme::1"];

/** How a model is asked, and whether it thinks. */
const thinking = (kind: ProviderKind, modelId: string) => ({
  ...chatCapabilities(kind, modelId),
  reasons: reasons(kind, modelId),
});

describe("chat capabilities of OpenAI", () => {
  it.each([...openAiReasoning, "gpt-6-astra", "gpt-6-sol", "gpt-6-luna", "gpt-6.1-terra", "gpt-5.6-sol"])(
    "sends %s no temperature, a developer message and max_completion_tokens",
    (modelId) => {
      expect(thinking("openai", modelId)).toMatchObject({
        maxTokensField: "max_completion_tokens",
        temperature: false,
        systemRole: "developer",
        reasons: true,
      });
    },
  );

  it.each(openAiPlain)("sends %s temperature and a system message", (modelId) => {
    expect(thinking("openai", modelId)).toMatchObject({
      maxTokensField: "max_completion_tokens",
      temperature: true,
      systemRole: "system",
      reasons: false,
    });
  });

  it("drops temperature for search previews, which do not reason", () => {
    expect(thinking("openai", "gpt-4o-search-preview")).toMatchObject({ temperature: false, reasons: false });
  });
});

describe("chat capabilities of OpenRouter and compatible servers", () => {
  it.each([
    ["openai/gpt-5.5", false],
    ["anthropic/claude-sonnet-5.5", false],
    ["anthropic/claude-opus-4.8", false],
    ["anthropic/claude-sonnet-4.6", true],
    ["deepseek/deepseek-v4-pro", true],
    ["meta-llama/llama-3.3-70b-instruct:free", true],
  ])("sends OpenRouter's %s a temperature unless its family refuses it: %s", (modelId, temperature) => {
    expect(chatCapabilities("openrouter", modelId)).toMatchObject({
      maxTokensField: "max_completion_tokens",
      temperature,
      systemRole: "system",
    });
  });

  it.each(["llama-3.3-70b-versatile", "openai/gpt-oss-120b", "qwen3.5:9b", "grok-4.7", "moonshotai/Kimi-K3.1-Pro"])(
    "sends %s max_tokens, temperature and a system message",
    (modelId) => {
      expect(chatCapabilities("openai-compatible", modelId)).toMatchObject({
        maxTokensField: "max_tokens",
        temperature: true,
        systemRole: "system",
      });
    },
  );

  it("treats a local copy as any local model", () => {
    const model = chatCapabilities("openai-compatible", "deepseek-v4-pro:8b");
    expect(model).toMatchObject({ temperature: true, samplingAtNone: false });
  });

  it.each(["deepseek-flash", "deepseek-v4-pro"])("drops temperature for %s, which thinks", (modelId) => {
    expect(thinking("openai-compatible", modelId)).toMatchObject({ temperature: false, reasons: true });
  });

  it("knows OpenAI's reasoning models behind a proxy, which refuse stop too, but keeps the system role", () => {
    expect(chatCapabilities("openai-compatible", "openai/gpt-5.5")).toMatchObject({
      maxTokensField: "max_completion_tokens",
      temperature: false,
      stop: false,
      systemRole: "system",
    });
  });
});

describe("capabilities of Anthropic", () => {
  it.each([
    ["claude-fable-5-2", true, 128_000],
    ["claude-fable-5-1", true, 128_000],
    ["claude-opus-5-5", true, 128_000],
    ["claude-opus-5", true, 128_000],
    ["claude-opus-4-8", false, 128_000],
    ["claude-opus-4-7", false, 128_000],
    ["claude-sonnet-5-5", true, 128_000],
    ["claude-sonnet-5", true, 128_000],
    ["claude-haiku-5-5", true, 128_000],
    ["claude-something-9", true, 128_000],
  ])("sends %s no sampling under the newer version", (modelId, thinks, maxOutputTokens) => {
    const expected = { version: "2026-10-21", temperature: false, reasons: thinks, maxOutputTokens };
    expect(anthropicCapabilities(modelId)).toMatchObject(expected);
  });

  it.each([
    ["claude-sonnet-4-6", 128_000],
    ["claude-haiku-4-5", 64_000],
    ["claude-haiku-4-5-20251001", 64_000],
    ["claude-sonnet-4-5", 64_000],
    ["claude-opus-4-1", 32_000],
    ["claude-opus-4-20250514", 32_000],
  ])("sends %s temperature under the older version", (modelId, maxOutputTokens) => {
    const expected = { version: "2023-06-01", temperature: true, reasons: false, maxOutputTokens };
    expect(anthropicCapabilities(modelId)).toMatchObject(expected);
  });
});

describe("capabilities of Google", () => {
  it("has no system instruction for Gemma only", () => {
    expect(googleCapabilities("gemma-3-27b-it")).toMatchObject({ systemInstruction: false, reasons: false });
    expect(googleCapabilities("gemini-3.8-flash")).toMatchObject({
      systemInstruction: true,
      reasons: true,
      maxOutputTokens: 65_536,
    });
  });

  it.each([
    "gemini-4-argon",
    "gemini-3.5-flash",
    "gemini-3.5-flash-lite",
    "gemini-3.1-pro-preview",
    "gemini-2.5-pro",
    "gemini-2.5-flash",
  ])("knows that %s thinks", (modelId) => expect(googleCapabilities(modelId).reasons).toBe(true));

  it("does not ask 2.5 flash lite for thoughts", () => {
    expect(googleCapabilities("gemini-2.5-flash-lite").reasons).toBe(false);
  });
});

describe("which models reason", () => {
  it.each(["openai/gpt-oss-120b:free", "anthropic/claude-sonnet-5.5", "google/gemini-3.8-flash", "x/y:thinking"])(
    "finds %s behind OpenRouter's prefix and suffix",
    (modelId) => expect(reasons("openrouter", modelId)).toBe(true),
  );

  it.each(["meta-llama/llama-3.3-70b-instruct:free", "qwen/qwen3-coder:free", "anthropic/claude-haiku-4.5"])(
    "takes %s as a plain model",
    (modelId) => expect(reasons("openrouter", modelId)).toBe(false),
  );
});

describe("efforts", () => {
  it.each([
    ["o3", "low medium high"],
    ["o4-mini", "low medium high"],
    ["gpt-5", "minimal low medium high"],
    ["gpt-5-mini", "minimal low medium high"],
    ["gpt-5.1", "none low medium high"],
    ["gpt-5.2", "none low medium high xhigh"],
    ["gpt-5.4-mini-2026-03-17", "none low medium high xhigh"],
    ["gpt-5.5", "none low medium high xhigh"],
    ["gpt-5.6-sol", "none low medium high xhigh"],
    ["gpt-6-astra", "low medium high xhigh"],
    ["gpt-6-sol", "none low medium high xhigh"],
    ["gpt-6-luna", "none low medium high xhigh"],
    ["gpt-6.1-sol", "low medium high xhigh"],
    ["gpt-6.1-terra", "none low medium high xhigh"],
    ["gpt-4.1", ""],
    ["gpt-5-chat-latest", ""],
    ["gpt-4o-search-preview", ""],
  ])("of OpenAI's %s on Chat Completions are: %s", (modelId, efforts) => {
    expect(chatCapabilities("openai", modelId).efforts.join(" ")).toBe(efforts);
  });

  it("include max on the Responses API from gpt-5.6 on", () => {
    expect(["gpt-5.5", "gpt-5.6-sol", "gpt-6.1-sol"].map((id) => responsesEfforts(id).includes("max"))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it.each([
    ["claude-opus-4-5", "budget", "low medium high"],
    ["claude-sonnet-4-5", "budget", ""],
    ["claude-haiku-4-5-20251001", "budget", ""],
    ["claude-opus-4-1", "budget", ""],
    ["claude-3-7-sonnet-20250219", "budget", ""],
    ["claude-3-5-haiku-latest", null, ""],
    ["claude-sonnet-4-6", "adaptive", "low medium high max"],
    ["claude-opus-4-6", "adaptive", "low medium high max"],
    ["claude-opus-4-7", "adaptive", "low medium high xhigh max"],
    ["claude-opus-4-8", "adaptive", "low medium high xhigh max"],
    ["claude-opus-5", "adaptive", "low medium high xhigh max"],
    ["claude-sonnet-5", "adaptive", "low medium high xhigh max"],
    ["claude-haiku-5-5", "adaptive", "low medium high xhigh max"],
    ["claude-sonnet-5-5", "adaptive", "low medium high xhigh max"],
    ["claude-opus-5-5", "adaptive", "low medium high xhigh max"],
    ["claude-fable-5-2", "adaptive", "low medium high xhigh max"],
    ["claude-something-9", "adaptive", "low medium high xhigh max"],
  ])("of Anthropic's %s: thinking %s, levels: %s", (modelId, thinking, efforts) => {
    const model = anthropicCapabilities(modelId);
    expect([model.thinking, model.efforts.join(" ")]).toEqual([thinking, efforts]);
  });

  it.each(["claude-sonnet-5-5", "claude-opus-5-5", "claude-fable-5", "claude-fable-5-1", "claude-something-9"])(
    "cannot turn off the thinking of %s",
    (modelId) => expect(anthropicCapabilities(modelId).canDisableThinking).toBe(false),
  );

  it.each(["claude-opus-5", "claude-sonnet-5", "claude-haiku-5-5", "claude-opus-4-8", "claude-sonnet-4-6"])(
    "can turn off the thinking of %s",
    (modelId) => expect(anthropicCapabilities(modelId).canDisableThinking).toBe(true),
  );

  it.each([
    ["gemini-4-hydrogen", "low medium high xhigh"],
    ["gemini-4-argon", "low medium high"],
    ["gemini-4-carbon", "low medium high"],
    ["gemini-3.8-flash", "low medium high"],
    ["gemini-3.7-flash", "low medium high"],
    ["gemini-3.6-flash", "minimal low medium high"],
    ["gemini-3.5-flash", "minimal low medium high"],
    ["gemini-3.5-flash-lite", "minimal low medium high"],
    ["gemini-3-flash-preview", "minimal low medium high"],
    ["gemini-3.1-pro-preview", "low medium high"],
    ["gemini-3-pro-preview", "low high"],
  ])("of Google's %s are levels: %s", (modelId, levels) => {
    expect(googleCapabilities(modelId).thinking).toEqual({ kind: "level", levels: levels.split(" ") });
  });

  it.each([
    ["gemini-2.5-pro", { leastTokens: 128, mostTokens: 32_768, canDisable: false }],
    ["gemini-2.5-flash", { leastTokens: 1, mostTokens: 24_576, canDisable: true }],
    ["gemini-2.5-flash-lite", { leastTokens: 512, mostTokens: 24_576, canDisable: true }],
  ])("of Google's %s are a budget of tokens: %o", (modelId, bounds) => {
    expect(googleCapabilities(modelId).thinking).toEqual({ kind: "budget", ...bounds });
  });

  it("are none for Gemma, which has no JSON mode either", () => {
    expect(googleCapabilities("gemma-3-27b-it")).toMatchObject({ thinking: null, jsonSchema: false });
  });
});

describe("which models take images", () => {
  it.each([
    ["gpt-4.1", true],
    ["gpt-4o-mini", true],
    ["o3", true],
    ["o3-mini", false],
    ["gpt-5.4-nano", true],
    ["openai/gpt-oss-120b:free", false],
    ["anthropic/claude-sonnet-5.5", true],
    ["claude-haiku-4-5", true],
    ["gemini-2.5-pro", true],
    ["gemma-3-27b-it", true],
    ["gemma-3-1b-it", false],
    ["meta-llama/llama-3.3-70b-instruct:free", false],
    ["llama-3.2-11b-vision", true],
    ["meta-llama/llama-4-scout", true],
    ["qwen/qwen3-coder:free", false],
    ["qwen2.5vl:7b", true],
    ["pixtral-large-latest", true],
    ["codestral-latest", false],
    ["mistral-large-latest", null],
    ["deepseek-v4-pro", null],
    ["qwen3.5:9b", null],
    ["gpt-4o-search-preview", null],
  ])("%s: %s", (modelId, expected) => expect(takesImages(modelId)).toBe(expected));

  it("fetches addresses everywhere but at older models of Google; of compatible servers it is not known", () => {
    expect(takesImageUrls("openai", "gpt-4.1")).toBe(true);
    expect(takesImageUrls("anthropic", "claude-haiku-4-5")).toBe(true);
    expect(takesImageUrls("google", "gemini-3.8-flash")).toBe(true);
    expect(takesImageUrls("google", "gemini-2.5-flash")).toBe(false);
    expect(takesImageUrls("google", "gemma-3-27b-it")).toBe(false);
    expect(takesImageUrls("openai-compatible", "qwen3.5:9b")).toBeNull();
  });
});
