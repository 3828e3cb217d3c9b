import { describe, expect, it } from "vitest";
import { newAnswerState } from "#electron/manager/answer-state.ts";
import { attemptEnd } from "#electron/manager/attempt-end.ts";
import { failureOf } from "#shared/failure.ts";
import { answers, breaksAfter, createHarness, type Harness, refuses } from "#test/support/engine-harness.ts";

/** Host names of the requests, in the order they were made. */
function path(harness: Harness): string {
  return harness.transport.asked.map(({ request }) => new URL(request.url).hostname[0]).join("");
}

describe("a stream that dies (R16, R17)", () => {
  it("invariant 12: an end without a finish reason is never success", async () => {
    const harness = createHarness({ chain: { onMidStream: "fail" } });
    harness.transport.script("a.test", breaksAfter(["partial"], "close"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({
      status: "failed",
      text: "partial",
      failure: { class: "TIMEOUT", reason: "cut" },
    });
    expect(path(harness)).toBe("a");
  });

  it("S08: starts over and takes the draft back; the text is exactly one answer's", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", breaksAfter(["one ", "two "], "reset"));
    harness.transport.script("b.test", answers("three ", "four"));
    const id = harness.send();
    await harness.clock.advance(1000);
    const run = harness.run(id);
    expect(run).toMatchObject({ status: "done", text: "three four" });
    expect(run.attempts[0]).toMatchObject({ droppedText: "one two ", cost: { source: "estimated" } });
  });

  it("keeps a long draft instead of taking it back", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", breaksAfter(["x".repeat(1501)], "reset"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({ status: "failed", text: "x".repeat(1501) });
    expect(path(harness)).toBe("a");
  });

  it("restarts at most once", async () => {
    const harness = createHarness();
    for (const host of ["a.test", "b.test"]) harness.transport.script(host, breaksAfter([`${host} `], "reset"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({ status: "failed", text: "b.test " });
    expect(path(harness)).toBe("ab");
  });

  it.each(["refusal", "content_filter"])(
    "an answer that ends with %s is none, also after some text (§2)",
    async (reason) => {
      const harness = createHarness();
      const end = { choices: [{ index: 0, delta: { content: "I will" }, finish_reason: reason }] };
      harness.transport.script("a.test", { chunks: [{ afterMs: 5, text: `data: ${JSON.stringify(end)}\n\n` }] });
      const id = harness.send();
      await harness.clock.advance(1000);
      const failure = { class: "CONTENT_POLICY" };
      expect(harness.run(id)).toMatchObject({ status: "failed", text: "I will", answeredBy: null, failure });
      expect(path(harness)).toBe("a");
      expect(harness.manager.limits("a").isLimited).toBe(false);
    },
  );

  it("R8: the link that starts over is asked once more where it fails before its first content", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", breaksAfter(["half "], "reset"));
    harness.transport.script("b.test", refuses(503), answers("whole"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "whole" });
    expect(harness.run(id).attempts.map(({ kind }) => kind)).toEqual(["first", "restart", "retry"]);
  });

  it("an answer without text is EMPTY and tried once more", async () => {
    const harness = createHarness();
    const empty = {
      chunks: [{ afterMs: 5, text: 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n' }],
    };
    harness.transport.script("a.test", empty, answers("now"));
    const id = harness.send();
    await harness.clock.advance(2000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "now" });
    expect(harness.run(id).attempts[0]?.failure?.class).toBe("EMPTY");
  });
});

describe("a draft that may be taken back (R17)", () => {
  it("stays where no other link is available", async () => {
    const harness = createHarness({ noKeyFor: ["b", "c"] });
    harness.transport.script("a.test", breaksAfter(["all there is"], "reset"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({ status: "failed", text: "all there is", failure: { reason: "cut" } });
    expect(harness.events.map(({ type }) => type)).not.toContain("reset");
  });

  it("stays while the next link's account has no place, and goes once when it has", async () => {
    const harness = createHarness();
    const late = { delayMs: 500, ...breaksAfter(["draft"], "reset") };
    harness.transport.script("a.test", late, ...Array.from({ length: 8 }, () => refuses(402)));
    const slow = Array.from({ length: 8 }, () => ({ delayMs: 5000, ...answers("b") }));
    harness.transport.script("b.test", ...slow, answers("whole"));
    const id = harness.send();
    for (let index = 0; index < 8; index += 1) harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({ status: "queued", text: "draft" });
    await harness.clock.advance(10_000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "whole", attempts: [{ droppedText: "draft" }, {}] });
    expect(harness.events.filter((event) => event.type === "reset" && event.runId === id)).toHaveLength(1);
  });
});

describe("what a broken stream cost (R22)", () => {
  const usage = {
    inputTokens: 100,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: 1,
    reasoningTokens: 0,
    source: "reported",
  } as const;
  const prompt = { system: null, messages: [{ role: "user", text: "Hello" }] } as const;
  const cut = failureOf("TIMEOUT", "cut", { reason: "cut" });

  it("counts the text of a cut stream though usage was announced at its beginning, and says that it is estimated", () => {
    const state = { ...newAnswerState(), usage, textLength: 4000 };
    const end = attemptEnd({ state, failure: cut, httpStatus: 200, prompt, price: null, endMs: 1 });
    expect(end.usage).toMatchObject({ inputTokens: 100, outputTokens: 1000, source: "estimated" });
    const whole = attemptEnd({
      state: { ...state, finish: "stop" },
      failure: null,
      httpStatus: 200,
      prompt,
      price: null,
      endMs: 1,
    });
    expect(whole.usage).toEqual(usage);
  });

  it("is unknown, not 0, where an accepted request failed before its first content", async () => {
    const harness = createHarness();
    const overloaded = 'data: {"error":{"message":"overloaded","code":529}}\n\n';
    harness.transport.script("a.test", { chunks: [{ afterMs: 1, text: overloaded }] }, refuses(500));
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(2000);
    expect(harness.run(id).attempts.map(({ cost }) => cost.nanoUsd)).toEqual([null, 0, 300_000]);
  });
});
