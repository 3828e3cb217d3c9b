import { describe, expect, test } from "vitest";
import { newAnswerState } from "#electron/manager/answer-state.ts";
import { contentEvents } from "#electron/manager/content-events.ts";
import type { Part } from "#electron/manager/dependencies.ts";

function eventsOf(parts: readonly Part[]) {
  const heard: string[] = [];
  const state = newAnswerState();
  const at = { runId: "r", attemptId: "a", atMs: 7, state, heard: (what: string) => heard.push(what) };
  return { events: contentEvents(parts, at), heard, state };
}

describe("the content of one chunk", () => {
  test("keeps which call a piece of arguments belongs to, and joins the pieces of one call", () => {
    const { events, state } = eventsOf([
      { type: "tool-delta", text: "", tool: { index: 0, id: "call_1", name: "weather" } },
      { type: "tool-delta", text: '{"city":', tool: { index: 0, id: null, name: null } },
      { type: "tool-delta", text: '"Rome"}', tool: { index: 0, id: null, name: null } },
      { type: "tool-delta", text: "{}", tool: { index: 1, id: "call_2", name: "time" } },
    ]);
    expect(events).toMatchObject([
      { channel: "tool", text: '{"city":"Rome"}', tool: { index: 0, id: "call_1", name: "weather" } },
      { channel: "tool", text: "{}", tool: { index: 1, id: "call_2", name: "time" } },
    ]);
    expect(state.hasTool).toBe(true);
  });

  test("a piece that only names a call is content, an empty text is none (R14)", () => {
    const named = eventsOf([{ type: "tool-delta", text: "", tool: { index: 0, id: "call_1", name: "weather" } }]);
    expect(named.heard).toEqual(["content"]);
    expect(named.state.firstContentMs).toBe(7);
    const empty = eventsOf([{ type: "text-delta", text: "" }]);
    expect(empty.events).toEqual([]);
    expect(empty.heard).toEqual([]);
  });
});
