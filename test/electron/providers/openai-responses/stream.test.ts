import { describe, expect, it } from "vitest";
import type { Part } from "#electron/manager/dependencies.ts";
import { openAiResponses } from "#electron/providers/openai-responses/adapter.ts";
import { failuresIn, usageWith } from "#test/electron/providers/openai-chat/examples.ts";
import { decodeEveryWay, goldenStream } from "#test/support/golden.ts";
import { partsOf } from "./examples.ts";

const text = (said: string): Part => ({ type: "text-delta", text: said });
const reasoning = (said: string): Part => ({ type: "reasoning-delta", text: said });
const textEvent = (delta: string) => ({ type: "response.output_text.delta", output_index: 0, delta });
const ended = (status: string, response: object = {}) => ({
  type: `response.${status}`,
  response: { status, ...response },
});

describe("golden streams, cut at every byte and with every line end", () => {
  it("openai-responses-stream", () => {
    expect(decodeEveryWay(goldenStream("openai-responses-stream").bytes, openAiResponses)).toEqual([
      { type: "served", model: "gpt-6.1-sol", upstreamProvider: null, generationId: "resp_gold1" },
      text("déjà"),
      { type: "finish", reason: "stop", native: "completed" },
      { type: "usage", usage: usageWith({ inputTokens: 12, outputTokens: 4 }), reportedCostUsd: null },
      { type: "terminated" },
    ]);
  });

  it("our own responses-reasoning-stream: summary, tool call, usage", () => {
    expect(decodeEveryWay(goldenStream("responses-reasoning-stream").bytes, openAiResponses)).toEqual([
      { type: "served", model: "gpt-6.1-sol-2026-10-01", upstreamProvider: null, generationId: "resp_own1" },
      reasoning("**Où ?**\n\nUne ville 👋\n\n**Quand ?**"),
      text("Café"),
      { type: "tool-delta", text: '{"ville":"Orléans"}', tool: { index: 0, id: "call_own1", name: "weather" } },
      { type: "finish", reason: "tool_calls", native: "completed" },
      {
        type: "usage",
        usage: usageWith({
          inputTokens: 2400,
          cacheReadTokens: 1800,
          cacheWrite5mTokens: 300,
          cacheWrite1hTokens: 100,
          outputTokens: 95,
          reasoningTokens: 40,
        }),
        reportedCostUsd: null,
      },
      { type: "terminated" },
    ]);
  });

  it("our own responses-incomplete-stream: a refusal that was cut short", () => {
    expect(decodeEveryWay(goldenStream("responses-incomplete-stream").bytes, openAiResponses)).toEqual([
      { type: "served", model: "o3-pro", upstreamProvider: null, generationId: "resp_own2" },
      text("Désolé"),
      { type: "finish", reason: "length", native: "max_output_tokens" },
      {
        type: "usage",
        usage: usageWith({ inputTokens: 9, outputTokens: 16, reasoningTokens: 12 }),
        reportedCostUsd: null,
      },
      { type: "terminated" },
    ]);
  });

  it("our own responses-failed-stream and responses-error-stream", () => {
    const failed = decodeEveryWay(goldenStream("responses-failed-stream").bytes, openAiResponses);
    expect(failed.map((part) => part.type)).toEqual(["served", "text-delta", "failure"]);
    expect(failuresIn(failed)).toMatchObject([
      { class: "RATE_LIMIT", status: null, code: "rate_limit_exceeded", message: "golden: TPM. Try again in 1.5s." },
    ]);
    const error = decodeEveryWay(goldenStream("responses-error-stream").bytes, openAiResponses);
    expect(error.map((part) => part.type)).toEqual(["served", "text-delta", "failure"]);
    expect(failuresIn(error)).toMatchObject([
      { class: "SERVER", status: null, code: "server_error", message: "golden: worker lost" },
    ]);
  });
});

describe("a stream of the Responses API", () => {
  it("says reasoning once where it comes as thoughts and as a summary", () => {
    const thought = { type: "response.reasoning_text.delta", delta: "Hm." };
    const summary = { type: "response.reasoning_summary_text.delta", delta: "He hums." };
    const part = { type: "response.reasoning_summary_part.added", summary_index: 0 };
    expect(partsOf(thought, part, summary, thought)).toEqual([reasoning("Hm."), reasoning("Hm.")]);
    expect(partsOf(part, summary, thought, part, summary)).toEqual([
      reasoning("He hums."),
      reasoning("\n\n"),
      reasoning("He hums."),
    ]);
  });

  it("counts a refusal as text and says so at its end", () => {
    expect(partsOf({ type: "response.refusal.delta", delta: "Non." }, ended("completed"))).toEqual([
      text("Non."),
      { type: "finish", reason: "refusal", native: "completed" },
      { type: "terminated" },
    ]);
  });

  it.each([
    ["max_output_tokens", "length"],
    ["content_filter", "content_filter"],
    ["steered", "other"],
    ["constructor", "other"],
  ] as const)("that is incomplete by %s finishes with %s", (reason, neutral) => {
    const parts = partsOf(ended("incomplete", { incomplete_details: { reason } }));
    expect(parts[0]).toEqual({ type: "finish", reason: neutral, native: reason });
  });

  it("believes the status before the name of the last event", () => {
    const response = { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } };
    expect(partsOf({ type: "response.completed", response })[0]).toMatchObject({ type: "finish", reason: "length" });
    expect(partsOf({ type: "response.cancelled", response: {} })[0]).toMatchObject({ reason: "other" });
  });

  it("takes whole arguments where no piece of them came, and tells calls apart", () => {
    const call = (at: number, id: string) => ({
      type: "response.output_item.added",
      output_index: at,
      item: { type: "function_call", call_id: id, name: id, arguments: "" },
    });
    const done = (at: number, said: string) => ({
      type: "response.function_call_arguments.done",
      output_index: at,
      arguments: said,
    });
    const piece = { type: "response.function_call_arguments.delta", output_index: 3, delta: "{}" };
    expect(partsOf(call(1, "a"), call(3, "b"), piece, done(3, "{}"), done(1, "[]"))).toEqual([
      { type: "tool-delta", text: "", tool: { index: 0, id: "a", name: "a" } },
      { type: "tool-delta", text: "", tool: { index: 1, id: "b", name: "b" } },
      { type: "tool-delta", text: "{}", tool: { index: 1, id: null, name: null } },
      { type: "tool-delta", text: "[]", tool: { index: 0, id: null, name: null } },
    ]);
  });

  it("takes a call that comes only whole, beside text, and repeats none that came in pieces", () => {
    const item = { type: "function_call", call_id: "a", name: "f", arguments: "{}" };
    const added = { type: "response.output_item.added", output_index: 1, item: { ...item, arguments: "" } };
    const piece = { type: "response.function_call_arguments.delta", output_index: 1, delta: "{}" };
    const done = { type: "response.output_item.done", output_index: 1, item };
    const call = [
      { type: "tool-delta", text: "", tool: { index: 0, id: "a", name: "f" } },
      { type: "tool-delta", text: "{}", tool: { index: 0, id: null, name: null } },
    ];
    const end = ended("completed", { output: [item] });
    const finish = { type: "finish", reason: "tool_calls", native: "completed" };
    expect(partsOf(textEvent("b"), done, end)).toEqual([text("b"), ...call, finish, { type: "terminated" }]);
    expect(partsOf(added, piece, done, end)).toEqual([...call, finish, { type: "terminated" }]);
  });

  it("reads an answer that comes only whole, and repeats none that came in pieces", () => {
    const output = [
      { type: "reasoning", summary: [{ type: "summary_text", text: "a" }] },
      { type: "message", content: [{ type: "output_text", text: "b" }] },
    ];
    expect(partsOf(ended("completed", { output })).slice(0, 2)).toEqual([reasoning("a"), text("b")]);
    const streamed = { type: "response.reasoning_summary_text.delta", delta: "a" };
    expect(partsOf(streamed, ended("completed", { output })).slice(0, 2)).toEqual([reasoning("a"), text("b")]);
    expect(partsOf(textEvent("b"), ended("completed", { output })).slice(0, 2)).toEqual([
      text("b"),
      { type: "finish", reason: "stop", native: "completed" },
    ]);
  });

  it("skips events that it does not know and reads past what is no JSON", () => {
    expect(partsOf({ type: "response.golden_future", note: "skip" }, { type: "keepalive" })).toEqual([]);
    const reader = openAiResponses.reader();
    expect(reader.push({ kind: "event", name: null, data: "{oops" })).toEqual([{ type: "malformed" }]);
    expect(reader.push({ kind: "event", name: null, data: "[1]" })).toEqual([{ type: "malformed" }]);
    expect(reader.push({ kind: "comment" })).toEqual([]);
    expect(reader.push({ kind: "event", name: "response.output_text.delta", data: '{"delta":"a"}' })).toEqual([
      text("a"),
    ]);
  });

  it("ignores everything after its end, and is over at [DONE] where nothing else ended it", () => {
    expect(partsOf(ended("completed"), textEvent("late")).map((part) => part.type)).toEqual(["finish", "terminated"]);
    const reader = openAiResponses.reader();
    reader.push({ kind: "event", name: null, data: JSON.stringify(textEvent("a")) });
    expect(reader.push({ kind: "event", name: null, data: "[DONE]" })).toEqual([
      { type: "finish", reason: "other", native: null },
      { type: "terminated" },
    ]);
    expect(reader.push({ kind: "event", name: null, data: JSON.stringify(textEvent("b")) })).toEqual([]);
    expect(reader.end()).toEqual([]);
  });

  it("is a failure where an error arrives in any form", () => {
    const push = (name: string | null, data: string) => openAiResponses.reader().push({ kind: "event", name, data });
    const forms = [
      push("error", '{"type":"error","code":"server_error","message":"no","param":null,"sequence_number":3}'),
      push("error", "no"),
      push(null, '{"error":{"message":"no"}}'),
      push(
        "response.failed",
        '{"type":"response.failed","response":{"error":{"code":"invalid_prompt","message":"no"}}}',
      ),
      openAiResponses.reader().push({ kind: "stray", line: '{"error":{"message":"no"}}' }),
      openAiResponses.reader().push({ kind: "stray", line: "error: no" }),
    ];
    for (const parts of forms) expect(failuresIn(parts)).toMatchObject([{ message: "no" }]);
    expect(partsOf(ended("failed", { error: null })).map((part) => part.type)).toEqual(["failure"]);
    expect(failuresIn(forms[3] ?? [])).toMatchObject([{ class: "BAD_REQUEST" }]);
  });
});
