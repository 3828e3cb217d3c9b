import { describe, expect, it } from "vitest";
import type { Part } from "#electron/manager/dependencies.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import type { FinishReason } from "#shared/run.ts";
import { decodeEveryWay, goldenStream } from "#test/support/golden.ts";
import { failuresIn, partsOf, usageWith } from "./examples.ts";

const every = (id: string) => decodeEveryWay(goldenStream(id).bytes, openAiChat);
const text = (said: string): Part => ({ type: "text-delta", text: said });
const reasoning = (said: string): Part => ({ type: "reasoning-delta", text: said });
const finish = (reason: FinishReason, native: string): Part => ({ type: "finish", reason, native });
const served = (model: string, generationId: string, upstreamProvider: string | null = null): Part => ({
  type: "served",
  model,
  upstreamProvider,
  generationId,
});
const usage = (parts: Parameters<typeof usageWith>[0], reportedCostUsd: number | null = null): Part => ({
  type: "usage",
  usage: usageWith(parts),
  reportedCostUsd,
});
const terminated: Part = { type: "terminated" };

describe("golden streams, cut at every byte and with every line end", () => {
  it("openai-stream", () => {
    expect(every("openai-stream")).toEqual([
      served("gpt-5.4-mini-2026-03-17", "chatcmpl-Gold01"),
      text("Café ouvert 👋"),
      finish("stop", "stop"),
      usage({ inputTokens: 2031, cacheReadTokens: 1920, outputTokens: 73, reasoningTokens: 64 }),
      terminated,
    ]);
  });

  it("openai-tool-stream", () => {
    expect(every("openai-tool-stream")).toEqual([
      served("gpt-5.4-mini", "chatcmpl-Gold02"),
      { type: "tool-delta", text: '{"ville":"Orléans"}', tool: { index: 0, id: "call_g1", name: "weather" } },
      finish("tool_calls", "tool_calls"),
      terminated,
    ]);
  });

  it("openai-midstream-error", () => {
    expect(every("openai-midstream-error")).toEqual([
      served("gpt-5.4-mini", "chatcmpl-Gold03"),
      text("Été"),
      {
        type: "failure",
        failure: {
          class: "SERVER",
          status: null,
          code: "server_error",
          message: "golden: worker lost",
          bodyHintMs: null,
          scope: null,
          retryable: null,
        },
      },
    ]);
  });

  it("openrouter-stream", () => {
    expect(every("openrouter-stream")).toEqual([
      served("anthropic/claude-sonnet-5.5", "gen-1795305600-Gold", "Anthropic"),
      reasoning("Où ?"),
      text("Café 👋"),
      finish("stop", "end_turn"),
      usage(
        {
          inputTokens: 2221,
          cacheReadTokens: 1800,
          cacheWrite5mTokens: 400,
          outputTokens: 95,
          reasoningTokens: 40,
        },
        0.002172,
      ),
      terminated,
    ]);
  });

  it("keeps the upstream provider's own reason beside the neutral one", () => {
    const finishOf = (finish_reason: string, native_finish_reason: string | null) =>
      partsOf({ choices: [{ delta: {}, finish_reason, native_finish_reason }] });
    expect(finishOf("length", "MAX_TOKENS")).toEqual([finish("length", "MAX_TOKENS")]);
    expect(finishOf("stop", null)).toEqual([finish("stop", "stop")]);
    expect(finishOf("stop", "refusal")).toEqual([finish("refusal", "refusal")]);
    expect(finishOf("error", "overloaded")).toEqual([finish("error", "overloaded")]);
  });

  it("openrouter-midstream-error, whole and without its last line", () => {
    const parts = every("openrouter-midstream-error");
    expect(parts.map((part) => part.type)).toEqual(["served", "text-delta", "failure", "terminated"]);
    expect(failuresIn(parts)).toMatchObject([
      { class: "SERVER", status: 502, code: "provider_unavailable", message: "golden: upstream dropped" },
    ]);
    const { bytes } = goldenStream("openrouter-midstream-error");
    const cut = bytes.slice(0, bytes.length - "data: [DONE]\n\n".length);
    expect(decodeEveryWay(cut, openAiChat).map((part) => part.type)).toEqual(["served", "text-delta", "failure"]);
  });

  it("deepseek-stream", () => {
    expect(every("deepseek-stream")).toEqual([
      served("deepseek-v4-pro", "gold-ds1"),
      reasoning("Où ?"),
      text("Café"),
      finish("stop", "stop"),
      usage({ inputTokens: 100, cacheReadTokens: 64, outputTokens: 20, reasoningTokens: 12 }),
      terminated,
    ]);
  });

  it("groq-stream", () => {
    expect(every("groq-stream")).toEqual([
      served("openai/gpt-oss-120b", "chatcmpl-gold-gq"),
      reasoning("Où ?"),
      text("Café"),
      finish("stop", "stop"),
      usage({ inputTokens: 30, outputTokens: 9 }),
      terminated,
    ]);
  });

  it("mistral-stream", () => {
    expect(every("mistral-stream")).toEqual([
      served("magistral-medium-latest", "goldms1"),
      reasoning("Où ?"),
      text("Café"),
      finish("length", "model_length"),
      usage({ inputTokens: 10, outputTokens: 15 }),
      terminated,
    ]);
  });

  it("ollama-stream", () => {
    expect(every("ollama-stream")).toEqual([
      served("qwen3.5:9b", "chatcmpl-417"),
      reasoning("Où ?"),
      text("Café"),
      finish("stop", "stop"),
      usage({ inputTokens: 14, outputTokens: 6 }),
      terminated,
    ]);
  });

  it("llamacpp-error-field", () => {
    const parts = every("llamacpp-error-field");
    expect(parts.map((part) => part.type)).toEqual(["served", "text-delta", "failure", "terminated"]);
    expect(failuresIn(parts)).toMatchObject([{ class: "SERVER", status: 500, message: "golden: slot lost" }]);
  });
});

describe("a stream", () => {
  it("takes the first reasoning field that holds text", () => {
    const delta = { reasoning_content: "", reasoning: "a", reasoning_text: "b" };
    expect(partsOf({ choices: [{ delta }] })).toEqual([reasoning("a")]);
    expect(partsOf({ choices: [{ delta: { reasoning_text: "b" } }] })).toEqual([reasoning("b")]);
  });

  it("takes OpenRouter's details only where they stand alone, so that nothing is said twice", () => {
    const reasoning_details = [
      { type: "reasoning.summary", summary: "a" },
      { type: "reasoning.text", text: "b", signature: "x" },
      { type: "reasoning.encrypted", data: "c" },
    ];
    expect(partsOf({ choices: [{ delta: { reasoning: "ab", reasoning_details } }] })).toEqual([reasoning("ab")]);
    expect(partsOf({ choices: [{ delta: { reasoning: null, reasoning_details } }] })).toEqual([reasoning("ab")]);
    expect(partsOf({ choices: [{ delta: { reasoning_details: [{ data: "c" }] } }] })).toEqual([]);
  });

  it("leaves thoughts that a model writes into its answer between tags where they are", () => {
    expect(partsOf({ choices: [{ delta: { content: "<think>Hm.</think>Oui." } }] })).toEqual([
      text("<think>Hm.</think>Oui."),
    ]);
  });

  it("counts a refusal as text and says so at its end", () => {
    const deltas = [{ choices: [{ delta: { refusal: "Non." } }] }, { choices: [{ delta: {}, finish_reason: "stop" }] }];
    expect(partsOf(...deltas)).toEqual([text("Non."), { type: "finish", reason: "refusal", native: "stop" }]);
  });

  it("reads text and thoughts of a content list in their order", () => {
    const content = [{ type: "text", text: "a" }, { type: "thinking", thinking: "b" }, { type: "reference" }, 7];
    expect(partsOf({ choices: [{ delta: { content } }] })).toEqual([text("a"), reasoning("b")]);
  });

  it("passes over what says nothing: no choices, no delta, empty texts, unknown names", () => {
    const silent = [
      {},
      { choices: [] },
      { choices: [{ delta: null }] },
      { choices: [{ delta: { role: "", content: "" } }] },
    ];
    expect(partsOf(...silent, { choices: "none" }, { choices: [null], error: null })).toEqual([]);
    expect(openAiChat.reader().push({ kind: "event", name: "future", data: '{"news":1}' })).toEqual([]);
    expect(openAiChat.reader().push({ kind: "comment" })).toEqual([]);
    expect(openAiChat.reader().push({ kind: "stray", line: "foo: bar" })).toEqual([]);
  });

  it("counts events that are no JSON records as malformed and reads on", () => {
    const malformed: Part = { type: "malformed" };
    expect(partsOf("{oops", "null", "[1]", { choices: [{ delta: { content: "a" } }] })).toEqual([
      malformed,
      malformed,
      malformed,
      text("a"),
    ]);
    expect(openAiChat.reader().push({ kind: "stray", line: '{"half":' })).toEqual([malformed]);
  });

  it("ignores everything after its terminator", () => {
    expect(partsOf("[DONE]", { choices: [{ delta: { content: "a" } }] })).toEqual([terminated]);
  });

  it("explains an ending without a reason as other, but only after content and only with a terminator", () => {
    const delta = { choices: [{ delta: { content: "a" } }] };
    expect(partsOf(delta, "[DONE]")).toEqual([
      text("a"),
      { type: "finish", reason: "other", native: null },
      terminated,
    ]);
    expect(partsOf(delta)).toEqual([text("a")]);
    expect(partsOf("[DONE]")).toEqual([terminated]);
  });

  it("gives an unknown finish reason its own name", () => {
    expect(partsOf({ choices: [{ finish_reason: "tired" }] })).toEqual([
      { type: "finish", reason: "other", native: "tired" },
    ]);
    expect(partsOf({ choices: [{ finish_reason: "constructor" }] })).toEqual([
      { type: "finish", reason: "other", native: "constructor" },
    ]);
  });

  it("is a failure where an error arrives in any form", () => {
    const forms = [
      partsOf({ error: { message: "no", code: 429 }, choices: [] }),
      partsOf({ error: "no", choices: [{ delta: { content: "not shown" } }] }),
      partsOf({ object: "error", message: "no", type: "BadRequestError", code: 400 }),
      partsOf({ choices: [{ delta: { content: "not shown" }, error: { code: 502, message: "no" } }] }),
      openAiChat.reader().push({ kind: "event", name: "error", data: '{"message":"no"}' }),
      openAiChat.reader().push({ kind: "event", name: "error", data: "no" }),
      openAiChat.reader().push({ kind: "stray", line: "error: no" }),
      openAiChat.reader().push({ kind: "stray", line: '{"error":{"message":"no"}}' }),
    ];
    for (const parts of forms) {
      expect(failuresIn(parts)).toMatchObject([{ message: "no" }]);
      expect(parts.filter((part) => part.type === "text-delta")).toEqual([]);
    }
    expect(forms.map((parts) => failuresIn(parts)[0]?.status)).toEqual([429, null, 400, 502, null, null, null, null]);
  });

  it("says again who served only when there is news", () => {
    const reader = openAiChat.reader();
    const push = (chunk: object) => reader.push({ kind: "event", name: null, data: JSON.stringify(chunk) });
    expect(push({ id: "", model: "a" })).toHaveLength(1);
    expect(push({ id: "", model: "a" })).toEqual([]);
    expect(push({ id: "g", provider: "Up" })).toEqual([
      { type: "served", model: "a", upstreamProvider: "Up", generationId: "g" },
    ]);
  });
});
