import { describe, expect, it } from "vitest";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { newLink } from "#shared/chain.ts";
import { bodyOf } from "#test/electron/providers/support.ts";
import { chatOf, providerOf } from "./examples.ts";

const system = { system: "Sois bref.", messages: [{ role: "user", text: "Quoi ?" }] } as const;

describe("a chat request", () => {
  it("to OpenAI asks for usage without padding and takes system text and temperature", () => {
    const request = chatOf("openai", "gpt-4.1", { prompt: system });
    expect(request).toMatchObject({
      method: "POST",
      url: "https://api.openai.com/v1/chat/completions",
      headers: { authorization: "Bearer sk-test", "content-type": "application/json", accept: "text/event-stream" },
    });
    expect(bodyOf(request)).toEqual({
      model: "gpt-4.1",
      messages: [
        { role: "system", content: "Sois bref." },
        { role: "user", content: "Quoi ?" },
      ],
      max_completion_tokens: 2000,
      temperature: 0.7,
      stream: true,
      stream_options: { include_usage: true, include_obfuscation: false },
    });
  });

  it("to a reasoning model of OpenAI speaks as developer and leaves temperature out", () => {
    expect(bodyOf(chatOf("openai", "gpt-6.1-sol", { prompt: system }))).toEqual({
      model: "gpt-6.1-sol",
      messages: [
        { role: "developer", content: "Sois bref." },
        { role: "user", content: "Quoi ?" },
      ],
      max_completion_tokens: 2000,
      stream: true,
      stream_options: { include_usage: true, include_obfuscation: false },
    });
  });

  it("to OpenRouter names the program and asks for no usage, which comes anyway", () => {
    const request = chatOf("openrouter", "anthropic/claude-sonnet-5.5");
    expect(request.headers).toMatchObject({
      "http-referer": expect.stringMatching(/^https:/),
      "x-openrouter-title": "Understudy",
    });
    expect(bodyOf(request)).toEqual({
      model: "anthropic/claude-sonnet-5.5",
      messages: [{ role: "user", content: "Quoi ?" }],
      max_completion_tokens: 2000,
      stream: true,
    });
  });

  it("to a compatible server uses max_tokens and asks for usage, but not of Mistral, which refuses the field", () => {
    expect(bodyOf(chatOf("openai-compatible", "qwen3.5:9b"))).toMatchObject({
      max_tokens: 2000,
      stream_options: { include_usage: true },
    });
    const mistral = { ...providerOf("openai-compatible"), baseUrl: "https://api.mistral.ai/v1" };
    const request = chatOf("openai-compatible", "mistral-large-latest", { provider: mistral });
    expect(bodyOf(request)).not.toHaveProperty("stream_options");
    expect(chatOf("openai-compatible", "qwen3.5:9b").headers).not.toHaveProperty("http-referer");
  });

  it("carries no authorization without a key", () => {
    expect(chatOf("openai-compatible", "qwen3.5:9b", { key: null }).headers).not.toHaveProperty("authorization");
  });

  it("sends the link's own limits and the whole conversation, without turns that came to nothing", () => {
    const link = { ...newLink("l", "A", { providerId: "openai", modelId: "gpt-4.1" }), maxTokens: 9, temperature: 0 };
    const prompt = {
      system: " ",
      messages: [
        { role: "user", text: "A" },
        { role: "assistant", text: "B" },
        { role: "user", text: "C" },
        { role: "assistant", text: "" },
        { role: "user", text: "D" },
      ],
    } as const;
    expect(bodyOf(chatOf("openai", "gpt-4.1", { link, prompt }))).toMatchObject({
      messages: [
        { role: "user", content: "A" },
        { role: "assistant", content: "B" },
        { role: "user", content: "C\n\nD" },
      ],
      max_completion_tokens: 9,
      temperature: 0,
    });
  });
});

describe("other requests", () => {
  it("test a key where the answer depends on it", () => {
    expect(openAiChat.keyTestRequest(providerOf("openai"), "k").url).toBe("https://api.openai.com/v1/models");
    expect(openAiChat.keyTestRequest(providerOf("openrouter"), "k")).toMatchObject({
      method: "GET",
      url: "https://openrouter.ai/api/v1/key",
      headers: { authorization: "Bearer k" },
      body: null,
    });
  });

  it("list models, page by page at OpenRouter", () => {
    const urlOf = (kind: "openai" | "openrouter", page: string | null) =>
      openAiChat.modelsRequest(providerOf(kind), null, page).url;
    expect(urlOf("openai", null)).toBe("https://api.openai.com/v1/models");
    expect(urlOf("openrouter", null)).toBe("https://openrouter.ai/api/v1/models?limit=1000");
    expect(urlOf("openrouter", "1000")).toBe("https://openrouter.ai/api/v1/models?limit=1000&offset=1000");
  });
});
