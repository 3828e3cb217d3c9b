import { describe, expect, it } from "vitest";
import { answers, breaksAfter, createHarness, refuses } from "#test/support/engine-harness.ts";

describe("time (R14, R15)", () => {
  it("S06: leaves a silent link after 12 s and answers by the next", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", { delayMs: 120_000 });
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(15_000);
    const run = harness.run(id);
    expect(run).toMatchObject({ status: "done", text: "b" });
    expect(run.attempts[0]).toMatchObject({ endMs: 12_000, failure: { class: "TIMEOUT", reason: "no-first-token" } });
    expect(harness.transport.asked[0]?.aborted).toBe(true);
  });

  it("gives the last link 60 s", async () => {
    const harness = createHarness({ noKeyFor: ["a", "b"] });
    harness.transport.script("c.test", { delayMs: 50_000, ...answers("late") });
    const id = harness.send();
    await harness.clock.advance(51_000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "late" });
  });

  it("S09: a stall of 15 s after content starts over on the next link", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", breaksAfter(["half an "], "hang"));
    harness.transport.script("b.test", answers("the whole answer"));
    const id = harness.send();
    await harness.clock.advance(20_000);
    const run = harness.run(id);
    expect(run).toMatchObject({ status: "done", text: "the whole answer" });
    expect(run.attempts[0]).toMatchObject({ failure: { class: "TIMEOUT", reason: "stall" }, droppedText: "half an " });
    expect(run.attempts[1]?.kind).toBe("restart");
  });

  it("S11: a finish reason without an end of the stream is an answer, soon", async () => {
    const harness = createHarness();
    const { chunks = [] } = answers("done");
    const open = chunks.map((chunk) => ({ ...chunk, text: chunk.text.replace("data: [DONE]\n\n", "") }));
    harness.transport.script("a.test", { chunks: open, end: "hang" });
    const id = harness.send();
    await harness.clock.advance(7900);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "done" });
    expect(harness.run(id).attempts[0]?.usage).toMatchObject({ inputTokens: 100, outputTokens: 20 });
  });

  it("gives a link 60 s where those behind it have no key", async () => {
    const harness = createHarness({ noKeyFor: ["b", "c"] });
    harness.transport.script("a.test", { delayMs: 50_000, ...answers("late") });
    const id = harness.send();
    await harness.clock.advance(51_000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "late" });
  });

  it("gives a link 60 s that is asked after all others had their turn", async () => {
    const harness = createHarness({ noKeyFor: ["c"] });
    harness.transport.script("a.test", refuses(429, { "retry-after": "20" }), { delayMs: 50_000, ...answers("late") });
    harness.transport.script("b.test", answers("b"), refuses(413));
    harness.send();
    await harness.clock.advance(1000);
    const id = harness.send();
    await harness.clock.advance(75_000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "late" });
  });

  it("takes the status and the hint of an error whose body never ends", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", { status: 429, headers: { "retry-after": "300" }, end: "hang" });
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(4000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "b" });
    expect(harness.run(id).attempts[0]?.failure).toMatchObject({ class: "RATE_LIMIT", status: 429, hintMs: 300_000 });
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: true, hard: true });
  });

  it("ends an answer that says again and again that it is finished", async () => {
    const harness = createHarness();
    const finish = 'data: {"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}\n\n';
    harness.transport.script("a.test", {
      chunks: Array.from({ length: 500 }, () => ({ afterMs: 2000, text: finish })),
    });
    const id = harness.send();
    await harness.clock.advance(600_000);
    expect(harness.run(id).status).toBe("done");
  });
});
