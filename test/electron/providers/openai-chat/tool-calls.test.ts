import { describe, expect, it } from "vitest";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { partsOf } from "./examples.ts";

type Piece = { readonly index?: number; readonly id?: string; readonly function?: object };

/** One delta with these pieces of calls for each argument, read as [index, id, name, arguments]. */
function callsOf(...deltas: Piece[][]): unknown[] {
  return partsOf(...deltas.map((pieces) => ({ choices: [{ delta: { tool_calls: pieces } }] }))).map((part) =>
    part.type === "tool-delta" ? [part.tool?.index, part.tool?.id, part.tool?.name, part.text] : part,
  );
}

describe("calls of tools in a stream", () => {
  it("are told apart by their index, with id and name once", () => {
    const pieces = callsOf(
      [{ index: 0, id: "a", function: { name: "one", arguments: "" } }],
      [{ index: 1, id: "b", function: { name: "two", arguments: "{" } }],
      [{ index: 0, id: "a", function: { name: "one", arguments: "{}" } }],
      [{ index: 1, function: { arguments: "}" } }],
    );
    expect(pieces).toEqual([
      [0, "a", "one", ""],
      [1, "b", "two", "{"],
      [0, null, null, "{}"],
      [1, null, null, "}"],
    ]);
  });

  it("are told apart by their id where the index is missing, and go on with the last one without either", () => {
    const pieces = callsOf(
      [{ id: "a", function: { name: "one", arguments: "[" } }],
      [{ function: { arguments: "1" } }],
      [{ id: "a", function: { arguments: "]" } }],
      [{ id: "b", function: { name: "two", arguments: "{}" } }],
    );
    expect(pieces).toEqual([
      [0, "a", "one", "["],
      [0, null, null, "1"],
      [0, null, null, "]"],
      [1, "b", "two", "{}"],
    ]);
  });

  it("are told apart by their names where all else is missing, and get an id", () => {
    const whole = [{ function: { name: "one", arguments: "{}" } }, { function: { name: "two", arguments: { a: 1 } } }];
    expect(callsOf(whole)).toEqual([
      [0, "call_0", "one", "{}"],
      [1, "call_1", "two", '{"a":1}'],
    ]);
  });

  it("are several where a server gives all of them the index 0, and one where it gives each piece a new id", () => {
    const same = [0, 0].map((index, at) => ({ index, id: `${at}`, function: { name: "one", arguments: "{}" } }));
    expect(callsOf(same)).toEqual([
      [0, "0", "one", "{}"],
      [1, "1", "one", "{}"],
    ]);
    const first = { index: 0, id: "x", function: { name: "one", arguments: "{" } };
    expect(callsOf([first], [{ index: 0, id: "y", function: { arguments: "}" } }])).toEqual([
      [0, "x", "one", "{"],
      [0, null, null, "}"],
    ]);
  });

  it("are read in the old form too, and in a whole answer", () => {
    const choices = [{ delta: { function_call: { name: "old", arguments: "{}" } } }];
    expect(partsOf({ choices })).toEqual([
      { type: "tool-delta", text: "{}", tool: { index: 0, id: "call_0", name: "old" } },
    ]);
    const message = { tool_calls: [{ id: "a", type: "function", function: { name: "one", arguments: "{}" } }] };
    const whole = openAiChat.reader().json(JSON.stringify({ choices: [{ message, finish_reason: "tool_calls" }] }));
    expect(whole[0]).toEqual({ type: "tool-delta", text: "{}", tool: { index: 0, id: "a", name: "one" } });
  });

  it("that say nothing are skipped", () => {
    expect(callsOf([{ index: 0 }, { index: 0, id: "a" }])).toEqual([]);
  });
});
