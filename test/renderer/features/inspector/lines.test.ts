import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  costLines,
  driftSentence,
  reasoningWords,
  sourceWords,
} from "#renderer/features/compare/inspector/cost-lines.ts";
import { piecesOf, readable } from "#renderer/features/compare/inspector/raw-pieces.ts";
import { timingLines } from "#renderer/features/compare/inspector/timing-lines.ts";
import { billedRates, billedTokens, nanoUsdOf } from "#shared/cost.ts";
import type { Price } from "#shared/model.ts";
import { anyPrice, anyUsage } from "#test/support/money.ts";
import { attemptOf, rateLimited, runOf, usageOf } from "#test/support/scripted-data.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const textsOf = (...of: Parameters<typeof timingLines>) =>
  timingLines(...of).map(({ name, text }) => `${name} ${plain(text)}`);

const price = {
  inputUsd: 2.5,
  cacheReadUsd: 0.25,
  cacheWrite5mUsd: 3,
  cacheWrite1hUsd: null,
  outputUsd: 10,
  longPrompt: null,
  source: "provider list",
  asOf: "2026-11-10",
} as const;

describe("what an attempt's time went into", () => {
  const answered = attemptOf("a", {
    status: "answered",
    startMs: 100,
    waitedMs: 20,
    connectedMs: 184,
    headersMs: 300,
    firstContentMs: 500,
    firstAnswerMs: 2_000,
    lastContentMs: 4_500,
    endMs: 4_600,
    usage: usageOf(100, 250),
  });

  it("is told phase by phase, reasoning apart, with the speed of the stream", () => {
    expect(textsOf(runOf("r", { attempts: [answered] }), answered, 9_999)).toEqual([
      "Held back 20 ms",
      "Connect 84 ms",
      "Headers 116 ms",
      "First token 200 ms",
      "Reasoning 1.50 s",
      "Stream 2.60 s",
      "Total 4.50 s",
      "Speed 62.5 tok/s",
    ]);
  });

  it("has no speed where the text came in one burst, and where nobody knows when the last of it came", () => {
    const linesOf = (lastContentMs: number | null) => {
      const attempt = { ...answered, lastContentMs };
      return textsOf(runOf("r", { attempts: [attempt] }), attempt, 9_999);
    };
    for (const lastContentMs of [504, null]) expect(linesOf(lastContentMs).at(-1)).toBe("Total 4.50 s");
    expect(linesOf(600).at(-1)).toBe("Speed 2,500 tok/s");
  });

  it("lies one phase behind the other on a common scale", () => {
    const places = timingLines(runOf("r", { attempts: [answered] }), answered, 0).flatMap(({ from, to }) =>
      from === null || to === null ? [] : [[from, to]],
    );
    expect(places[0]?.[0]).toBe(0);
    expect(places.at(-1)?.[1]).toBe(1);
    for (const [index, place] of places.slice(1).entries()) expect(place[0]).toBe(places[index]?.[1]);
  });

  it("names the wait of an attempt that got no content, and how soon the next one began", () => {
    const lost = attemptOf("a", {
      status: "failed",
      connectedMs: 74,
      headersMs: 410,
      endMs: 412,
      failure: rateLimited,
    });
    const next = attemptOf("b", { linkIndex: 1, startMs: 422 });
    expect(textsOf(runOf("r", { attempts: [lost, next] }), lost, 0)).toEqual([
      "Connect 74 ms",
      "Headers 336 ms",
      "Waiting 2 ms",
      "Total 412 ms",
      "Next attempt +10 ms",
    ]);
  });

  it("grows while the attempt goes on, and says nothing of a skipped one", () => {
    const running = attemptOf("a", { connectedMs: null, headersMs: null });
    expect(textsOf(runOf("r", { attempts: [running] }), running, 700)).toEqual(["Connecting 700 ms", "Total 700 ms"]);
    const skipped = attemptOf("a", { status: "skipped", failure: rateLimited });
    expect(timingLines(runOf("r", { attempts: [skipped] }), skipped, 0)).toEqual([]);
  });
});

describe("the arithmetic of a cost", () => {
  it("multiplies each kind of token with its own price, and adds up to the cost", () => {
    const usage = { ...usageOf(1_000, 200), cacheReadTokens: 600, cacheWrite5mTokens: 100, cacheWrite1hTokens: 50 };
    const lines = costLines({ usage, price });
    expect(lines.map(({ name, tokens, price: rate, cost }) => [name, tokens, rate, cost])).toEqual([
      ["Input", "250", "× $0.00250", "$0.000625"],
      ["From cache", "600", "× $0.00025", "$0.000150"],
      ["To cache, 5 m", "100", "× $0.00300", "$0.000300"],
      ["To cache, 1 h", "50", "× $0.00300", "$0.000150"],
      ["Output", "200", "× $0.01000", "$0.00200"],
    ]);
  });

  it("never shows an unknown price as nothing", () => {
    const lines = costLines({ usage: usageOf(10, 20), price: null });
    expect(lines.map(({ price: rate, cost }) => [rate, cost])).toEqual([
      ["", "unknown"],
      ["", "unknown"],
    ]);
    const unknown = { cost: { nanoUsd: null, source: "unknown" }, price: null, status: "answered" } as const;
    expect(sourceWords(unknown)).toBe("The price of this model is not known, so the cost is not $0.");
  });

  it("says where the cost and its price come from, and of which day", () => {
    const computed = { cost: { nanoUsd: 5, source: "computed" }, price, status: "answered" } as const;
    expect(sourceWords(computed)).toBe("Computed from tokens and price: provider's price list of 2026-11-10.");
    expect(sourceWords({ ...computed, cost: { nanoUsd: 0, source: "computed" }, status: "failed" })).toBe(
      "Nothing was billed.",
    );
    expect(sourceWords({ ...computed, cost: { nanoUsd: 5, source: "reported" } })).toContain(
      "As the provider reported",
    );
  });

  it("adds up to the cost to the nano-dollar, whatever was cached", () => {
    fc.assert(
      fc.property(anyUsage, anyPrice, (usage, any) => {
        const billed = billedTokens(usage);
        const rates = billedRates(any, usage.inputTokens);
        const kinds = ["fresh", "cacheRead", "cacheWrite5m", "cacheWrite1h", "output"] as const;
        const sum = kinds.reduce((total, kind) => total + billed[kind] * rates[kind] * 1_000, 0);
        expect(Math.abs(sum - nanoUsdOf(usage, any))).toBeLessThanOrEqual(1);
        const lines = costLines({ usage: { ...usage, source: "reported" }, price: any });
        expect(lines.map(({ tokens }) => Number(tokens.replaceAll(",", "")))).toEqual(
          kinds.filter((kind) => kind === "fresh" || kind === "output" || billed[kind] > 0).map((kind) => billed[kind]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("names every origin of a price: the link, oneself, the provider, our table and the library", () => {
    const from = (source: Price["source"]) =>
      sourceWords({ cost: { nanoUsd: 5, source: "computed" }, price: { ...price, source }, status: "answered" });
    expect(from("link")).toBe("Computed from tokens and price: price on the link as of 2026-11-10.");
    expect(from("own")).toBe("Computed from tokens and price: price that you set on 2026-11-10.");
    expect(from("override")).toBe("Computed from tokens and price: built-in price of 2026-11-10.");
    expect(from("genai-prices")).toBe("Computed from tokens and price: built-in price list of 2026-11-10.");
    const about = { cost: { nanoUsd: 5, source: "estimated" }, price, status: "failed" } as const;
    expect(sourceWords(about)).toBe("Estimated from what arrived: provider's price list of 2026-11-10.");
  });

  it("says that a long prompt is billed at its own prices", () => {
    const tiered = { ...price, longPrompt: { ...price, aboveTokens: 1_000 } };
    const words = (tokens: number) =>
      sourceWords({
        ...{ cost: { nanoUsd: 5, source: "computed" }, price: tiered, status: "answered" },
        usage: usageOf(tokens, 1),
      });
    expect(words(1_000)).not.toContain("above");
    expect(words(1_001)).toContain("for prompts above 1,000 tokens");
  });

  it("says where a provider charged something else than its price makes, with both figures", () => {
    const reported = (nanoUsd: number, computedNanoUsd?: number) => ({
      ...{ cost: { nanoUsd, source: "reported" as const }, price, status: "answered" as const },
      ...(computedNanoUsd !== undefined && { computedNanoUsd }),
    });
    expect(driftSentence(reported(1_030_000, 1_000_000))).toBe(
      "Price drift. Reported $0.00103, and the listed price makes $0.00100 of the same attempt: +$0.0000300 (+3%).",
    );
    expect(driftSentence(reported(1_009_000, 1_000_000))).toBeNull();
    expect(driftSentence(reported(5))).toBeNull();
    expect(driftSentence({ cost: { nanoUsd: 9, source: "computed" }, computedNanoUsd: 5 })).toBeNull();
    expect(sourceWords(reported(1_030_000, 1_000_000))).toBe(
      "As the provider reported it. The sums above are by the provider's price list of 2026-11-10 and come to $0.00100.",
    );
  });

  it("tells which of the output tokens were reasoning", () => {
    expect(reasoningWords({ ...usageOf(10, 400), reasoningTokens: 300 })).toBe(
      "300 of the output tokens are reasoning.",
    );
    expect(reasoningWords(usageOf(10, 400))).toBeNull();
  });
});

describe("raw text", () => {
  it("sets JSON in lines and leaves what is none as it came", () => {
    expect(readable('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
    for (const text of ['{"a":', "data: {}\n\n", "<html>", ""]) expect(readable(text)).toBe(text);
  });

  it("is cut at ends of lines, and its pieces are the whole of it", () => {
    const text = Array.from({ length: 2_000 }, (_, index) => `data: line ${index}\n`).join("");
    const pieces = piecesOf(text);
    expect(pieces.length).toBeGreaterThan(5);
    expect(pieces.join("")).toBe(text);
    for (const piece of pieces) expect(piece.endsWith("\n")).toBe(true);
    expect(piecesOf("x".repeat(10_000))).toHaveLength(1);
  });
});
