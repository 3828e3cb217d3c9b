import { describe, expect, it } from "vitest";
import { openAiResponses } from "#electron/providers/openai-responses/adapter.ts";
import { failuresIn, usageWith } from "#test/electron/providers/openai-chat/examples.ts";
import { goldenStream } from "#test/support/golden.ts";

const read = (body: string) => openAiResponses.reader().json(body);

describe("a JSON answer of the Responses API", () => {
  it("our own responses-json: summary, text, refusal, call and usage in their order", () => {
    expect(read(new TextDecoder().decode(goldenStream("responses-json").bytes))).toEqual([
      { type: "served", model: "gpt-5.5-pro", upstreamProvider: null, generationId: "resp_own5" },
      { type: "reasoning-delta", text: "Où ?" },
      { type: "reasoning-delta", text: "\n\n" },
      { type: "reasoning-delta", text: "Là." },
      { type: "text-delta", text: "Café" },
      { type: "tool-delta", text: "", tool: { index: 0, id: "call_own5", name: "weather" } },
      { type: "tool-delta", text: "{}", tool: { index: 0, id: null, name: null } },
      { type: "finish", reason: "tool_calls", native: "completed" },
      {
        type: "usage",
        usage: usageWith({ inputTokens: 12, outputTokens: 9, reasoningTokens: 4 }),
        reportedCostUsd: null,
      },
      { type: "terminated" },
    ]);
  });

  it("that refuses is a refusal", () => {
    const output = [{ type: "message", content: [{ type: "refusal", refusal: "Non." }] }];
    expect(read(JSON.stringify({ status: "completed", output }))).toEqual([
      { type: "text-delta", text: "Non." },
      { type: "finish", reason: "refusal", native: "completed" },
      { type: "terminated" },
    ]);
  });

  it.each([
    ['{"error":{"code":429,"message":"golden"}}', 429, "golden"],
    ['{"detail":"golden"}', null, "golden"],
    ['{"status":"failed","output":[],"error":{"code":"server_error","message":"golden"}}', null, "golden"],
  ])("%s under HTTP 200 is a failure", (body, status, message) => {
    expect(failuresIn(read(body))).toMatchObject([{ status, message }]);
    expect(read(body)).toHaveLength(1);
  });

  it("that cannot be read is malformed", () => {
    for (const body of ["", "oops", "7", "[]", "<html></html>"]) expect(read(body)).toEqual([{ type: "malformed" }]);
  });
});
