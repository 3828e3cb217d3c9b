import { describe, expect, it } from "vitest";
import { sizedPrompts } from "#electron/bridge/handlers/ask-columns.ts";
import type { Comparison } from "#shared/run.ts";
import { runOf } from "#test/support/scripted-data.ts";

const target = { kind: "model", providerId: "anthropic", modelId: "claude-sonnet-4-5" } as const;
const columns = [{ columnId: "direct", target }];
const first: Comparison = {
  id: "first",
  conversationId: "k",
  sessionId: "s",
  prompt: "Hello",
  startedAtMs: 0,
  isDemo: false,
};
const answered = runOf("a", {
  comparisonId: "first",
  columnId: "direct",
  target,
  status: "done",
  text: "Hi",
  endMs: 9,
});
const known = [{ comparison: first, runs: [answered] }];

/** How many messages the column's model would read with the second prompt. */
function messagesOf(purpose: "repeat" | "routes"): number {
  const repeat = { purpose, times: 2, seed: 1, perProvider: 1, columns };
  const comparison = { ...first, id: "second", prompt: "Again", followsId: "first", repeat };
  return sizedPrompts({ comparison, columns, known })({ columnId: "direct" }, comparison).messages.length;
}

describe("a prompt that follows another one", () => {
  it("is read after what its column was asked before", () => {
    expect(messagesOf("repeat")).toBe(3);
  });

  it("is asked afresh where routes are measured, so that every route reads the same", () => {
    expect(messagesOf("routes")).toBe(1);
  });
});
