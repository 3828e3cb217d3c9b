import { describe, expect, it } from "vitest";
import { newLink } from "#shared/chain.ts";
import { answers, createHarness, refuses } from "#test/support/engine-harness.ts";

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

  it("R18b: once the server's own time is over, a link that is only guessed to be limited is tried once", async () => {
    const harness = createHarness({ noKeyFor: ["b", "c"] });
    harness.transport.script("a.test", refuses(404, { "retry-after": "120" }, "model_not_found"), answers("there"));
    harness.send();
    await harness.clock.advance(119_000);
    const early = harness.send();
    await harness.clock.advance(10);
    expect([harness.run(early).status, harness.asks("a.test")]).toEqual(["failed", 1]);
    await harness.clock.advance(1100);
    const late = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(late)).toMatchObject({ status: "done", text: "there" });
  });

  it("R18b: where nothing comes back in time, links that are only guessed to be limited are tried once each", async () => {
    const harness = createHarness();
    for (const host of ["a.test", "b.test", "c.test"]) harness.transport.script(host, refuses(401), refuses(401));
    harness.send();
    await harness.clock.advance(1000);
    const comparison = { id: "x", conversationId: "v", sessionId: "s", prompt: "", startedAtMs: 0, isDemo: false };
    const column = { columnId: "col", runId: "one", target: { kind: "chain", chainId: "abc" } } as const;
    const prompt = { system: null, messages: [{ role: "user", text: "?" }] } as const;
    harness.manager.startRun({ comparison, column, prompt, overrides: {}, maxWaitMs: 8000 });
    await harness.clock.advance(100);
    const kinds = harness.run("one").attempts.map(({ kind }) => kind);
    expect(kinds).toEqual(["skip", "skip", "skip", "probe", "probe", "probe"]);
    expect(harness.run("one")).toMatchObject({ status: "failed", failure: { class: "AUTH" } });
    expect(harness.transport.asked).toHaveLength(6);
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
    // Nobody knows how long the probe takes, so nothing is counted down; and it is told once, however long it takes.
    await harness.clock.advance(3_000);
    const probed = others.filter((id) => harness.run(id).waiting?.isProbed === true);
    expect(probed).toHaveLength(2);
    const told = harness.events.filter((event) => event.type === "waiting" && event.waiting.isProbed === true);
    expect(told).toHaveLength(2);
    await harness.clock.advance(10_000);
    expect(others.map((id) => harness.run(id).status)).toEqual(["done", "done", "done"]);
    expect(harness.asks("a.test")).toBe(4);
  });
});

describe("what several runs learn at once", () => {
  it("R10, R2: the second 503 in a row cools the link, so that no run asks it once more", async () => {
    const harness = createHarness();
    const down = { delayMs: 10, ...refuses(503) };
    harness.transport.script("a.test", down, down, down, down, down, down);
    harness.transport.script("b.test", answers("b"), answers("b"), answers("b"));
    const ids = [harness.send(), harness.send(), harness.send()];
    await harness.clock.advance(1000);
    expect(ids.map((id) => harness.run(id).text)).toEqual(["b", "b", "b"]);
    expect(harness.asks("a.test")).toBe(3);
  });

  it("R2: a link that is kept back by two limits is skipped for the longer one", async () => {
    const chain = { links: ["m", "n"].map((id) => newLink(id, id, { providerId: "a", modelId: id })) };
    const harness = createHarness({ chain });
    harness.transport.script("a.test", refuses(401), refuses(429, { "retry-after": "3600" }));
    harness.send();
    const id = harness.send();
    await harness.clock.advance(100);
    const last = harness.send();
    await harness.clock.advance(1);
    expect(harness.run(id).attempts[0]?.failure?.class).toBe("RATE_LIMIT");
    const [skipped] = harness.run(last).attempts;
    expect(skipped?.failure).toMatchObject({ class: "RATE_LIMIT", reason: "cooling-down" });
    expect((skipped?.failure?.retryAtMs ?? 0) - harness.clock.epochMs()).toBeCloseTo(3_600_000, -3);
  });

  it("R2, R20: a request that queued is not sent once its account turned out to be limited", async () => {
    const harness = createHarness({ noKeyFor: ["b", "c"] });
    const limited = { delayMs: 100, ...refuses(429, { "retry-after": "3600" }) };
    harness.transport.script("a.test", ...Array.from({ length: 8 }, () => limited));
    const ids = Array.from({ length: 9 }, () => harness.send());
    await harness.clock.advance(1000);
    expect(harness.asks("a.test")).toBe(8);
    const last = harness.run(ids[8] ?? "");
    expect(last).toMatchObject({ status: "failed", failure: { class: "RATE_LIMIT", reason: "cooling-down" } });
  });

  it("R12: of many runs that wake at once, one probes", async () => {
    const harness = createHarness({ noKeyFor: ["b", "c"] });
    harness.transport.script("a.test", refuses(429, { "retry-after": "10" }));
    harness.manager.stopRun(harness.send());
    const probing = harness.send();
    await harness.clock.advance(20);
    const others = [harness.send(), harness.send(), harness.send()];
    await harness.clock.advance(12_000);
    expect(harness.asks("a.test")).toBe(2);
    // The probe gives its place back without a result: all who wait hear of it in the same turn.
    harness.manager.stopRun(probing);
    await harness.clock.advance(100);
    expect(harness.asks("a.test")).toBe(3);
    for (const id of others) harness.manager.stopRun(id);
  });

  it("says once what it waits for, however often others change the limits", async () => {
    const harness = createHarness({ noKeyFor: ["b", "c"] });
    harness.transport.script("a.test", refuses(429, { "retry-after": "30" }));
    const id = harness.send();
    await harness.clock.advance(100);
    harness.transport.script("d.test", refuses(401));
    const comparison = { id: "d", conversationId: "v", sessionId: "s", prompt: "Hello", startedAtMs: 0, isDemo: false };
    const target = { kind: "model", providerId: "d", modelId: "m" } as const;
    harness.manager.start(comparison, [{ columnId: "d", runId: "d", target }]);
    await harness.clock.advance(1000);
    expect(harness.manager.limits("d")).toMatchObject({ isLimited: true, reason: "AUTH" });
    const said = harness.events.filter((event) => event.type === "waiting" && event.runId === id);
    expect(said).toHaveLength(1);
    expect(harness.run(id).status).toBe("waiting");
    harness.manager.stopRun(id);
  });

  it("R9: does not wait for a retry that another run found out to be in vain", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(429, { "retry-after": "2" }), {
      delayMs: 100,
      ...refuses(429, { "retry-after": "3600" }),
    });
    harness.transport.script("b.test", answers("b"), answers("b"));
    const id = harness.send();
    harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "b" });
    expect(harness.asks("a.test")).toBe(2);
  });
});

describe("the budget of requests (R19)", () => {
  const chainOf = (providers: readonly string[]) => ({
    links: providers.map((providerId) => newLink(providerId, providerId, { providerId, modelId: `m-${providerId}` })),
  });

  it("retries at most three of four links", async () => {
    const harness = createHarness({ chain: chainOf(["a", "b", "c", "d"]) });
    for (const host of ["a", "b", "c", "d"]) harness.transport.script(`${host}.test`, refuses(500), refuses(500));
    const id = harness.send();
    await harness.clock.advance(10_000);
    expect(harness.run(id).status).toBe("failed");
    expect(["a", "b", "c", "d"].map((host) => harness.asks(`${host}.test`))).toEqual([2, 2, 2, 1]);
  });

  it("never spends an untried link's request: one that was skipped is asked though the budget is spent", async () => {
    const harness = createHarness({ chain: chainOf(["a", "b", "c", "d"]) });
    harness.transport.script("a.test", refuses(429, { "retry-after": "30" }), answers("a is back"));
    harness.transport.script("b.test", answers("b"));
    harness.send();
    await harness.clock.advance(1000);
    for (const host of ["b", "c", "d"]) harness.transport.script(`${host}.test`, refuses(500), refuses(500));
    const id = harness.send();
    await harness.clock.advance(60_000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "a is back" });
    expect(
      harness
        .run(id)
        .attempts.map(({ kind }) => kind)
        .filter((kind) => kind === "retry"),
    ).toHaveLength(3);
  });

  it("R6: shows what failed first in time, though an earlier link failed later", async () => {
    const harness = createHarness({ chain: chainOf(["a", "b"]) });
    harness.transport.script("a.test", refuses(429, { "retry-after": "30" }), refuses(402));
    harness.transport.script("b.test", answers("b"), refuses(401));
    harness.send();
    await harness.clock.advance(1000);
    const id = harness.send();
    await harness.clock.advance(60_000);
    expect(harness.run(id).attempts.map(({ failure }) => failure?.class)).toEqual(["RATE_LIMIT", "AUTH", "BILLING"]);
    expect(harness.run(id).failure?.class).toBe("AUTH");
  });
});
