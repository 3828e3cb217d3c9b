import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Asking, mostNanoUsdOf, mostTokensOf } from "#electron/manager/most-cost.ts";
import { chatAdapterFor } from "#electron/providers/registry.ts";
import { countTokens } from "#electron/tokenizer/encodings.ts";
import { newLink } from "#shared/chain.ts";
import { nanoUsdOf } from "#shared/cost.ts";
import type { ProviderKind } from "#shared/model.ts";
import { everyEffort } from "#shared/prompt.ts";
import { askedFor, bodyOf, providerOf } from "#test/electron/providers/support.ts";
import { anyPrice, anyUsage, priceOf } from "#test/support/money.ts";
import { runsOf } from "#test/support/runs.ts";

const link = newLink("l", "L", { providerId: "p", modelId: "m" });
const asking = (more: Partial<Asking> = {}): Asking => ({
  prompt: { system: null, messages: [{ role: "user", text: "Why is the sky blue?" }] },
  link,
  overrides: {},
  prices: [priceOf(1, 10)],
  ...more,
});
const image = { kind: "data", mimeType: "image/png", base64: "A".repeat(1_000_000) } as const;

describe("the most that one attempt can cost", () => {
  it("is never below what any usage within its bounds comes to, at any price", () => {
    const property = fc.property(anyPrice, anyUsage, fc.string(), (price, usage, text) => {
      const of = asking({ prompt: { system: text, messages: [] }, prices: [price] });
      const most = mostTokensOf(of);
      const within = {
        ...usage,
        inputTokens: usage.inputTokens % (most.inputTokens + 1),
        outputTokens: usage.outputTokens % (most.outputTokens + 1),
      };
      expect(mostNanoUsdOf(of)).toBeGreaterThanOrEqual(nanoUsdOf(within, price));
    });
    fc.assert(property, { numRuns: runsOf(3_000, 25_000) });
  });

  it("holds on both sides of the edge of a long prompt, also where the long side is the cheaper one", () => {
    const { inputTokens } = mostTokensOf(asking());
    const long = { ...priceOf(0.5, 10), aboveTokens: inputTokens - 1 };
    const cheaperLong = asking({ prices: [priceOf(4, 10, { longPrompt: long })] });
    expect(mostNanoUsdOf(cheaperLong)).toBe((inputTokens - 1) * 4_000 + 2_000 * 10_000);
    const dearer = asking({ prices: [priceOf(1, 10, { longPrompt: { ...long, inputUsd: 8, outputUsd: 20 } })] });
    expect(mostNanoUsdOf(dearer)).toBe(inputTokens * 8_000 + 2_000 * 20_000);
    const atTheEdge = { ...long, inputUsd: 8, aboveTokens: inputTokens };
    expect(mostNanoUsdOf(asking({ prices: [priceOf(1, 10, { longPrompt: atTheEdge })] }))).toBe(
      inputTokens * 1_000 + 2_000 * 10_000,
    );
  });

  it("takes the dearest of all that may serve, and is unknown where one of them is", () => {
    const { inputTokens } = mostTokensOf(asking());
    expect(mostNanoUsdOf(asking({ prices: [priceOf(1, 10), priceOf(2, 20)] }))).toBe(inputTokens * 2_000 + 40_000_000);
    expect(mostNanoUsdOf(asking({ prices: [priceOf(1, 10), null] }))).toBeNull();
  });

  it("is 0 where the price is, and whole nano-USD rounded up elsewhere", () => {
    expect(mostNanoUsdOf(asking({ prices: [priceOf(0, 0)] }))).toBe(0);
    const { inputTokens } = mostTokensOf(asking());
    const most = mostNanoUsdOf(asking({ prices: [priceOf(0.000_3, 0)] }));
    expect(most).toBe(Math.ceil(inputTokens * 0.3));
  });

  it("bills a write to a cache that lasts an hour before it knows better", () => {
    const { inputTokens } = mostTokensOf(asking());
    const price = priceOf(2, 0, { cacheReadUsd: 0.2, cacheWrite5mUsd: 2.5, cacheWrite1hUsd: 4 });
    expect(mostNanoUsdOf(asking({ prices: [price] }))).toBe(inputTokens * 4_000);
  });
});

describe("the most tokens of one attempt", () => {
  const inputOf = (more: Partial<Asking>) => mostTokensOf(asking(more)).inputTokens;

  it("counts every byte of the system prompt, of all turns and of the schema", () => {
    const empty = inputOf({ prompt: { system: "", messages: [] } });
    expect(inputOf({ prompt: { system: "é", messages: [] } })).toBe(empty + 2);
    const turn = { role: "user", text: "" } as const;
    const two = inputOf({ prompt: { system: "", messages: [turn, turn] } });
    expect(inputOf({ prompt: { system: "", messages: [{ ...turn, text: "日本" }, turn] } })).toBe(two + 6);
    const schema = { name: "out", schema: { type: "object" }, strict: true };
    expect(inputOf({ overrides: { jsonSchema: schema } })).toBe(inputOf({}) + JSON.stringify(schema).length);
  });

  it("counts an image as the most that its model takes for one, whatever its bytes", () => {
    const plain = inputOf({});
    const withImage = { system: null, messages: [{ role: "user", text: "", images: [image] }] } as const;
    const of = (modelId: string) => inputOf({ prompt: withImage, link: { ...link, modelId } }) - plain;
    expect(of("claude-sonnet-5-5")).toBeGreaterThanOrEqual(4_005 - 20);
    expect(of("claude-sonnet-5-5")).toBeLessThan(6_000);
    expect(of("gpt-6-astra")).toBeGreaterThanOrEqual(14_364);
    expect(of("openai/gpt-4o-mini")).toBeGreaterThanOrEqual(48_169);
    const listed = { ...link, modelId: "claude-sonnet-5-5", models: ["gpt-4o-mini"] };
    expect(inputOf({ prompt: withImage, link: listed })).toBe(
      inputOf({ prompt: withImage, link: { ...link, modelId: "gpt-4o-mini" } }),
    );
  });

  it("counts what a program wrote, its tools and results, and its images as images", () => {
    const url = `data:image/png;base64,${image.base64}`;
    const messages = [
      { role: "user", content: [{ type: "image_url", image_url: { url } }] },
      { role: "tool", tool_call_id: "1", content: "r".repeat(4_000) },
    ];
    const fields = { tools: [{ type: "function", function: { name: "f", description: "d".repeat(400) } }] };
    const tokens = inputOf({ prompt: { system: null, messages: [], tools: { messages, fields } } });
    expect(tokens).toBeGreaterThan(20_000 + 4_400);
    expect(tokens).toBeLessThan(20_000 + 4_400 + 1_000);
  });

  it("takes no field of a tool for an image because of its name", () => {
    const field = (name: string) => {
      const properties = { [name]: { type: "string", description: "d".repeat(90_000) } };
      const tools = [{ type: "function", function: { name: "f", parameters: { type: "object", properties } } }];
      return inputOf({ prompt: { system: null, messages: [], tools: { messages: [], fields: { tools } } } });
    };
    expect(field("image_url")).toBe(field("image_uri"));
  });

  it("no text has more tokens than bytes", async () => {
    const property = fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (text) => {
      const bytes = Buffer.byteLength(text);
      expect(await countTokens("o200k", text)).toBeLessThanOrEqual(bytes);
      expect(await countTokens("cl100k", text)).toBeLessThanOrEqual(bytes);
    });
    await fc.assert(property, { numRuns: runsOf(200, 20_000) });
  });

  const models: Readonly<Record<ProviderKind, string>> = {
    openai: "gpt-6.1-sol",
    anthropic: "claude-sonnet-4-5",
    google: "gemini-2.5-pro",
    openrouter: "anthropic/claude-sonnet-5.5",
    "openai-compatible": "mistral-large-latest",
  };
  const kinds = ["openai", "anthropic", "google", "openrouter", "openai-compatible"] as const;

  const asked = [...kinds.map((kind) => [kind, models[kind]] as const), ["google", "gemini-2.5-flash-lite"] as const];

  it.each(asked)("%s is never asked for a longer answer, at any effort: %s", (kind, modelId) => {
    const provider = providerOf(kind, "http://127.0.0.1:1/v1");
    for (const maxTokens of [1, 15, 1_024, 1_025, 200_000]) {
      for (const effort of [undefined, ...everyEffort]) {
        const overrides = effort === undefined ? {} : { effort };
        const request = askedFor({ provider, modelId, maxTokens, overrides });
        const adapter = chatAdapterFor(kind, { modelId, prompt: request.prompt, overrides });
        const sent = limitsIn(bodyOf(adapter.chatRequest(request)));
        expect(sent.length).toBeGreaterThan(0);
        expect(Math.max(...sent)).toBeLessThanOrEqual(mostTokensOf(request).outputTokens);
      }
    }
  });
});

/** Every figure in a request that limits its answer, wherever it stands. */
function limitsIn(body: unknown): number[] {
  const limits: number[] = [];
  JSON.stringify(body, (name, value: unknown) => {
    if (/max_?.*tokens|budget_?tokens|thinkingBudget/i.test(name) && typeof value === "number") limits.push(value);
    return value;
  });
  return limits;
}
