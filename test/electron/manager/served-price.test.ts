import { describe, expect, it } from "vitest";
import { otherPrices, servedPrice } from "#electron/manager/served-price.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { type Link, newLink } from "#shared/chain.ts";
import type { Price, Provider } from "#shared/model.ts";
import { breaksAfter, createHarness, createWorld, type Harness } from "#test/support/engine-harness.ts";
import type { Script } from "#test/support/scripted-transport.ts";

const priceOf = (inputUsd: number): Price => ({
  inputUsd,
  cacheReadUsd: null,
  cacheWrite5mUsd: null,
  cacheWrite1hUsd: null,
  outputUsd: inputUsd,
  longPrompt: null,
  source: "provider list",
  asOf: "2026-11-22",
});

const openRouter: Provider = {
  id: "a",
  name: "A",
  kind: "openrouter",
  baseUrl: "https://a.test/api/v1",
  keyOptional: false,
};
const models = ["y/two-mini", "y/two"] as const;
const link: Link = { ...newLink("l", "L", { providerId: "a", modelId: "x/one" }), models };
const list: Readonly<Record<string, Price>> = { "x/one": priceOf(1), "y/two": priceOf(2), "y/two-mini": priceOf(3) };

describe("the price of the model that served (R22)", () => {
  const others = otherPrices({ link, provider: openRouter }, (modelId) => list[modelId] ?? null);
  const usdOf = (served: string | null) =>
    servedPrice({ asked: "x/one", served, askedPrice: priceOf(1), others })?.inputUsd ?? null;

  it.each([
    ["x/one", 1],
    [null, 1],
    ["x/one-2026-01-02", 1],
    ["x/one:nitro", 1],
    ["y/two", 2],
    ["y/two-20260102", 2],
    ["y/two-mini", 3],
    ["y/two-mini-2026-01-02:floor", 3],
    ["z/three", null],
  ])("of %s is %s", (served, usd) => expect(usdOf(served)).toBe(usd));

  it("is the asked model's where the link lists no other, whatever name comes back", () => {
    const none = otherPrices(
      { link: newLink("l", "L", { providerId: "a", modelId: "x/one" }), provider: openRouter },
      () => null,
    );
    expect(servedPrice({ asked: "x/one", served: "one-v7", askedPrice: priceOf(1), others: none })).toEqual(priceOf(1));
  });

  it("knows other models at OpenRouter only: no one else is asked with a list", () => {
    const openAi = { ...openRouter, kind: "openai" } as const;
    expect(otherPrices({ link, provider: openAi }, () => priceOf(9)).size).toBe(0);
  });
});

const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
/** Answers as this model, with usage and, where given, a cost. */
function answerOf(model: string, cost?: number): Script {
  const chunk = {
    id: "gen-1",
    model,
    provider: "Azure",
    choices: [{ delta: { content: "Hi" }, finish_reason: "stop" }],
  };
  const usage = { prompt_tokens: 1000, completion_tokens: 0, ...(cost !== undefined && { cost }) };
  return {
    chunks: [
      { afterMs: 5, text: `${event(chunk)}${event({ id: "gen-1", model, choices: [], usage })}data: [DONE]\n\n` },
    ],
  };
}

/** One link of OpenRouter; `prices` may be changed while an answer streams. */
function harnessOf(prices: Record<string, Price>, own: Partial<Link> = {}): Harness {
  return createHarness({
    chain: { links: [{ ...link, ...own }] },
    instead: {
      providers: {
        access: async () => ({
          kind: "ready",
          provider: openRouter,
          adapter: openAiChat,
          adapterFor: () => openAiChat,
          key: "k",
          keyFingerprint: "f",
        }),
        nameOf: (id) => id,
      },
      catalog: { ...createWorld().dependencies.catalog, price: (_, modelId) => prices[modelId] ?? null },
    },
  });
}

async function firstAttempt(harness: Harness, script: Script, whileItRuns: () => void = () => undefined) {
  harness.transport.script("a.test", script);
  const id = harness.send();
  await harness.clock.advance(1);
  whileItRuns();
  await harness.clock.advance(100);
  return harness.run(id).attempts[0];
}

describe("an answer of another model that the link lists", () => {
  it("asks with the link's own model first, and is shown, recorded and billed as the one that served", async () => {
    const harness = harnessOf({ ...list });
    const attempt = await firstAttempt(harness, answerOf("y/two"));
    expect(JSON.parse(harness.transport.asked[0]?.request.body ?? "{}")).toMatchObject({
      model: "x/one",
      models: ["x/one", "y/two-mini", "y/two"],
    });
    expect(attempt).toMatchObject({
      status: "answered",
      modelId: "x/one",
      modelServed: "y/two",
      upstreamProvider: "Azure",
      price: priceOf(2),
      cost: { nanoUsd: 2_000_000, source: "computed" },
    });
  });

  it("is billed by the price of the attempt's start, whatever the list says by its end", async () => {
    const prices = { ...list };
    const attempt = await firstAttempt(harnessOf(prices), answerOf("y/two"), () => {
      prices["y/two"] = priceOf(50);
    });
    expect(attempt).toMatchObject({ price: priceOf(2), cost: { nanoUsd: 2_000_000 } });
  });

  it("has an unknown cost where its price is, never the asked model's", async () => {
    const attempt = await firstAttempt(harnessOf({ "x/one": priceOf(1) }), answerOf("y/two"));
    expect(attempt).toMatchObject({ price: null, cost: { nanoUsd: null, source: "unknown" } });
  });

  it("is not billed by a price that was set for the link's own model", async () => {
    const attempt = await firstAttempt(
      harnessOf({ ...list }, { costPer1kInput: 9, costPer1kOutput: 9 }),
      answerOf("y/two"),
    );
    expect(attempt?.cost).toEqual({ nanoUsd: 2_000_000, source: "computed" });
  });

  it("costs what OpenRouter reports before any price, with what its own price makes of the same tokens", async () => {
    const attempt = await firstAttempt(harnessOf({ ...list }), answerOf("y/two", 0.0004));
    expect(attempt?.cost).toEqual({ nanoUsd: 400_000, source: "reported" });
    expect(attempt?.computedNanoUsd).toBe(2_000_000);
  });

  it("has no second figure where nothing is reported, or no price is known", async () => {
    const computed = await firstAttempt(harnessOf({ ...list }), answerOf("y/two"));
    const unpriced = await firstAttempt(harnessOf({}), answerOf("y/two", 0.0004));
    expect(unpriced?.cost.source).toBe("reported");
    for (const attempt of [computed, unpriced]) expect(attempt).not.toHaveProperty("computedNanoUsd");
  });

  it("tells at its start how many tokens its prompt may have, for what a crash leaves", async () => {
    const harness = harnessOf({ ...list });
    harness.transport.script("a.test", answerOf("y/two"));
    const id = harness.send({ prompt: "x".repeat(4_000) });
    await harness.clock.advance(100);
    expect(harness.run(id).attempts[0]?.promptTokens).toBe(1_000);
  });

  it("that breaks off is estimated by its own price", async () => {
    const cut = breaksAfter([], "reset");
    const text = event({ id: "g", model: "y/two", choices: [{ delta: { content: "Hi" } }] });
    const attempt = await firstAttempt(harnessOf({ ...list }), { ...cut, chunks: [{ afterMs: 5, text }] });
    expect(attempt).toMatchObject({ price: priceOf(2), cost: { nanoUsd: (2 + 1) * 2_000, source: "estimated" } });
  });

  // What is asked is what is limited: where it and its alternatives fail together, the asked model's scope cools.
  it("cools the model that was asked where all of them are gone", async () => {
    const gone: Script = {
      status: 404,
      headers: { "content-type": "application/json" },
      chunks: [
        {
          afterMs: 0,
          text: JSON.stringify({ error: { code: 404, message: "none", availability: { code: "no_endpoints" } } }),
        },
      ],
    };
    const harness = harnessOf({ ...list });
    const attempt = await firstAttempt(harness, gone);
    expect(attempt?.failure).toMatchObject({ class: "MODEL_GONE", code: "no_endpoints" });
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: true, scope: "model", modelId: "x/one" });
  });
});
