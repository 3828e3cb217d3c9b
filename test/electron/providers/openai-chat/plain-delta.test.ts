import fc from "fast-check";
import { expect, it } from "vitest";
import { newChatReader } from "#electron/providers/openai-chat/stream.ts";
import { runsOf } from "#test/support/runs.ts";

const maybe = (...values: readonly unknown[]) => fc.constantFrom(undefined, undefined, undefined, null, ...values);

const delta = fc.record({
  role: maybe("assistant"),
  content: fc.constantFrom("Hel", "", null, undefined, [{ type: "text", text: "lo" }]),
  refusal: maybe("no"),
  reasoning_content: maybe("hm"),
  reasoning: maybe("hm"),
  reasoning_text: maybe("hm"),
  reasoning_details: maybe([{ type: "reasoning.text", text: "hm" }]),
  tool_calls: maybe([{ index: 0, id: "a", function: { name: "f", arguments: "{" } }]),
  function_call: maybe({ name: "f", arguments: "{}" }),
});
const usage = maybe({ prompt_tokens: 1, completion_tokens: 1 });
const choice = fc.record({
  index: fc.constant(0),
  delta: fc.oneof(delta, fc.constantFrom(null, undefined)),
  message: maybe({ content: "whole" }),
  finish_reason: maybe("stop", ""),
  error: maybe({ message: "broke" }),
  usage,
});
const chunk = fc.record({
  id: fc.constantFrom("gen-1", "gen-1", "gen-2", undefined),
  model: fc.constantFrom("m-1", "m-1", "m-2", undefined),
  provider: maybe("Upstream"),
  choices: fc.oneof(fc.array(choice, { maxLength: 2 }), fc.constantFrom(null, undefined)),
  usage,
  object: maybe("chat.completion.chunk", "error"),
  type: maybe("error"),
  error: maybe({ message: "broke" }, "broke"),
  x_groq: maybe({ usage: { prompt_tokens: 1, completion_tokens: 1 } }),
});

it("the short way for plain text says just what the long way says, whatever else a chunk holds", () => {
  fc.assert(
    fc.property(fc.array(chunk, { minLength: 1, maxLength: 6 }), (chunks) => {
      // An event with a name never takes the short way.
      const [short, long] = [null, "message"].map((name) => {
        const reader = newChatReader();
        return chunks.map((one) => reader.push({ kind: "event", name, data: JSON.stringify(one) }));
      });
      expect(short).toEqual(long);
    }),
    { numRuns: runsOf(5_000, 200_000) },
  );
});
