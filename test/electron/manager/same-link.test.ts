import { describe, expect, it } from "vitest";
import { sameLinkDelay } from "#electron/manager/fall-through.ts";
import type { LinkRules } from "#shared/chain.ts";
import { answers, createHarness, type Harness, refuses } from "#test/support/engine-harness.ts";

const bodyOf = (harness: Harness, index: number): unknown =>
  JSON.parse(harness.transport.asked[index]?.request.body ?? "null");

const says = (status: number, error: object, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  chunks: [{ afterMs: 0, text: JSON.stringify({ error }) }],
});

describe("the provider's own word on a retry (R5)", () => {
  it.each([401, 402, 404, 413])("asks again after %d where the provider says so", async (status) => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(status, { "x-should-retry": "true" }), answers("again"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "again" });
    expect(harness.asks("a.test")).toBe(2);
  });

  it("asks no more than once, whatever the provider says", async () => {
    const harness = createHarness();
    const willing = refuses(401, { "x-should-retry": "true" });
    harness.transport.script("a.test", willing, willing, willing);
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id).text).toBe("b");
    expect(harness.asks("a.test")).toBe(2);
  });

  it("does not ask again where the provider says not to", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(500, { "x-should-retry": "false" }), answers("again"));
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id).text).toBe("b");
  });

  it("a long wait that the server asks for is never undercut (R7)", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(429, { "x-should-retry": "true", "retry-after": "30" }));
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id).text).toBe("b");
    expect(harness.asks("a.test")).toBe(1);
  });

  it.each([
    ["a bad request", refuses(400, { "x-should-retry": "true" })],
    ["a refusal of the content", refuses(400, { "x-should-retry": "true" }, "content_filter")],
  ])("%s makes exactly one request all the same (invariant 9)", async (_, script) => {
    const harness = createHarness();
    harness.transport.script("a.test", script, answers("again"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id).status).toBe("failed");
    expect(harness.asks("a.test")).toBe(1);
  });

  it("a prompt that is too long never goes to the same model again (invariant 10)", () => {
    const question = { class: "CONTEXT_LENGTH", reason: null, hintMs: null, retryable: true, random: 0.5 } as const;
    expect(sameLinkDelay(question)).toBeNull();
  });
});

describe("a field that a server refuses (protocols.md §8)", () => {
  const refusal = says(400, { message: "Unknown field: stream_options.include_usage", param: "stream_options" });

  it("is left out, at once and from then on", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refusal, answers("one"), answers("two"));
    const first = harness.send();
    await harness.clock.advance(100);
    expect(harness.run(first)).toMatchObject({
      text: "one",
      attempts: [{ failure: { class: "UNSUPPORTED" } }, { kind: "retry" }],
    });
    const second = harness.send();
    await harness.clock.advance(100);
    expect(harness.run(second).attempts).toHaveLength(1);
    expect(bodyOf(harness, 0)).toHaveProperty("stream_options");
    expect(bodyOf(harness, 1)).not.toHaveProperty("stream_options");
    expect(bodyOf(harness, 2)).not.toHaveProperty("stream_options");
  });

  it("is not asked a third time where the server refuses it although it was left out", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refusal, refusal, refusal);
    harness.transport.script("b.test", answers("b"), answers("b"));
    const id = harness.send();
    await harness.clock.advance(100);
    expect(harness.run(id).text).toBe("b");
    expect(harness.asks("a.test")).toBe(2);
    harness.send();
    await harness.clock.advance(100);
    expect(harness.asks("a.test")).toBe(3);
  });

  it("is remembered of this model alone", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refusal, refuses(401));
    harness.transport.script("b.test", answers("b"));
    harness.send();
    await harness.clock.advance(100);
    expect(bodyOf(harness, 2)).toHaveProperty("stream_options");
  });

  it("is remembered, and not asked again, where the link allows no retry (R8)", async () => {
    const rules: LinkRules = { retries: 0 };
    const harness = createHarness({ chain: { rules } });
    harness.transport.script("a.test", refusal, answers("one"));
    harness.transport.script("b.test", answers("b"));
    const first = harness.send();
    await harness.clock.advance(100);
    expect(harness.run(first).text).toBe("b");
    const second = harness.send();
    await harness.clock.advance(100);
    expect(harness.run(second).text).toBe("one");
  });
});

describe("answers that cannot be read (§2)", () => {
  const json = { "content-type": "application/json" };

  it.each([
    ["half an answer", json],
    ["<html>Sign in to the hotel</html>", { "content-type": "text/html" }],
  ])("%s instead of JSON is the server's fault, is not asked for again and cools nothing", async (text, headers) => {
    const harness = createHarness();
    harness.transport.script("a.test", { headers, chunks: [{ afterMs: 1, text }] }, answers("later"));
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(100);
    expect(harness.run(id).attempts[0]).toMatchObject({ failure: { class: "SERVER", reason: "not-json" } });
    expect(harness.run(id).text).toBe("b");
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: false, consecutiveErrors: 0 });
  });

  it("an event over 8 MiB is too large in every dialect, and cools nothing", async () => {
    const harness = createHarness();
    const line = `data: ${"x".repeat(8 * 1024 * 1024 + 10)}`;
    harness.transport.script("a.test", { chunks: [{ afterMs: 1, text: line }], end: "hang" });
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(100);
    expect(harness.run(id).attempts[0]).toMatchObject({ failure: { class: "SERVER", reason: "too-large" } });
    expect(harness.manager.limits("a").consecutiveErrors).toBe(0);
    expect(harness.run(id).text).toBe("b");
  });
});
