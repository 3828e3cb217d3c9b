import fc from "fast-check";
import { expect, it } from "vitest";
import { newChatReader } from "#electron/providers/openai-chat/stream.ts";
import { runsOf } from "#test/support/runs.ts";

const usage = { prompt_tokens: 1, completion_tokens: 1 };
const call = { name: "f", arguments: "{}" };

/** What a chunk may say beyond a piece of text, or instead of it, by the place where it says so. */
const extras: Readonly<Record<"chunk" | "choice" | "delta", readonly object[]>> = {
  chunk: [
    { usage },
    { x_groq: { usage } },
    { error: { message: "broke" } },
    { error: "broke" },
    { object: "error" },
    { type: "error" },
    { id: "gen-2" },
    { id: null },
    { model: "m-2" },
    { provider: "Upstream" },
    { choices: [] },
    { choices: null },
  ],
  choice: [{ finish_reason: "stop" }, { error: { message: "broke" } }, { usage }, { message: {} }, { delta: null }],
  delta: [
    { content: "" },
    { content: null },
    { content: [{ type: "text", text: "lo" }] },
    { refusal: "no" },
    { reasoning_content: "hm" },
    { reasoning: "hm" },
    { reasoning_text: "hm" },
    { reasoning_details: [{ type: "reasoning.text", text: "hm" }] },
    { tool_calls: [{ index: 0, id: "a", function: call }] },
    { function_call: call },
  ],
};

/** A plain chunk of text with at most one thing more in each place. */
const chunk = fc
  .record({
    chunk: fc.option(fc.constantFrom(...extras.chunk)),
    choice: fc.option(fc.constantFrom(...extras.choice)),
    delta: fc.option(fc.constantFrom(...extras.delta)),
  })
  .map((more) => {
    const delta = { content: "Hel", ...more.delta };
    return { id: "gen-1", model: "m-1", choices: [{ index: 0, delta, ...more.choice }], ...more.chunk };
  });

it("the short way for plain text says just what the long way says, whatever else a chunk holds", () => {
  fc.assert(
    fc.property(fc.array(chunk, { minLength: 2, maxLength: 4 }), (chunks) => {
      // An event with a name never takes the short way.
      const [short, long] = [null, "message"].map((name) => {
        const reader = newChatReader();
        return chunks.map((one) => reader.push({ kind: "event", name, data: JSON.stringify(one) }));
      });
      expect(short).toEqual(long);
    }),
    { numRuns: runsOf(5_000, 100_000) },
  );
});
