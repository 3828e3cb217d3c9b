import { describe, expect, it } from "vitest";
import {
  anthropicCapabilities,
  chatCapabilities,
  googleCapabilities,
  reasons,
} from "#electron/providers/capabilities.ts";

const openAiReasoning = ["o3", "o4-mini", "gpt-5", "gpt-5-mini", "gpt-5.4-mini-2026-03-17", "gpt-5.5", "gpt-6.1-sol"];
const openAiPlain = ["gpt-4.1", "gpt-4.1-mini", "gpt-4o", "gpt-4o-mini", "gpt-5-chat-latest", "ft:gpt-4.1:acme::1"];

describe("chat capabilities of OpenAI", () => {
  it.each([...openAiReasoning, "gpt-6-astra", "gpt-6-sol", "gpt-6-luna", "gpt-6.1-terra", "gpt-5.6-sol"])(
    "sends %s no temperature, a developer message and max_completion_tokens",
    (modelId) => {
      expect(chatCapabilities("openai", modelId)).toEqual({
        maxTokensField: "max_completion_tokens",
        temperature: false,
        systemRole: "developer",
        streamUsage: true,
        reasons: true,
      });
    },
  );

  it.each(openAiPlain)("sends %s temperature and a system message", (modelId) => {
    expect(chatCapabilities("openai", modelId)).toEqual({
      maxTokensField: "max_completion_tokens",
      temperature: true,
      systemRole: "system",
      streamUsage: true,
      reasons: false,
    });
  });

  it("drops temperature for search previews, which do not reason", () => {
    expect(chatCapabilities("openai", "gpt-4o-search-preview")).toMatchObject({ temperature: false, reasons: false });
  });
});

describe("chat capabilities of OpenRouter and compatible servers", () => {
  it.each(["openai/gpt-5.5", "anthropic/claude-sonnet-5.5", "meta-llama/llama-3.3-70b-instruct:free"])(
    "sends OpenRouter's %s everything, for it drops what a model refuses",
    (modelId) => {
      expect(chatCapabilities("openrouter", modelId)).toMatchObject({
        maxTokensField: "max_tokens",
        temperature: true,
        systemRole: "system",
        streamUsage: true,
      });
    },
  );

  it.each(["llama-3.3-70b-versatile", "openai/gpt-oss-120b", "qwen3.5:9b", "grok-4.7", "moonshotai/Kimi-K3.1-Pro"])(
    "sends %s max_tokens, temperature and a system message",
    (modelId) => {
      expect(chatCapabilities("openai-compatible", modelId)).toMatchObject({
        maxTokensField: "max_tokens",
        temperature: true,
        systemRole: "system",
        streamUsage: true,
      });
    },
  );

  it.each([
    "mistral-large-latest",
    "mistral-large-4",
    "mistral-medium-latest",
    "codestral-latest",
    "magistral-medium-latest",
  ])("asks Mistral's %s for no usage, because unknown fields are refused and usage comes anyway", (modelId) => {
    expect(chatCapabilities("openai-compatible", modelId).streamUsage).toBe(false);
  });

  it.each(["mistral:7b", "magistral-small:24b", "deepseek-v4-pro:8b"])(
    "treats the local copy %s as any local model",
    (id) => {
      expect(chatCapabilities("openai-compatible", id)).toMatchObject({ streamUsage: true, temperature: true });
    },
  );

  it.each(["deepseek-flash", "deepseek-v4-pro"])("drops temperature for %s, which thinks", (modelId) => {
    expect(chatCapabilities("openai-compatible", modelId)).toMatchObject({ temperature: false, reasons: true });
  });

  it("knows OpenAI's reasoning models behind a proxy, but keeps the system role", () => {
    expect(chatCapabilities("openai-compatible", "openai/gpt-5.5")).toMatchObject({
      maxTokensField: "max_completion_tokens",
      temperature: false,
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
    expect(anthropicCapabilities(modelId)).toEqual(expected);
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
    expect(anthropicCapabilities(modelId)).toEqual(expected);
  });
});

describe("capabilities of Google", () => {
  it("has no system instruction for Gemma only", () => {
    expect(googleCapabilities("gemma-3-27b-it")).toMatchObject({ systemInstruction: false, reasons: false });
    expect(googleCapabilities("gemini-3.8-flash")).toEqual({
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
