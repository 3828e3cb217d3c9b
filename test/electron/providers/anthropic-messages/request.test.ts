import { describe, expect, it } from "vitest";
import { anthropicMessages } from "#electron/providers/anthropic-messages/adapter.ts";
import { askedFor, bodyOf, providerOf } from "#test/electron/providers/support.ts";

const provider = providerOf("anthropic", "https://api.anthropic.com");

describe("requests to Anthropic", () => {
  it("sends an older model temperature under the older version", () => {
    const request = anthropicMessages.chatRequest(
      askedFor({ provider, modelId: "claude-sonnet-4-6", system: "Sois bref." }),
    );
    expect(request.method).toBe("POST");
    expect(request.url).toBe("https://api.anthropic.com/v1/messages");
    expect(request.headers).toEqual({
      "x-api-key": "test-key",
      "anthropic-version": "2023-06-01",
      "content-type": "application/json",
      accept: "text/event-stream",
    });
    expect(bodyOf(request)).toEqual({
      model: "claude-sonnet-4-6",
      max_tokens: 200,
      system: "Sois bref.",
      messages: [{ role: "user", content: "Quoi ?" }],
      temperature: 0.2,
      stream: true,
    });
  });

  it("sends a thinking model no temperature and asks it to show its thinking", () => {
    const request = anthropicMessages.chatRequest(
      askedFor({ provider, modelId: "claude-sonnet-5-5", maxTokens: 4000 }),
    );
    expect(request.headers["anthropic-version"]).toBe("2026-10-21");
    expect(bodyOf(request)).toEqual({
      model: "claude-sonnet-5-5",
      max_tokens: 4000,
      messages: [{ role: "user", content: "Quoi ?" }],
      thinking: { type: "adaptive", display: "summarized" },
      stream: true,
    });
  });

  it("clamps max_tokens to what the model takes and temperature to 1", () => {
    const asked = askedFor({ provider, modelId: "claude-haiku-4-5", maxTokens: 900_000, temperature: 1.7 });
    expect(bodyOf(anthropicMessages.chatRequest(asked))).toMatchObject({ max_tokens: 64_000, temperature: 1 });
  });

  it("joins turns of one role and leaves out empty ones", () => {
    const asked = askedFor({
      provider,
      modelId: "claude-haiku-4-5",
      system: "  ",
      messages: [
        { role: "user", text: "one" },
        { role: "assistant", text: "" },
        { role: "user", text: "two" },
        { role: "assistant", text: "yes" },
        { role: "user", text: "three" },
      ],
    });
    const body = bodyOf(anthropicMessages.chatRequest(asked));
    expect(body).not.toHaveProperty("system");
    expect(body).toMatchObject({
      messages: [
        { role: "user", content: "one\n\ntwo" },
        { role: "assistant", content: "yes" },
        { role: "user", content: "three" },
      ],
    });
  });

  it("keeps the key out of every address, and sends none where there is none", () => {
    const requests = [
      anthropicMessages.chatRequest(askedFor({ provider, modelId: "claude-haiku-4-5" })),
      anthropicMessages.keyTestRequest(provider, "test-key"),
      anthropicMessages.modelsRequest(provider, "test-key", "model_a"),
    ];
    for (const request of requests) {
      expect(request.url).not.toContain("test-key");
      expect(request.headers["x-api-key"]).toBe("test-key");
    }
    expect(anthropicMessages.keyTestRequest(provider, null).headers).not.toHaveProperty("x-api-key");
  });

  it("tests a key by one model and walks the list page by page", () => {
    expect(anthropicMessages.keyTestRequest(provider, "k").url).toBe("https://api.anthropic.com/v1/models?limit=1");
    expect(anthropicMessages.modelsRequest(provider, "k", "a b").url).toBe(
      "https://api.anthropic.com/v1/models?limit=1000&after_id=a+b",
    );
    const sees = { capabilities: { image_input: { supported: true } } };
    const page = {
      data: [
        { id: "claude-x", display_name: "Claude X", max_input_tokens: 1_000_000, max_tokens: 128_000, ...sees },
        { id: "claude-y" },
        {},
      ],
      has_more: true,
      last_id: "claude-y",
    };
    const { models, next } = anthropicMessages.readModels(provider, JSON.stringify(page), 0);
    expect(next).toBe("claude-y");
    const common = { providerId: "anthropic", price: null, isFree: false };
    expect(models).toEqual([
      {
        ...common,
        modelId: "claude-x",
        name: "Claude X",
        contextTokens: 1_000_000,
        maxOutputTokens: 128_000,
        takesImages: true,
      },
      { ...common, modelId: "claude-y", name: "claude-y", contextTokens: null, maxOutputTokens: null },
    ]);
    const last = JSON.stringify({ data: [], has_more: false, last_id: "claude-y" });
    expect(anthropicMessages.readModels(provider, last, 0).next).toBeNull();
  });

  it.each(["<html>", "[]", '{"data":5}'])("refuses %s as a model list", (body) => {
    expect(() => anthropicMessages.readModels(provider, body, 0)).toThrow(SyntaxError);
  });
});
