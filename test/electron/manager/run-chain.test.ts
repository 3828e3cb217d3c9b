import { describe, expect, it } from "vitest";
import {
  answers,
  breaksAfter,
  createHarness,
  type Harness,
  refuses,
  refusesConnection,
} from "#test/support/engine-harness.ts";

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
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: true, hard: true, reason: "RATE_LIMIT" });
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
});

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

describe("waiting (R18)", () => {
  it("waits with a countdown for the only link that comes back within 60 s, then asks it once", async () => {
    const harness = createHarness({ noKeyFor: ["b", "c"] });
    harness.transport.script("a.test", refuses(429, { "retry-after": "20" }), answers("back"));
    const id = harness.send();
    await harness.clock.advance(10_000);
    expect(harness.run(id)).toMatchObject({ status: "waiting", waiting: { linkIndex: 0, class: "RATE_LIMIT" } });
    expect(harness.run(id).waiting?.untilMs).toBeCloseTo(20_000, -2);
    await harness.clock.advance(15_000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "back" });
    expect(harness.asks("a.test")).toBe(2);
  });

  it("invariant 1: never asks while a hard limit lies ahead, and fails at once where it lies too far", async () => {
    const harness = createHarness({ noKeyFor: ["b", "c"] });
    harness.transport.script("a.test", refuses(429, { "retry-after": "3600" }));
    const first = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(first)).toMatchObject({ status: "failed", failure: { class: "RATE_LIMIT" } });
    const second = harness.send();
    await harness.clock.advance(1);
    expect(harness.run(second)).toMatchObject({ status: "failed" });
    expect(harness.run(second).failure?.retryAtMs).toBeGreaterThan(harness.clock.epochMs() + 3_500_000);
    expect(harness.asks("a.test")).toBe(1);
  });

  it("R12: lets exactly one of many runs probe, and the others go on when it answered", async () => {
    const harness = createHarness({ noKeyFor: ["b", "c"] });
    harness.transport.script("a.test", refuses(429, { "retry-after": "10" }));
    const first = harness.send();
    await harness.clock.advance(100);
    harness.manager.stopRun(first);
    const others = [harness.send(), harness.send(), harness.send()];
    harness.transport.script("a.test", { delayMs: 5000, ...answers("p") }, answers("q"), answers("r"));
    await harness.clock.advance(11_000);
    expect(harness.asks("a.test")).toBe(2);
    await harness.clock.advance(10_000);
    expect(others.map((id) => harness.run(id).status)).toEqual(["done", "done", "done"]);
    expect(harness.asks("a.test")).toBe(4);
  });
});

describe("stop (R19)", () => {
  it.each([0, 5, 15, 25])("at %i ms closes the socket in the same turn and asks nothing more", async (atMs) => {
    const harness = createHarness();
    harness.transport.script("a.test", { delayMs: 10, ...breaksAfter(["partial"], "hang") });
    const id = harness.send();
    await harness.clock.advance(atMs);
    harness.manager.stopRun(id);
    await harness.clock.advance(60_000);
    const run = harness.run(id);
    expect(run).toMatchObject({ status: "stopped", failure: { class: "ABORT" } });
    expect(run.text).toBe(atMs >= 25 ? "partial" : "");
    expect(harness.transport.asked.every(({ aborted }) => aborted)).toBe(true);
    expect(harness.asks("b.test")).toBe(0);
    expect([harness.clock.timers(), harness.transport.readers()]).toEqual([0, 0]);
    expect(harness.manager.limits("a").isLimited).toBe(false);
  });

  it("of one comparison leaves the others alone, and of one run its neighbours", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", answers("1", "2", "3"), answers("4", "5", "6"));
    const [first, second] = [harness.send(), harness.send()];
    await harness.clock.advance(15);
    harness.manager.stopComparison(`c-${first}`);
    await harness.clock.advance(1000);
    expect([harness.run(first).status, harness.run(second).status]).toEqual(["stopped", "done"]);
  });

  it("at the end of the program keeps what had arrived and says that it was interrupted", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", breaksAfter(["kept"], "hang"));
    const id = harness.send();
    await harness.clock.advance(50);
    const closed = harness.manager.close();
    await harness.clock.advance(0);
    await closed;
    expect(harness.run(id)).toMatchObject({ status: "interrupted", text: "kept", failure: { reason: "shutdown" } });
  });
});

describe("many runs", () => {
  it("R20: queues beyond eight requests of one account and serves them in order", async () => {
    const harness = createHarness({ noKeyFor: ["b", "c"] });
    harness.transport.script("a.test", ...Array.from({ length: 10 }, () => answers("x")));
    const ids = Array.from({ length: 10 }, () => harness.send());
    await harness.clock.advance(5);
    expect(harness.asks("a.test")).toBe(8);
    expect(ids.map((id) => harness.run(id).status).filter((status) => status === "queued")).toHaveLength(2);
    await harness.clock.advance(1000);
    expect(ids.every((id) => harness.run(id).status === "done")).toBe(true);
  });

  it("invariant 20: leaves no timer and no reader behind", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", answers("x"), refuses(500), breaksAfter(["y"], "reset"));
    harness.transport.script("b.test", answers("z"), answers("z"), answers("z"));
    for (let index = 0; index < 3; index += 1) harness.send();
    await harness.clock.advance(200_000);
    expect([harness.clock.timers(), harness.transport.readers(), harness.manager.running()]).toEqual([0, 0, 0]);
    expect(harness.bugs).toEqual([]);
  });

  it("R4: two hosts that cannot be reached within 2 s mean that this computer is offline, and cool nothing", async () => {
    const unreachable = { refuse: { reason: "dns", code: "ENOTFOUND", message: "getaddrinfo ENOTFOUND" } } as const;
    const harness = createHarness();
    harness.transport.script("a.test", unreachable, unreachable);
    harness.transport.script("b.test", unreachable);
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({ status: "failed", failure: { class: "LOCAL" } });
    expect(harness.run(id).attempts.map(({ failure }) => failure?.class)).toEqual(["NETWORK", "NETWORK", "LOCAL"]);
    expect(harness.asks("c.test")).toBe(0);
    expect([harness.manager.limits("a").isLimited, harness.manager.limits("b").isLimited]).toEqual([false, false]);
  });

  it("a bug of ours ends its own column and no other", async () => {
    const harness = createHarness();
    const broken = harness.send({ chainId: "no-such-chain" });
    harness.transport.script("a.test", answers("fine"));
    const fine = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(broken).status).toBe("failed");
    expect(harness.run(fine).status).toBe("done");
  });
});
