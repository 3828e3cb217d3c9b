import { describe, expect, it } from "vitest";
import { promptTokens } from "#electron/manager/prompt-tokens.ts";
import { newLink } from "#shared/chain.ts";
import { costOf, nanoUsdOf, priceOfLink } from "#shared/cost.ts";
import type { Price } from "#shared/model.ts";
import type { Usage } from "#shared/usage.ts";

const usage = (more: Partial<Usage>): Usage => ({
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  source: "reported",
  ...more,
});
type Rates = readonly [inputUsd: number, cacheReadUsd: number | null, outputUsd: number];
const price = ([inputUsd, cacheReadUsd, outputUsd]: Rates, more: Partial<Price> = {}): Price => ({
  inputUsd,
  cacheReadUsd,
  cacheWrite5mUsd: null,
  cacheWrite1hUsd: null,
  outputUsd,
  longPrompt: null,
  source: "override",
  asOf: "2026-11-22",
  ...more,
});

describe("the tokens of a prompt, by rules of thumb (R2)", () => {
  const image = { kind: "data", mimeType: "image/png", base64: "A".repeat(40_000) } as const;

  it("four characters make one, an image a thousand, whatever its bytes", () => {
    const turns = { system: "12345678", messages: [{ role: "user", text: "1234", images: [image, image] }] } as const;
    expect(promptTokens(turns)).toBe(2003);
  });

  it("a prompt with tools counts its tools, calls and results, and an image in them as any other", () => {
    const url = `data:image/png;base64,${image.base64}`;
    const sent = [
      { role: "user", content: [{ type: "image_url", image_url: { url } }] },
      { role: "tool", tool_call_id: "1", content: "r".repeat(4000) },
    ];
    const fields = { tools: [{ type: "function", function: { name: "f", description: "d".repeat(400) } }] };
    const tokens = promptTokens({ system: null, messages: [], tools: { messages: sent, fields } });
    expect(tokens).toBeGreaterThan(1000 + 1000 + 100);
    expect(tokens).toBeLessThan(1000 + 1000 + 100 + 100);
  });
});

describe("cost (R22)", () => {
  it("reproduces the worked checks of the three golden streams", () => {
    const openai = usage({ inputTokens: 2031, cacheReadTokens: 1920, outputTokens: 73, reasoningTokens: 64 });
    expect(nanoUsdOf(openai, price([0.75, 0.075, 4.5]))).toBe(555_750);
    const anthropic = usage({ inputTokens: 2221, cacheReadTokens: 1800, cacheWrite5mTokens: 400, outputTokens: 95 });
    expect(nanoUsdOf(anthropic, price([2, 0.1, 10], { cacheWrite5mUsd: 2.5 }))).toBe(2_172_000);
    const google = usage({ inputTokens: 1200, cacheReadTokens: 1024, outputTokens: 80, reasoningTokens: 50 });
    expect(nanoUsdOf(google, price([0.75, 0.075, 3.75]))).toBe(508_800);
  });

  it("bills a whole request at the long-prompt prices above their edge, and not at it", () => {
    const tiered = price([2, 0.1, 10], {
      longPrompt: { ...price([4, 0.2, 15]), aboveTokens: 1000 },
    });
    expect(nanoUsdOf(usage({ inputTokens: 1000 }), tiered)).toBe(2_000_000);
    expect(nanoUsdOf(usage({ inputTokens: 1001 }), tiered)).toBe(4_004_000);
  });

  it("never pays back for more cached tokens than there were", () => {
    expect(nanoUsdOf(usage({ inputTokens: 10, cacheReadTokens: 50 }), price([1, 0.5, 1]))).toBe(5000);
  });

  it("takes what the provider reports before everything else", () => {
    const cost = costOf({
      usage: usage({ inputTokens: 1 }),
      reportedCostUsd: 0.002172,
      price: null,
      wasAccepted: true,
    });
    expect(cost).toEqual({ nanoUsd: 2_172_000, source: "reported" });
  });

  it("is unknown, never 0, without a price or without usage of an accepted request; 0 before acceptance", () => {
    const known = usage({ inputTokens: 5 });
    expect(costOf({ usage: known, reportedCostUsd: null, price: null, wasAccepted: true }).nanoUsd).toBeNull();
    expect(
      costOf({ usage: null, reportedCostUsd: null, price: price([1, 1, 1]), wasAccepted: true }).nanoUsd,
    ).toBeNull();
    expect(costOf({ usage: null, reportedCostUsd: null, price: null, wasAccepted: false }).nanoUsd).toBe(0);
  });

  it("says that it is an estimate where the tokens were counted here", () => {
    const counted = usage({ inputTokens: 10, source: "estimated" });
    expect(costOf({ usage: counted, reportedCostUsd: null, price: price([1, 1, 1]), wasAccepted: true }).source).toBe(
      "estimated",
    );
  });

  it("a price on the link applies to all input, cached too; 0 is free on purpose, null takes the catalog's", () => {
    const link = { ...newLink("l", "L", { providerId: "p", modelId: "m" }), costPer1kInput: 0.003 };
    const own = priceOfLink(link, price([1, 0.1, 10]), "2026-11-22");
    expect(own).toMatchObject({ inputUsd: 3, cacheReadUsd: 3, outputUsd: 10, source: "link" });
    expect(priceOfLink({ ...link, costPer1kInput: 0 }, null, "2026-11-22")).toBeNull();
    expect(priceOfLink({ ...link, costPer1kInput: 0, costPer1kOutput: 0 }, null, "2026-11-22")?.outputUsd).toBe(0);
    expect(priceOfLink({ ...link, costPer1kInput: null }, null, "2026-11-22")).toBeNull();
  });
});
