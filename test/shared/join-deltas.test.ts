import { describe, expect, test } from "vitest";
import { type Delta, joinDeltas } from "#shared/join-deltas.ts";

const text: Delta = { type: "delta", runId: "r", attemptId: "a", atMs: 1, channel: "text", text: "one " };
const call: Delta = { ...text, channel: "tool", text: "{", tool: { index: 0, id: "call_1", name: "weather" } };
const more: Delta = { ...call, atMs: 2, text: "}", tool: { index: 0, id: null, name: null } };

describe("neighbouring deltas", () => {
  test("of one attempt and channel become one, dated by the first", () => {
    expect(joinDeltas(text, { ...text, atMs: 2, text: "two" })).toEqual({ ...text, text: "one two" });
  });

  test.each([
    ["of another run", { ...text, runId: "r2" }],
    ["of another attempt", { ...text, attemptId: "b" }],
    ["of another channel", { ...text, channel: "reasoning" as const }],
  ])("%s stay apart", (_, next) => {
    expect(joinDeltas(text, next)).toBeNull();
  });

  test("pieces of one call's arguments join the piece that named it", () => {
    expect(joinDeltas(call, more)).toEqual({ ...call, text: "{}" });
  });

  test("a piece that begins a call, or belongs to another, stays apart", () => {
    expect(joinDeltas(call, { ...more, tool: { index: 1, id: null, name: null } })).toBeNull();
    expect(joinDeltas(more, { ...more, tool: { index: 0, id: "call_2", name: null } })).toBeNull();
    expect(joinDeltas(more, { ...more, tool: { index: 0, id: null, name: "time" } })).toBeNull();
  });
});
