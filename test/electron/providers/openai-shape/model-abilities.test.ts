import { describe, expect, it } from "vitest";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { providerOf } from "#test/electron/providers/openai-chat/examples.ts";

function listed(kind: "openrouter" | "openai-compatible", entry: object) {
  const page = JSON.stringify({ data: [{ id: "golden/model-1", ...entry }] });
  return openAiChat.readModels(providerOf(kind), page, 0).models[0];
}

describe("what a model list says of a model's abilities", () => {
  it("images, as OpenRouter lists what goes in", () => {
    const withInputs = (inputs: readonly string[]) =>
      listed("openrouter", { architecture: { input_modalities: inputs, output_modalities: ["text"] } });
    expect(withInputs(["text", "image"])).toMatchObject({ takesImages: true });
    expect(withInputs(["text", "file"])).toMatchObject({ takesImages: false });
    expect(withInputs([])).not.toHaveProperty("takesImages");
  });

  it("images, as Mistral says whether a model sees", () => {
    const withVision = (vision: unknown) => listed("openai-compatible", { capabilities: { vision } });
    expect(withVision(true)).toMatchObject({ takesImages: true });
    expect(withVision(false)).toMatchObject({ takesImages: false });
    expect(withVision("yes")).not.toHaveProperty("takesImages");
  });

  it("tools, as OpenRouter lists a model's parameters and Mistral its functions", () => {
    const withParameters = (parameters: readonly string[]) =>
      listed("openrouter", { supported_parameters: parameters });
    expect(withParameters(["max_tokens", "tools"])).toMatchObject({ takesTools: true });
    expect(withParameters(["max_tokens"])).toMatchObject({ takesTools: false });
    expect(withParameters([])).not.toHaveProperty("takesTools");
    const withCalls = (calls: unknown) => listed("openai-compatible", { capabilities: { function_calling: calls } });
    expect(withCalls(false)).toMatchObject({ takesTools: false });
    expect(withCalls("no")).not.toHaveProperty("takesTools");
  });

  it("thinking that cannot be turned off, and nothing where it can", () => {
    expect(listed("openrouter", { reasoning: { mandatory: true } })).toMatchObject({ reasons: true });
    expect(listed("openrouter", { reasoning: { mandatory: false } })).not.toHaveProperty("reasons");
  });
});
