import { describe, expect, it } from "vitest";
import { builtInProviders } from "#electron/providers/registry.ts";
import { thinksAt } from "#electron/providers/thinks-at.ts";
import { providerOf } from "./support.ts";

const ollama = providerOf("openai-compatible", "http://localhost:11434/v1");
const proxy = providerOf("openai-compatible", "https://proxy.test/v1");

function at(id: string) {
  const provider = [...builtInProviders, { ...ollama, id: "ollama" }, { ...proxy, id: "proxy" }].find(
    (one) => one.id === id,
  );
  if (provider === undefined) throw new Error(`There is no provider ${id}`);
  return provider;
}

describe("whether a model thinks with an effort", () => {
  it.each([
    ["anthropic", "claude-sonnet-4-6"],
    ["anthropic", "claude-haiku-5-5"],
    ["google", "gemini-2.5-flash-lite"],
    ["google", "gemini-2.5-flash"],
    ["openai", "gpt-5.5"],
    ["openrouter", "openai/gpt-5.5"],
    ["ollama", "qwen3.5:9b"],
  ])("%s %s: with one, not without", (id, modelId) => {
    expect([thinksAt(at(id), modelId, "high"), thinksAt(at(id), modelId, "none")]).toEqual([true, false]);
  });

  it.each([
    ["anthropic", "claude-sonnet-5-5"],
    ["google", "gemini-2.5-pro"],
    ["google", "gemini-3.8-flash"],
    ["openai", "gpt-6.1-sol"],
    ["openai", "o3"],
    ["proxy", "deepseek-v4-pro"],
  ])("%s %s: even at none", (id, modelId) => {
    expect([thinksAt(at(id), modelId, "high"), thinksAt(at(id), modelId, "none")]).toEqual([true, true]);
  });

  it.each([
    ["anthropic", "claude-3-5-haiku-latest"],
    ["google", "gemma-3-27b-it"],
    ["openai", "gpt-4.1"],
    ["openrouter", "meta-llama/llama-3.3-70b-instruct:free"],
    ["proxy", "llama-3.3-70b"],
  ])("%s %s: with none", (id, modelId) => {
    expect(thinksAt(at(id), modelId, "high")).toBe(false);
  });
});
