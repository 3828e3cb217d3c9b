import { describe, expect, it } from "vitest";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";
import { lastOf, textFrom, textOf } from "#test/electron/providers/support.ts";
import { decodeChunks, decodeEveryWay, goldenStream } from "#test/support/golden.ts";

function decode(wire: string) {
  return decodeChunks([new TextEncoder().encode(wire)], googleGenerate);
}

describe("answers of Google", () => {
  it("reads thoughts, text, finish and usage of a stream, however it is cut", () => {
    const parts = decodeEveryWay(goldenStream("gemini-stream").bytes, googleGenerate);
    expect(textOf(parts, "reasoning-delta")).toBe("Où ?");
    expect(textOf(parts, "text-delta")).toBe("Café 👋");
    expect(lastOf(parts, "finish")).toEqual({ type: "finish", reason: "stop", native: "STOP" });
    expect(lastOf(parts, "usage")).toEqual({
      type: "usage",
      usage: {
        inputTokens: 1200,
        cacheReadTokens: 1024,
        cacheWrite5mTokens: 0,
        cacheWrite1hTokens: 0,
        outputTokens: 80,
        reasoningTokens: 50,
        source: "reported",
      },
      reportedCostUsd: null,
    });
    const served = parts.filter((part) => part.type === "served");
    expect(served).toEqual([
      { type: "served", model: "gemini-3.8-flash", upstreamProvider: null, generationId: "gold-r1" },
    ]);
  });

  it("takes STOP with a function call as tool_calls", () => {
    const parts = decodeEveryWay(goldenStream("gemini-tool-stream").bytes, googleGenerate);
    const tool = { index: 0, id: "fc-g1", name: "weather" };
    expect(parts.filter((part) => part.type === "tool-delta")).toEqual([
      { type: "tool-delta", text: '{"ville":"Orléans"}', tool },
    ]);
    expect(lastOf(parts, "finish")).toEqual({ type: "finish", reason: "tool_calls", native: "STOP" });
  });

  it("takes SAFETY in mid-stream as a filter and keeps the text before it", () => {
    const parts = decodeEveryWay(goldenStream("gemini-safety-midstream").bytes, googleGenerate);
    expect(textOf(parts, "text-delta")).toBe("Été");
    expect(lastOf(parts, "finish")).toEqual({ type: "finish", reason: "content_filter", native: "SAFETY" });
  });

  it("reads a raw error after text, however it is cut", () => {
    const parts = decodeEveryWay(goldenStream("gemini-midstream-error").bytes, googleGenerate);
    expect(textOf(parts, "text-delta")).toBe("Été");
    expect(parts.filter((part) => part.type === "failure")).toHaveLength(1);
    expect(lastOf(parts, "failure").failure).toMatchObject({
      class: "SERVER",
      code: "UNAVAILABLE",
      status: 503,
      message: "golden: overloaded",
    });
  });

  it("reads a raw error that is spread over many lines", () => {
    const error = [{ error: { code: 503, message: "m", status: "UNAVAILABLE", details: [{ a: 1 }] } }];
    const wire = `data: {"candidates":[]}\r\n\r\n${JSON.stringify(error, null, 2).replaceAll("\n", "\r\n")}\r\n`;
    const parts = decodeEveryWay(new TextEncoder().encode(wire), googleGenerate);
    expect(parts).toHaveLength(1);
    expect(lastOf(parts, "failure").failure).toMatchObject({ class: "SERVER", code: "UNAVAILABLE" });
  });

  it("reads the same error inside a data event", () => {
    const parts = decode('data: {"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED"}}\r\n\r\n');
    expect(parts).toEqual([expect.objectContaining({ type: "failure" })]);
    expect(lastOf(parts, "failure").failure.class).toBe("RATE_LIMIT");
  });

  it("takes the status out of the body where there is no other, and words of a proxy as they are", () => {
    const failed = (body: object) => lastOf(decode(`data: ${JSON.stringify(body)}\n\n`), "failure").failure;
    expect(failed({ error: { code: 429, message: "m" } })).toMatchObject({ class: null, status: 429 });
    expect(failed({ error: { code: 402, message: "m" } })).toMatchObject({ class: "BILLING", status: 402 });
    expect(failed({ error: { code: 7, message: "m" } })).toMatchObject({ class: null, status: null });
    expect(failed({ error: "upstream is gone" })).toMatchObject({ class: null, message: "upstream is gone" });
  });

  it("counts a raw text that never ends, and an event that is no JSON, as malformed", () => {
    expect(decode('{"error":{"code":503,')).toEqual([{ type: "malformed" }]);
    expect(decode('data: {"cand\n\ndata: {"candidates":[{"content":{"parts":[{"text":"ok"}]}}]}\n\n')).toEqual([
      { type: "malformed" },
      { type: "text-delta", text: "ok" },
    ]);
  });

  it("makes a blocked prompt a failure, never an empty answer", () => {
    const parts = googleGenerate.reader().json(textFrom(goldenStream("gemini-blocked").bytes));
    expect(lastOf(parts, "failure").failure).toMatchObject({
      class: "CONTENT_POLICY",
      code: "PROHIBITED_CONTENT",
      message: "The prompt was blocked (PROHIBITED_CONTENT).",
    });
    expect(lastOf(parts, "usage").usage.inputTokens).toBe(8);
  });

  it("reads a whole answer, and an array of partial ones", () => {
    const whole = googleGenerate.reader().json(textFrom(goldenStream("gemini-json").bytes));
    expect(textOf(whole, "text-delta")).toBe("Café");
    expect(lastOf(whole, "finish").reason).toBe("stop");
    expect(lastOf(whole, "usage").usage).toMatchObject({ inputTokens: 8, outputTokens: 3 });
    const part = (text: string) => ({ candidates: [{ content: { parts: [{ text }] } }] });
    const array = googleGenerate.reader().json(JSON.stringify([part("a"), part("b")]));
    expect(textOf(array, "text-delta")).toBe("ab");
  });

  it.each([
    ["MAX_TOKENS", "length"],
    ["CONTINUATION", "length"],
    ["RECITATION", "content_filter"],
    ["MALFORMED_FUNCTION_CALL", "error"],
    ["OTHER", "other"],
    ["GOLDEN_FUTURE_REASON", "other"],
  ])("maps the finish %s to %s", (native, reason) => {
    const parts = decode(`data: ${JSON.stringify({ candidates: [{ finishReason: native }] })}\n\n`);
    expect(parts).toEqual([{ type: "finish", reason, native }]);
  });

  it("adds the tokens of tool results to the input", () => {
    const usageMetadata = { promptTokenCount: 5, toolUsePromptTokenCount: 7, candidatesTokenCount: 1 };
    const parts = decode(`data: ${JSON.stringify({ usageMetadata })}\n\n`);
    expect(lastOf(parts, "usage").usage.inputTokens).toBe(12);
  });
});
