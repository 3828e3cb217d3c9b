import { describe, expect, it } from "vitest";
import type { Part } from "#electron/manager/dependencies.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { failuresIn, usageWith } from "#test/electron/providers/openai-chat/examples.ts";
import { lastOf, textOf } from "#test/electron/providers/support.ts";
import { decodeEveryWay, goldenStream } from "#test/support/golden.ts";

/** What the reader makes of these lines, whole, byte by byte and with every line end. */
const read = (...lines: readonly string[]): Part[] =>
  decodeEveryWay(new TextEncoder().encode(`${lines.join("\n\n")}\n\n`), openAiChat);
const golden = (id: string): Part[] => decodeEveryWay(goldenStream(id).bytes, openAiChat);

const chunk = (id: string, choice: object, more: object = {}) =>
  `data: ${JSON.stringify({ id, object: "chat.completion.chunk", model: "m", choices: [{ index: 0, ...choice }], ...more })}`;
const usageLine = (usage: object) =>
  `data: ${JSON.stringify({ id: "x", object: "chat.completion.chunk", model: "m", choices: [], usage })}`;
const done = "data: [DONE]";

/** Text, reasoning, finish and usage: what a column shows. */
function shown(parts: readonly Part[]) {
  return {
    text: textOf(parts, "text-delta"),
    reasoning: textOf(parts, "reasoning-delta"),
    finish: lastOf(parts, "finish").reason,
    usage: lastOf(parts, "usage").usage,
    failures: failuresIn(parts).length,
    ended: parts.at(-1)?.type,
  };
}

const answered = { text: "Café", reasoning: "Où ?", finish: "stop", failures: 0, ended: "terminated" };

describe("a stream of", () => {
  it("Mistral: thinking parts, its own word for the length, usage in the last chunk unasked", () => {
    expect(shown(golden("mistral-stream"))).toEqual({
      ...answered,
      finish: "length",
      usage: usageWith({ inputTokens: 10, outputTokens: 15 }),
    });
    const cached = read(
      chunk(
        "m",
        { delta: { content: "a" }, finish_reason: "error" },
        {
          usage: { prompt_tokens: 9, completion_tokens: 1, total_tokens: 10, num_cached_tokens: 4 },
        },
      ),
    );
    expect(lastOf(cached, "finish")).toEqual({ type: "finish", reason: "error", native: "error" });
    expect(lastOf(cached, "usage").usage).toEqual(usageWith({ inputTokens: 9, cacheReadTokens: 4, outputTokens: 1 }));
  });

  it("Groq: usage in its own extension of the last chunk", () => {
    expect(shown(golden("groq-stream"))).toEqual({
      ...answered,
      usage: usageWith({ inputTokens: 30, outputTokens: 9 }),
    });
  });

  it("DeepSeek: a queue that keeps alive, cache hits of its own name, reasoning inside the completion", () => {
    expect(shown(golden("deepseek-stream"))).toEqual({
      ...answered,
      usage: usageWith({ inputTokens: 100, cacheReadTokens: 64, outputTokens: 20, reasoningTokens: 12 }),
    });
    const cut = read(
      ": keep-alive",
      chunk("d", { delta: { content: "a" }, finish_reason: "insufficient_system_resource" }),
      done,
    );
    expect(lastOf(cut, "finish")).toMatchObject({ reason: "error", native: "insufficient_system_resource" });
  });

  it("xAI: reasoning beside the completion, more cached than sent, and the cost in ticks", () => {
    const parts = read(
      chunk("x", { delta: { role: "assistant", reasoning_content: "Où ?" } }),
      chunk("x", { delta: { content: "Café" } }),
      chunk("x", { delta: {}, finish_reason: "stop" }),
      usageLine({
        prompt_tokens: 32,
        completion_tokens: 9,
        total_tokens: 135,
        prompt_tokens_details: { cached_tokens: 40 },
        completion_tokens_details: { reasoning_tokens: 94 },
        cost_in_usd_ticks: 158_500_000,
      }),
      done,
    );
    expect(shown(parts)).toEqual({
      ...answered,
      usage: usageWith({ inputTokens: 32, cacheReadTokens: 32, outputTokens: 103, reasoningTokens: 94 }),
    });
    expect(lastOf(parts, "usage").reportedCostUsd).toBe(0.01585);
  });

  it("Together: usage beside the last choice, its own words for the end", () => {
    const usage = { prompt_tokens: 12, completion_tokens: 4, total_tokens: 16, cached_tokens: 8 };
    const parts = read(
      chunk("t", { delta: { role: "assistant", reasoning: "Où ?", content: "" } }),
      chunk("t", { delta: { content: "Café" }, finish_reason: null }),
      chunk("t", { delta: { content: "" }, finish_reason: "eos" }, { usage }),
      done,
    );
    expect(shown(parts)).toEqual({
      ...answered,
      usage: usageWith({ inputTokens: 12, cacheReadTokens: 8, outputTokens: 4 }),
    });
  });

  it("Ollama: the role in every delta, and an end without a word is no success", () => {
    expect(shown(golden("ollama-stream"))).toEqual({
      ...answered,
      usage: usageWith({ inputTokens: 14, outputTokens: 6 }),
    });
    const types = read(chunk("chatcmpl-417", { delta: { role: "assistant", content: "Ca" }, finish_reason: null })).map(
      (part) => part.type,
    );
    expect(types).toEqual(["served", "text-delta"]);
  });

  it("LM Studio: reasoning by either name, no id, and a plain text for an error", () => {
    const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 };
    for (const field of ["reasoning", "reasoning_content", "reasoning_text"]) {
      const parts = read(
        chunk("", { delta: { role: "assistant", [field]: "Où ?" } }),
        chunk("", { delta: { content: "Café" } }),
        chunk("", { delta: {}, finish_reason: "stop" }),
        usageLine(usage),
        done,
      );
      expect(shown(parts)).toEqual({ ...answered, usage: usageWith({ inputTokens: 5, outputTokens: 3 }) });
    }
    const parts = read(`event: error\ndata: ${JSON.stringify({ error: "The model has crashed." })}`);
    expect(failuresIn(parts)).toMatchObject([{ message: "The model has crashed." }]);
  });

  it("vLLM: usage in every chunk counts once, an error in the stream before its end is none of success", () => {
    const usage = (count: number) => ({
      usage: { prompt_tokens: 7, completion_tokens: count, total_tokens: 7 + count },
    });
    const parts = read(
      chunk("v", { delta: { role: "assistant", content: "" } }, usage(0)),
      chunk("v", { delta: { reasoning: "Où ?" } }, usage(2)),
      chunk("v", { delta: { content: "Café" } }, usage(4)),
      chunk("v", { delta: { content: "" }, finish_reason: "stop", stop_reason: null }, usage(5)),
      done,
    );
    expect(shown(parts)).toEqual({ ...answered, usage: usageWith({ inputTokens: 7, outputTokens: 5 }) });
    const error = { message: "EngineCore died", type: "InternalServerError", param: null, code: 500 };
    const failed = read(chunk("v", { delta: { content: "Ca" } }), `data: ${JSON.stringify({ error })}`, done);
    expect(failuresIn(failed)).toMatchObject([{ status: 500, message: "EngineCore died" }]);
    const old = read(
      `data: ${JSON.stringify({ object: "error", message: "old", type: "BadRequestError", code: 400 })}`,
      done,
    );
    expect(failuresIn(old)).toMatchObject([{ class: "BAD_REQUEST", status: 400, message: "old" }]);
  });

  it("llama.cpp: timings on the last chunk, an error in a field of its own", () => {
    const timings = { prompt_n: 1, predicted_n: 3, predicted_per_second: 40.5 };
    const parts = read(
      chunk("l", { delta: { role: "assistant", content: null } }),
      chunk("l", { delta: { reasoning_content: "Où ?" } }),
      chunk("l", { delta: { content: "Café" } }),
      chunk("l", { delta: {}, finish_reason: "stop" }, { timings }),
      usageLine({
        prompt_tokens: 4,
        completion_tokens: 3,
        total_tokens: 7,
        prompt_tokens_details: { cached_tokens: 2 },
      }),
      done,
    );
    expect(shown(parts)).toEqual({
      ...answered,
      usage: usageWith({ inputTokens: 4, cacheReadTokens: 2, outputTokens: 3 }),
    });
    expect(failuresIn(golden("llamacpp-error-field"))).toMatchObject([{ class: "SERVER", status: 500 }]);
  });
});

describe("whoever sends it", () => {
  it("a whole tool call in one delta may lack index and id", () => {
    const call = { type: "function", function: { name: "weather", arguments: '{"ville":"Orléans"}' } };
    const parts = read(chunk("t", { delta: { tool_calls: [call] }, finish_reason: "tool_calls" }), done);
    expect(textOf(parts, "tool-delta")).toBe('{"ville":"Orléans"}');
    expect(lastOf(parts, "finish").reason).toBe("tool_calls");
    expect(failuresIn(parts)).toEqual([]);
  });

  it("a chunk of usage may lack choices", () => {
    const parts = read('data: {"id":"","usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}', done);
    expect(lastOf(parts, "usage").usage).toEqual(usageWith({ inputTokens: 3, outputTokens: 2 }));
  });
});
