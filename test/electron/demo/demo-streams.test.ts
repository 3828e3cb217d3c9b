import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Demo } from "#electron/demo/demo-server.ts";
import { profileOf, replyTo } from "#electron/demo/reply.ts";
import { countTokens } from "#electron/demo/tokens.ts";
import { at, dialects, finishOf, modelOf, newDemo, post, readStream, textPieces, tokensOf } from "./demo-client.ts";

let demo: Demo;
beforeAll(async () => {
  demo = await newDemo();
});
afterAll(() => demo.close());

const prompt = "Compare tea and coffee for long evenings";
const limitReason = { openai: "length", openrouter: "length", anthropic: "max_tokens", google: "MAX_TOKENS" } as const;
const stopReason = { openai: "stop", openrouter: "stop", anthropic: "end_turn", google: "STOP" } as const;

function expected(model: string, text: string): string {
  return replyTo({ model, messages: [{ role: "user", content: text }] }, profileOf(model)).content;
}

describe.concurrent.each(dialects)("a demo answer over the wire of %s", (dialect) => {
  it("arrives in pieces over time and is what the generator said", async () => {
    const startedAtMs = performance.now();
    const read = await readStream(await post(demo, { dialect, prompt }));
    const pieces = textPieces(dialect, read);
    expect(pieces.join("")).toBe(expected(modelOf[dialect], prompt));
    expect(pieces.length).toBeGreaterThan(5);
    expect((read.arrivedAtMs[0] ?? 0) - startedAtMs).toBeGreaterThan(120);
    expect((read.arrivedAtMs.at(-1) ?? 0) - (read.arrivedAtMs[0] ?? 0)).toBeGreaterThan(150);
    expect(read.broken).toBeNull();
  });

  it("says how it ended and counts its tokens", async () => {
    const read = await readStream(await post(demo, { dialect, prompt }));
    expect(finishOf(dialect, read)).toBe(stopReason[dialect]);
    expect(tokensOf(dialect, read)).toEqual({
      input: countTokens(prompt) + 4,
      output: countTokens(expected(modelOf[dialect], prompt)),
    });
  });

  it("is cut at the token limit that was asked for", async () => {
    const read = await readStream(await post(demo, { dialect, prompt, maxTokens: 20 }));
    expect(textPieces(dialect, read).join("")).toBe(expected(modelOf[dialect], prompt).slice(0, 80));
    expect(finishOf(dialect, read)).toBe(limitReason[dialect]);
    expect(tokensOf(dialect, read).output).toBe(20);
  });

  it("keeps accents, emoji and other scripts whole in every piece", async () => {
    const spoken = `Explain café 日本 ${"🎉👩‍👩‍👧".repeat(30)}`;
    const read = await readStream(await post(demo, { dialect, prompt: spoken }));
    const pieces = textPieces(dialect, read);
    expect(pieces.join("")).toContain("café 日本 🎉");
    expect(pieces.filter((piece) => !piece.isWellFormed())).toEqual([]);
  });
});

describe.concurrent("demo answers", () => {
  it("begin on Anthropic's wire with hardly any output counted, as the real ones do", async () => {
    const text = await (await post(demo, { dialect: "anthropic", prompt })).text();
    const counts = [...text.matchAll(/"output_tokens":\s*(\d+)/g)].map((match) => Number(match[1]));
    expect(counts[0]).toBe(1);
    expect(counts.at(-1)).toBeGreaterThan(10);
  });

  it("tell what an OpenRouter request cost, and nothing for a free model", async () => {
    const paid = await readStream(await post(demo, { dialect: "openrouter", prompt, maxTokens: 40 }));
    const inputTokens = countTokens(prompt) + 4;
    expect(at(paid.events.at(-1), "usage", "cost")).toBeCloseTo((inputTokens * 0.825 + 40 * 4.125) / 1e6, 12);
    const model = "meta-llama/llama-3.3-70b-instruct:free";
    const free = await readStream(await post(demo, { dialect: "openrouter", prompt, model, maxTokens: 20 }));
    expect(at(free.events.at(-1), "usage", "cost")).toBe(0);
  });

  it("show the reasoning of a model that reasons, before the text, and count it", async () => {
    const model = "openai/gpt-oss-120b:free";
    const read = await readStream(await post(demo, { dialect: "openrouter", prompt, model, maxTokens: 200 }));
    const reasoning = read.events.map((event) => at(event, "choices", 0, "delta", "reasoning_content") ?? "").join("");
    expect(reasoning).toContain("tea and coffee");
    const details = at(read.events.at(-1), "usage", "completion_tokens_details", "reasoning_tokens");
    expect(details).toBe(countTokens(reasoning));
  });

  it("show Gemini's thoughts as parts of their own, before the text", async () => {
    const read = await readStream(await post(demo, { dialect: "google", prompt, model: "gemini-2.5-pro" }));
    const parts = read.events.map((event) => at(event, "candidates", 0, "content", "parts", 0));
    const thoughts = parts.filter((part) => at(part, "thought") === true);
    expect(thoughts.map((part) => at(part, "text")).join("")).toContain("tea and coffee");
    expect(parts.indexOf(thoughts[0])).toBe(0);
    expect(parts.length).toBeGreaterThan(thoughts.length);
  });

  it("come from models that no demo provider lists", async () => {
    const read = await readStream(await post(demo, { dialect: "openai", prompt: "Hello", model: "maxi-unknown-9" }));
    expect(textPieces("openai", read).join("")).toBe(expected("maxi-unknown-9", "Hello"));
  });

  it("stream 16 at once, none of them waiting for another", async () => {
    const asks = Array.from({ length: 16 }, (_, index) => dialects[index % 4] ?? "openai");
    const leaving = new AbortController();
    const begun = asks.map(async (dialect) => {
      // Longer than this test may take: where one waited for the end of another, it would not begin.
      const asked = { dialect, prompt: `${prompt} [[stall all 120]]`, signal: leaving.signal };
      return (await post(demo, asked)).body?.getReader().read();
    });
    for (const first of await Promise.all(begun)) expect(first?.value?.length).toBeGreaterThan(0);
    leaving.abort();
    const reads = await Promise.all(asks.map(async (dialect) => readStream(await post(demo, { dialect, prompt }))));
    for (const [index, read] of reads.entries()) {
      const dialect = asks[index] ?? "openai";
      expect(textPieces(dialect, read).join("")).toBe(expected(modelOf[dialect], prompt));
    }
  });
});
