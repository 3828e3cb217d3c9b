import { describe, expect, it } from "vitest";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";
import { createHarness } from "#test/support/engine-harness.ts";

/** R16, invariant 12, with servers that say a reason to end with each piece, as Google's older models do. */

const says = (content: string, reason: string | null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: reason }] })}\n\n`;
const done = { afterMs: 10, text: "data: [DONE]\n\n" } as const;

type Options = NonNullable<Parameters<typeof createHarness>[0]>;
type Script = Parameters<ReturnType<typeof createHarness>["transport"]["script"]>[1];

async function played(script: Script, options: Options = {}) {
  const harness = createHarness(options);
  harness.transport.script("a.test", script);
  harness.transport.script("b.test", { chunks: [{ afterMs: 5, text: says("from the next", "stop") }, done] });
  const id = harness.send();
  await harness.clock.advance(60_000);
  const { status, text, attempts } = harness.run(id);
  return { status, text, attempts, failures: attempts.flatMap(({ failure }) => failure?.class ?? []) };
}

describe("an answer whose pieces each say a finish", () => {
  it("waits between its pieces as long as any other, where the end of the body is the only end", async () => {
    const google = (text: string) =>
      `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text }] }, finishReason: "STOP" }] })}\n\n`;
    const chunks = [
      { afterMs: 5, text: google("one ") },
      { afterMs: 500, text: google("two ") },
      { afterMs: 4_000, text: google("three") },
    ];
    const run = await played({ chunks }, { adapters: { a: googleGenerate } });
    expect(run).toMatchObject({ status: "done", text: "one two three", failures: [] });
  });

  it("is whole after its last finish, also where the server then says nothing and keeps the line", async () => {
    const chunks = [
      { afterMs: 5, text: says("one ", "stop") },
      { afterMs: 50, text: says("two", "stop") },
      { afterMs: 50_000, text: says("late", null) },
    ];
    expect(await played({ chunks })).toMatchObject({ status: "done", text: "one two", failures: [] });
  });
});

describe("an answer that goes on after a finish", () => {
  it("is read on, however long, until it ends", async () => {
    const chunks = [
      { afterMs: 5, text: says("0", "stop") },
      ...Array.from({ length: 50 }, (_, index) => ({ afterMs: 100, text: says(` ${index + 1}`, null) })),
      { afterMs: 10, text: says("", "stop") },
      done,
    ];
    const { status, text } = await played({ chunks });
    expect(status).toBe("done");
    expect(text).toMatch(/^0 1 .* 49 50$/);
  });

  it("is cut where the connection breaks in the middle, and the next link starts over", async () => {
    const chunks = [
      { afterMs: 5, text: says("one ", "stop") },
      { afterMs: 50, text: says("two ", null) },
    ];
    const run = await played({ chunks, end: "reset" });
    expect(run).toMatchObject({ status: "done", text: "from the next" });
    expect(run.attempts[0]).toMatchObject({ status: "failed", failure: { class: "TIMEOUT" } });
  });
});

it("a finish with usage and an empty piece behind it is one: the answer is whole though the line breaks", async () => {
  const usage = `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 1 } })}\n\n`;
  const chunks = [
    { afterMs: 5, text: says("whole", null) },
    { afterMs: 5, text: says("", "stop") },
    { afterMs: 5, text: says("", null) + usage },
  ];
  expect(await played({ chunks, end: "reset" })).toMatchObject({ status: "done", text: "whole", failures: [] });
});
