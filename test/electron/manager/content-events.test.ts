import { describe, expect, test } from "vitest";
import { newAnswerState } from "#electron/manager/answer-state.ts";
import { contentEvents } from "#electron/manager/content-events.ts";
import type { Part } from "#electron/manager/dependencies.ts";
import { createKeyGuard } from "#electron/manager/key-guard.ts";

function eventsOf(parts: readonly Part[], key: string | null = null) {
  const heard: string[] = [];
  const state = newAnswerState();
  const guard = createKeyGuard(key);
  const at = { runId: "r", attemptId: "a", atMs: 7, state, guard, heard: (what: string) => heard.push(what) };
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

  test("what could begin the key waits, and is heard all the same: its server is at work", () => {
    const { events, heard, state } = eventsOf([{ type: "text-delta", text: "sk-pro" }], "sk-proj-0123456789abcdefghij");
    expect(events).toEqual([]);
    expect(heard).toEqual(["content"]);
    expect(state.firstContentMs).toBeNull();
  });

  test("what waits is told at the end of the stream, and not at a finish, which some servers say with each piece", () => {
    const key = "sk-proj-0123456789abcdefghij";
    const finish: Part = { type: "finish", reason: "stop", native: "STOP" };
    const text = (piece: string): Part => ({ type: "text-delta", text: piece });
    const split = eventsOf([text(key.slice(0, 9)), finish, text(key.slice(9)), finish], key);
    expect(split.events).toMatchObject([{ channel: "text", text: "[redacted]" }]);
    const ended = eventsOf([text("task-pro"), finish, { type: "terminated" }], "task-project-0123456789");
    expect(ended.events).toMatchObject([{ channel: "text", text: "task-pro" }]);
  });
});
