import { describe, expect, it } from "vitest";
import { newLink } from "#shared/chain.ts";
import { answers, createHarness, type Harness, refuses, refusesConnection } from "#test/support/engine-harness.ts";

/** Host names of the requests, in the order they were made. */
function path(harness: Harness): string {
  return harness.transport.asked.map(({ request }) => new URL(request.url).hostname[0]).join("");
}

describe("a chain", () => {
  it("takes the first link that answers and asks no other", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", answers("Hel", "lo"));
    const id = harness.send();
    await harness.clock.advance(1000);
    const run = harness.run(id);
    expect(run).toMatchObject({ status: "done", text: "Hello", failure: null });
    expect(run.attempts).toHaveLength(1);
    expect(run.attempts[0]).toMatchObject({
      status: "answered",
      firstContentMs: 10,
      httpStatus: 200,
      modelServed: "served",
    });
    expect(path(harness)).toBe("a");
  });

  it("R21: books usage and cost of the attempt in nano-USD", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", answers("x"));
    const id = harness.send();
    await harness.clock.advance(1000);
    // 100 tokens at 1 USD and 20 tokens at 10 USD per million.
    expect(harness.run(id).attempts[0]?.cost).toEqual({ nanoUsd: 300_000, source: "computed" });
  });

  it("R9: falls through on a 429 at once and lets the scope cool for the server's time", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(429, { "retry-after": "30" }));
    harness.transport.script("b.test", answers("from b"), answers("again b"));
    const id = harness.send();
    await harness.clock.advance(1000);
    const run = harness.run(id);
    expect(run).toMatchObject({ status: "done", text: "from b" });
    expect(run.attempts[0]).toMatchObject({ status: "failed", failure: { class: "RATE_LIMIT", hintMs: 30_000 } });
    expect(harness.manager.limits("a")).toMatchObject({
      isLimited: true,
      hard: true,
      scope: "model",
      modelId: "model-a",
    });
    const second = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(second).attempts.map(({ status }) => status)).toEqual(["skipped", "answered"]);
    expect(path(harness)).toBe("abb");
  });

  it("R9, S01: waits a hint of 2 s out and asks the same link once more", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(429, { "retry-after": "2" }), answers("served"));
    const id = harness.send();
    await harness.clock.advance(5000);
    const run = harness.run(id);
    expect(run).toMatchObject({ status: "done", text: "served" });
    expect(run.attempts.map(({ kind }) => kind)).toEqual(["first", "probe"]);
    const [first, second] = harness.transport.asked;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(2000);
    expect(harness.manager.limits("a").isLimited).toBe(false);
  });

  it("R8, S03: retries a 500 once on the same link", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(500), answers("ok"));
    const id = harness.send();
    await harness.clock.advance(3000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "ok" });
    expect(harness.run(id).attempts.map(({ kind }) => kind)).toEqual(["first", "retry"]);
  });

  it("R10, S04: leaves a link after its second 503 and cools it", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(503), refuses(503));
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(3000);
    expect(path(harness)).toBe("aab");
    expect(harness.run(id)).toMatchObject({ status: "done", text: "b" });
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: true, consecutiveErrors: 2, reason: "SERVER" });
  });

  it("retries a refused connection at once, then moves on", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refusesConnection, refusesConnection);
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(path(harness)).toBe("aab");
    expect(harness.run(id).attempts[0]?.failure).toMatchObject({ class: "NETWORK", reason: "refused" });
  });

  it.each([
    [401, "AUTH"],
    [402, "BILLING"],
    [404, "MODEL_GONE"],
  ])("falls through on %i (%s) without a retry", async (status, failureClass) => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(status));
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(path(harness)).toBe("ab");
    expect(harness.run(id).attempts[0]?.failure?.class).toBe(failureClass);
  });

  it("invariant 9: a bad request makes exactly one request and changes no state", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(400));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({
      status: "failed",
      failure: { class: "BAD_REQUEST", message: "status 400" },
    });
    expect(path(harness)).toBe("a");
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: false, consecutiveErrors: 0 });
  });

  it("S12: goes with a prompt that is too long only to a larger or unknown window", async () => {
    const harness = createHarness({ contextTokens: { a: 8000, b: 8000 } });
    harness.transport.script("a.test", refuses(400, {}, "context_length_exceeded"));
    harness.transport.script("c.test", answers("c"));
    const id = harness.send();
    await harness.clock.advance(1000);
    const run = harness.run(id);
    expect(path(harness)).toBe("ac");
    expect(run.attempts[1]).toMatchObject({ status: "skipped", failure: { reason: "context-window" } });
  });

  it("invariant 10: remembers every model that was too small, not only the last", async () => {
    const links = ["a", "b", "c"].map((providerId) => {
      const modelId = providerId === "b" ? "middle" : "same";
      return newLink(providerId, providerId, { providerId, modelId });
    });
    const harness = createHarness({ chain: { links }, contextTokens: { b: 16_000 } });
    for (const host of ["a.test", "b.test"]) {
      harness.transport.script(host, refuses(400, {}, "context_length_exceeded"));
    }
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(path(harness)).toBe("ab");
    expect(harness.run(id).attempts[2]).toMatchObject({ status: "skipped", failure: { reason: "context-window" } });
  });

  it("R2: skips a link without a key, without a request, and says so", async () => {
    const harness = createHarness({ noKeyFor: ["a"] });
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id).attempts[0]).toMatchObject({
      status: "skipped",
      kind: "skip",
      failure: { reason: "no-key", message: "A has no key yet." },
      cost: { nanoUsd: 0 },
    });
    expect(path(harness)).toBe("b");
  });

  it("fails with the first attempt's failure when no link answers (R6)", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(401));
    harness.transport.script("b.test", refuses(402));
    harness.transport.script("c.test", refuses(404));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({ status: "failed", failure: { class: "AUTH" } });
    expect(harness.run(id).attempts).toHaveLength(3);
  });
});
