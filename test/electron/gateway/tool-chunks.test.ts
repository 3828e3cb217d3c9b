import { expect, test } from "vitest";
import { createStreamAnswer } from "#electron/gateway/stream-answer.ts";
import { startRun } from "#shared/reduce-run.ts";
import type { ToolPiece } from "#shared/run.ts";

/** The delta of a chunk for one piece of a call. */
function chunkOf(tool: ToolPiece): unknown {
  let sent = "";
  const write = (text: string) => {
    sent = text;
  };
  const outlet = { open: () => undefined, write, end: write, breakOff: write };
  const answer = createStreamAnswer({ outlet, chainName: null, includeUsage: false, nowEpochMs: () => 0 });
  const target = { kind: "chain", chainId: "c" } as const;
  const start = { id: "r", comparisonId: "x", columnId: "col", target, title: "t", isDemo: false, startedAtMs: 0 };
  const event = { type: "delta", runId: "r", attemptId: "a", atMs: 1, channel: "tool", text: "{", tool } as const;
  answer.delta(event, startRun({ ...start, links: [] }));
  return JSON.parse(sent.replace("data: ", "")).choices[0].delta.tool_calls[0];
}

test("a call begins with its id and name, and goes on with its arguments alone", () => {
  expect(chunkOf({ index: 1, id: "call_7", name: "find" })).toEqual({
    index: 1,
    id: "call_7",
    type: "function",
    function: { name: "find", arguments: "{" },
  });
  expect(chunkOf({ index: 1, id: null, name: null })).toEqual({ index: 1, function: { arguments: "{" } });
});

test("an id without a name is not lost: the result is handed in under it", () => {
  expect(chunkOf({ index: 0, id: "call_7", name: null })).toMatchObject({ id: "call_7", function: { arguments: "{" } });
});
