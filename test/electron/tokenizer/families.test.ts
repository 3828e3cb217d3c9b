import { describe, expect, it } from "vitest";
import { countingRule, roughTokens } from "#electron/tokenizer/families.ts";

describe("how a model's tokens are counted", () => {
  it.each([
    ["gpt-4o-mini", "o200k"],
    ["openai/gpt-5.4-mini", "o200k"],
    ["gpt-4.1", "o200k"],
    ["o4-mini", "o200k"],
    ["chatgpt-4o-latest", "o200k"],
    ["openai/gpt-oss-120b:free", "o200k"],
    ["gpt-4", "cl100k"],
    ["gpt-4-turbo", "cl100k"],
    ["gpt-3.5-turbo", "cl100k"],
  ])("%s by its own tokenizer, %s", (modelId, encoding) => {
    expect(countingRule(modelId)).toMatchObject({ encoding, factor: 1, basis: "tokenizer" });
  });

  it.each([
    ["claude-sonnet-4-5", 1.2],
    ["anthropic/claude-opus-4.7", 1.5],
    ["claude-haiku-5-5", 1.5],
    ["google/gemini-2.5-flash", 1.1],
    ["meta-llama/llama-3.3-70b-instruct:free", 1.05],
    ["llama3.2:3b", 1.05],
    ["qwen/qwen3-32b", 1.05],
    ["mistral-large-latest", 1.2],
    ["grok-4", 1.15],
    ["somebody/else", 1.2],
  ])("%s by a rule of thumb, × %d", (modelId, factor) => {
    expect(countingRule(modelId)).toMatchObject({ factor, basis: "rule" });
  });

  it("without any table four characters make a token", () => {
    expect([roughTokens(""), roughTokens("abcde")]).toEqual([0, 2]);
  });
});
