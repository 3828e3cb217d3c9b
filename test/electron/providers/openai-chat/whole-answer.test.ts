import { describe, expect, it } from "vitest";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { goldenStream } from "#test/support/golden.ts";
import { failuresIn, usageWith } from "./examples.ts";

const read = (body: string) => openAiChat.reader().json(body);
const golden = (id: string) => new TextDecoder().decode(goldenStream(id).bytes);

describe("a JSON answer to a streaming request", () => {
  it("openai-json is one delta", () => {
    expect(read(golden("openai-json"))).toEqual([
      {
        type: "served",
        model: "gpt-5.4-mini-2026-03-17",
        upstreamProvider: null,
        generationId: "chatcmpl-Gold04",
      },
      { type: "text-delta", text: "Café" },
      { type: "finish", reason: "stop", native: "stop" },
      { type: "usage", usage: usageWith({ inputTokens: 12, outputTokens: 3 }), reportedCostUsd: null },
      { type: "terminated" },
    ]);
  });

  it("openai-json with a refusal is one", () => {
    const refused = golden("openai-json").replace('"content":"Café","refusal":null', '"content":null,"refusal":"Non."');
    expect(read(refused)).toContainEqual({ type: "finish", reason: "refusal", native: "stop" });
    expect(read(refused)).toContainEqual({ type: "text-delta", text: "Non." });
  });

  it("openrouter-json brings its cost", () => {
    expect(read(golden("openrouter-json"))).toContainEqual({
      type: "usage",
      usage: usageWith({ inputTokens: 12, outputTokens: 3 }),
      reportedCostUsd: 0.00015,
    });
  });

  it("openrouter-json-200-error is a failure that was paid for", () => {
    const parts = read(golden("openrouter-json-200-error"));
    expect(parts.map((part) => part.type)).toEqual(["served", "usage", "failure"]);
    expect(failuresIn(parts)).toMatchObject([{ status: 502, message: "golden: upstream dropped" }]);
    expect(parts[1]).toMatchObject({ reportedCostUsd: 0.00009 });
  });

  it.each([
    ['{"error":{"code":429,"message":"golden"}}', 429, "golden"],
    ['{"error":"golden"}', null, "golden"],
    ['{"detail":"golden"}', null, "golden"],
    ['[{"error":{"code":429,"message":"golden"}}]', 429, "golden"],
  ])("%s under HTTP 200 is a failure", (body, status, message) => {
    expect(failuresIn(read(body))).toMatchObject([{ status, message }]);
    expect(read(body)).toHaveLength(1);
  });

  it("that cannot be read is malformed", () => {
    for (const body of ["", "oops", "7", "[]", "<html></html>"]) expect(read(body)).toEqual([{ type: "malformed" }]);
  });
});
