import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { generationLookup } from "#electron/providers/openai-chat/generation.ts";
import { providerOf, usageWith } from "./examples.ts";

const read = (data: object | string) =>
  generationLookup.read(typeof data === "string" ? data : JSON.stringify({ data }));

/** The fields of protocols.md §7. */
const generation = {
  id: "gen-1",
  total_cost: 0.0012,
  usage: 0.0012,
  upstream_inference_cost: 0.02,
  is_byok: false,
  tokens_prompt: 10,
  tokens_completion: 4,
  native_tokens_prompt: 12,
  native_tokens_completion: 5,
  native_tokens_reasoning: 2,
  native_tokens_cached: 8,
  provider_name: "Azure",
  cancelled: true,
};

describe("the look-up of a generation at OpenRouter", () => {
  it("asks by id with the same key and the same name of the program as the answer", () => {
    expect(generationLookup.request(providerOf("openrouter"), "sk-test", "gen-1&x=2")).toEqual({
      method: "GET",
      url: "https://openrouter.ai/api/v1/generation?id=gen-1%26x%3D2",
      headers: {
        authorization: "Bearer sk-test",
        accept: "application/json",
        "http-referer": "https://understudy.invalid",
        "x-openrouter-title": "Understudy",
      },
      body: null,
    });
  });

  it("exists for no other provider of the dialect", () => {
    expect(generationLookup.request(providerOf("openai"), "k", "chatcmpl-1")).toBeNull();
    expect(generationLookup.request(providerOf("openai-compatible"), null, "chatcmpl-1")).toBeNull();
  });

  it("takes the id from the header before the stream has said one", () => {
    expect(generationLookup.generationId({ "x-generation-id": "gen-1" })).toBe("gen-1");
    expect(generationLookup.generationId({ "x-generation-id": "" })).toBeNull();
    expect(generationLookup.generationId({})).toBeNull();
  });

  it("reads the cost, the tokens that are billed and who served upstream", () => {
    expect(read(generation)).toEqual({
      costUsd: 0.0012,
      usage: usageWith({ inputTokens: 12, cacheReadTokens: 8, outputTokens: 5, reasoningTokens: 2 }),
      upstreamProvider: "Azure",
    });
  });

  it("adds what the user's own upstream key pays", () => {
    expect(read({ ...generation, is_byok: true })?.costUsd).toBeCloseTo(0.0212, 12);
  });

  it("falls back to the comparable counts, and to none", () => {
    const { native_tokens_prompt: _, native_tokens_completion: __, ...comparable } = generation;
    expect(read(comparable)?.usage).toMatchObject({ inputTokens: 10, outputTokens: 4 });
    expect(read({ total_cost: 0 })).toEqual({ costUsd: 0, usage: null, upstreamProvider: null });
  });

  it("is not known yet without a cost, whatever the body", () => {
    for (const body of [{ ...generation, total_cost: null }, {}, "oops", "[]", '{"data":7}']) {
      expect(read(body)).toBeNull();
    }
    fc.assert(
      fc.property(fc.json(), (text) => void generationLookup.read(text)),
      { numRuns: 500, seed: 1 },
    );
  });
});

describe("what OpenRouter says of the account", () => {
  const account = (data: unknown) => openAiChat.readAccount?.(providerOf("openrouter"), JSON.stringify({ data }));
  const free = { limit: 50, used: 12, remaining: 38 };

  it("is the limit of the key, what is left of it and the free requests of the day", () => {
    expect(account({ limit: 10, limit_remaining: 7.5, free_model_daily_requests: free })).toEqual({
      limitUsd: 10,
      leftUsd: 7.5,
      freeRequests: { limit: 50, remaining: 38 },
    });
  });

  it("is null where there is no limit, and 0 where more was spent than the key may", () => {
    expect(account({ limit: null, limit_remaining: null })).toEqual({
      limitUsd: null,
      leftUsd: null,
      freeRequests: null,
    });
    expect(account({ limit: 10, limit_remaining: -0.2 })).toMatchObject({ leftUsd: 0 });
  });

  it("is nothing where the body is none, and at other providers", () => {
    expect(account(undefined)).toBeNull();
    expect(openAiChat.readAccount?.(providerOf("openrouter"), "oops")).toBeNull();
    expect(openAiChat.readAccount?.(providerOf("openai"), '{"data":{"limit":1}}')).toBeNull();
  });
});
