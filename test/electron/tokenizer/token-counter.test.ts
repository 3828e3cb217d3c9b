import { afterEach, describe, expect, it } from "vitest";
import { createTokenCounter, type TokenCounter, type TokenCounterOptions } from "#electron/tokenizer/token-counter.ts";
import { programUrl } from "#test/support/programs.ts";

const gpt = { providerId: "openai", modelId: "gpt-5" };
const old = { providerId: "openai", modelId: "gpt-4" };
const claude = { providerId: "anthropic", modelId: "claude-sonnet-4-5" };

let counter: TokenCounter | null = null;

/** More patient than a user: on a busy machine a thread and its tables may take seconds to come. */
const limitMs = 60_000;

function newCounter(options: Partial<TokenCounterOptions> = {}): TokenCounter {
  const workerUrl = programUrl("tokenizer-worker");
  counter = createTokenCounter({ workerUrl, onFailure: console.error, limitMs, ...options });
  return counter;
}

afterEach(async () => counter?.close());

describe("the token counter", () => {
  it("counts each model by its family, in the order asked", async () => {
    // What OpenAI's cookbook prints for its tiktoken: 8 tokens with o200k, 9 with cl100k.
    expect(await newCounter().count("お誕生日おめでとう", [claude, gpt, old])).toEqual([
      { ...claude, tokens: 10, basis: "rule" },
      { ...gpt, tokens: 8, basis: "tokenizer" },
      { ...old, tokens: 9, basis: "tokenizer" },
    ]);
  });

  it("reads a special token in a prompt as text", async () => {
    const [count] = await newCounter().count("<|endoftext|>", [gpt]);
    expect(count?.basis).toBe("tokenizer");
    expect(count?.tokens).toBeGreaterThan(1);
  });

  it("needs no thread for an empty text", async () => {
    const missing = new URL("file:///nowhere/worker.ts");
    expect(await newCounter({ workerUrl: missing }).count("", [gpt])).toEqual([
      { ...gpt, tokens: 0, basis: "tokenizer" },
    ]);
    expect(await newCounter({ workerUrl: missing }).count("text", [])).toEqual([]);
  });

  it("estimates by length, and says so, where the thread cannot be had", async () => {
    // Its limit is longer than this test may take: a thread that died must not be waited for.
    const missing = newCounter({ workerUrl: new URL("file:///nowhere/worker.ts") });
    const estimate = [{ ...gpt, tokens: 3, basis: "rule" }];
    expect(await missing.count("twelve chars", [gpt])).toEqual(estimate);
    expect(await missing.count("twelve chars", [gpt])).toEqual(estimate);
  });

  it("gives up on a text that takes too long, and counts the next one", async () => {
    const impatient = newCounter({ limitMs: 1 });
    expect(await impatient.count("twelve chars", [gpt])).toMatchObject([{ tokens: 3, basis: "rule" }]);
    await impatient.close();
    expect(await newCounter().count("twelve chars", [gpt])).toMatchObject([{ basis: "tokenizer" }]);
  });

  it("ends its thread when idle and starts another when needed", async () => {
    const short = newCounter({ idleMs: 10 });
    await short.count("one", [gpt]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await short.count("one two", [gpt])).toMatchObject([{ tokens: 2, basis: "tokenizer" }]);
  });
});
