import { describe, expect, it } from "vitest";
import { anthropicMessages } from "#electron/providers/anthropic-messages/adapter.ts";
import { lastOf, textFrom, textOf } from "#test/electron/providers/support.ts";
import { decodeChunks, decodeEveryWay, goldenStream } from "#test/support/golden.ts";

function streamed(...events: readonly unknown[]) {
  const wire = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("");
  return decodeChunks([new TextEncoder().encode(wire)], anthropicMessages);
}

describe("answers of Anthropic", () => {
  it("reads reasoning, text, finish and usage of a stream, however it is cut", () => {
    const parts = decodeEveryWay(goldenStream("anthropic-stream").bytes, anthropicMessages);
    expect(parts).toEqual([
      { type: "served", model: "claude-sonnet-5-5", upstreamProvider: null, generationId: "msg_01Gold" },
      { type: "reasoning-delta", text: "Où ?" },
      { type: "text-delta", text: "Café 👋" },
      {
        type: "usage",
        usage: {
          inputTokens: 2221,
          cacheReadTokens: 1800,
          cacheWrite5mTokens: 400,
          cacheWrite1hTokens: 0,
          outputTokens: 95,
          reasoningTokens: 40,
          source: "reported",
        },
        reportedCostUsd: null,
      },
      { type: "finish", reason: "stop", native: "end_turn" },
      { type: "terminated" },
    ]);
  });

  it("reads a tool call and keeps the input tokens of message_start", () => {
    const parts = decodeEveryWay(goldenStream("anthropic-tool-stream").bytes, anthropicMessages);
    const tool = { index: 0, id: "toolu_01Gold", name: "weather" };
    expect(parts.filter((part) => part.type === "tool-delta")).toEqual([
      { type: "tool-delta", text: '{"ville":"Orléans"}', tool },
    ]);
    expect(lastOf(parts, "finish")).toMatchObject({ reason: "tool_calls", native: "tool_use" });
    expect(lastOf(parts, "usage").usage).toMatchObject({ inputTokens: 50, outputTokens: 31, source: "reported" });
  });

  it("reports an error event inside a 200 and counts the output that had arrived", () => {
    const parts = decodeEveryWay(goldenStream("anthropic-midstream-error").bytes, anthropicMessages);
    expect(textOf(parts, "text-delta")).toBe("Été");
    expect(lastOf(parts, "failure").failure).toMatchObject({
      class: "SERVER",
      code: "overloaded_error",
      status: null,
      message: "golden: overloaded",
    });
    expect(lastOf(parts, "usage").usage).toMatchObject({ inputTokens: 10, outputTokens: 1, source: "estimated" });
    expect(parts.some((part) => part.type === "terminated" || part.type === "finish")).toBe(false);
  });

  it("estimates the output of a stream that ends without its last events", () => {
    const parts = streamed(
      { type: "message_start", message: { id: "msg", model: "m", usage: { input_tokens: 7, output_tokens: 1 } } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "twelve chars" } },
    );
    expect(parts.some((part) => part.type === "finish")).toBe(false);
    expect(lastOf(parts, "usage").usage).toMatchObject({ inputTokens: 7, outputTokens: 3, source: "estimated" });
  });

  it("says nothing of usage where a stream breaks off before any content", () => {
    const parts = streamed({ type: "message_start", message: { id: "msg", usage: { input_tokens: 7 } } });
    expect(parts.some((part) => part.type === "usage")).toBe(false);
  });

  it("keeps a value of message_start that message_delta repeats as null", () => {
    const parts = streamed(
      { type: "message_start", message: { usage: { input_tokens: 7, cache_read_input_tokens: 5, output_tokens: 1 } } },
      {
        type: "message_delta",
        delta: {},
        usage: { input_tokens: null, cache_read_input_tokens: null, output_tokens: 9 },
      },
    );
    expect(lastOf(parts, "usage").usage).toMatchObject({ inputTokens: 12, cacheReadTokens: 5, outputTokens: 9 });
  });

  it("splits cache writes by how long they last", () => {
    const split = { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 300 };
    const parts = streamed(
      {
        type: "message_start",
        message: { usage: { input_tokens: 1, cache_creation_input_tokens: 400, cache_creation: split } },
      },
      { type: "message_delta", delta: {}, usage: { output_tokens: 2, cache_creation_input_tokens: 400 } },
    );
    expect(lastOf(parts, "usage").usage).toMatchObject({
      inputTokens: 401,
      cacheWrite5mTokens: 100,
      cacheWrite1hTokens: 300,
    });
  });

  it("counts an event that is no JSON as malformed and reads on", () => {
    const wire =
      'event: content_block_delta\ndata: {"type":"content_bl\n\nevent: message_stop\ndata: {"type":"message_stop"}\n\n';
    expect(decodeChunks([new TextEncoder().encode(wire)], anthropicMessages)).toEqual([
      { type: "malformed" },
      { type: "terminated" },
    ]);
  });

  it("fails with the words of an error event that is no JSON", () => {
    const parts = decodeChunks(
      [new TextEncoder().encode("event: error\ndata: upstream is gone\n\n")],
      anthropicMessages,
    );
    expect(lastOf(parts, "failure").failure).toMatchObject({ class: null, message: "upstream is gone" });
  });

  it("ignores what follows message_stop", () => {
    const parts = streamed(
      { type: "message_stop" },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "late" } },
    );
    expect(parts).toEqual([{ type: "terminated" }]);
  });

  it("reads a whole message where the server did not stream", () => {
    const parts = anthropicMessages.reader().json(textFrom(goldenStream("anthropic-json").bytes));
    expect(textOf(parts, "reasoning-delta")).toBe("Où ?");
    expect(textOf(parts, "text-delta")).toBe("Café");
    expect(lastOf(parts, "usage").usage).toMatchObject({ inputTokens: 21, outputTokens: 9, reasoningTokens: 4 });
    expect(lastOf(parts, "finish").reason).toBe("stop");
    expect(parts.at(-1)).toEqual({ type: "terminated" });
  });

  it("reads a refusal and an error of a whole message", () => {
    const refusal = anthropicMessages.reader().json(JSON.stringify({ content: [], stop_reason: "refusal" }));
    expect(lastOf(refusal, "finish")).toEqual({ type: "finish", reason: "refusal", native: "refusal" });
    const error = { type: "error", error: { type: "overloaded_error", message: "busy" } };
    const parts = anthropicMessages.reader().json(JSON.stringify(error));
    expect(lastOf(parts, "failure").failure).toMatchObject({ class: "SERVER", message: "busy" });
    expect(anthropicMessages.reader().json("<html>")).toEqual([{ type: "malformed" }]);
  });
});
