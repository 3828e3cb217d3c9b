import { expect, it } from "vitest";
import { closestModel } from "#renderer/features/chains/closest-model.ts";
import type { ModelInfo } from "#shared/model.ts";

const models: readonly ModelInfo[] = [
  "openai/gpt-4o-mini",
  "anthropic/claude-sonnet-5.5",
  "anthropic/claude-opus-5",
].map((modelId) => ({
  providerId: "openrouter",
  modelId,
  name: modelId,
  contextTokens: null,
  maxOutputTokens: null,
  price: null,
  isFree: false,
}));

it("a slip leads to the model that was meant, with or without its maker", () => {
  expect(closestModel("gpt-4o-maxi", models)?.modelId).toBe("openai/gpt-4o-mini");
  expect(closestModel("claude-sonnet-5-5", models)?.modelId).toBe("anthropic/claude-sonnet-5.5");
  expect(closestModel("anthropic/CLAUDE-opus", models)?.modelId).toBe("anthropic/claude-opus-5");
});

it("another model is no slip of one", () => {
  expect(closestModel("llama-3.3-70b", models)).toBeNull();
  expect(closestModel("", models)).toBeNull();
  expect(closestModel("gpt", [])).toBeNull();
});
