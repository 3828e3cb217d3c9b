import { describe, expect, it } from "vitest";
import type { LinkRules } from "#shared/chain.ts";
import { newLink } from "#shared/chain.ts";
import { answers, breaksAfter, createHarness, refuses } from "#test/support/engine-harness.ts";

const link = (provider: string, rules?: LinkRules) => ({
  ...newLink(`link-${provider}`, provider, { providerId: provider, modelId: `model-${provider}` }),
  ...(rules && { rules }),
});

/** A chain of a and b in which a has these rules. */
const withRules = (rules: LinkRules, chainRules: LinkRules = {}) =>
  createHarness({ chain: { links: [link("a", rules), link("b")], rules: chainRules } });

describe("deadlines that a link sets (R14, R15)", () => {
  it("leaves a silent link after the time that it sets", async () => {
    const harness = withRules({ deadlines: { firstContentMs: 3000 } });
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(4000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "b", attempts: [{ endMs: 3000 }, {}] });
  });

  it("takes the chain's time where the link sets none", async () => {
    const harness = withRules({}, { deadlines: { firstContentMs: 2000 } });
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(3000);
    expect(harness.run(id).attempts[0]).toMatchObject({ endMs: 2000 });
  });

  it("gives the last link the time that it sets for a last hope", async () => {
    const harness = createHarness({ chain: { links: [link("a", { deadlines: { lastHopeFirstContentMs: 20_000 } })] } });
    const id = harness.send();
    await harness.clock.advance(21_000);
    expect(harness.run(id).attempts[0]).toMatchObject({ endMs: 20_000, failure: { reason: "no-first-token" } });
  });

  it("allows a pause of up to the time set, also beyond a minute", async () => {
    const rules = { deadlines: { idleMs: 90_000 } };
    const harness = withRules(rules);
    const [first, second] = ["one ", "two"].map((word) => answers(word).chunks?.[0]?.text ?? "");
    const end = answers("x").chunks?.at(-1)?.text ?? "";
    const chunks = [first, second, end].map((text = "", index) => ({ afterMs: index === 1 ? 80_000 : 1, text }));
    harness.transport.script("a.test", { chunks });
    const id = harness.send();
    await harness.clock.advance(81_000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "one two" });
  });

  it("ends a stall after the time that is set", async () => {
    const harness = withRules({ deadlines: { idleMs: 2000 } });
    harness.transport.script("a.test", breaksAfter(["half "], "hang"));
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(3000);
    expect(harness.run(id).attempts[0]).toMatchObject({ failure: { reason: "stall" }, endMs: 2010 });
  });

  it("ends the whole attempt after the time that is set", async () => {
    const harness = withRules({ deadlines: { totalMs: 5000 } });
    const chunk = answers("word ").chunks?.[0]?.text ?? "";
    harness.transport.script("a.test", { chunks: Array.from({ length: 9 }, () => ({ afterMs: 1000, text: chunk })) });
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(6000);
    expect(harness.run(id).attempts[0]).toMatchObject({ failure: { reason: "total-timeout" }, endMs: 5000 });
  });

  it("tells the transport how long a connection may take", async () => {
    const connects: number[] = [];
    const world = createHarness();
    const { transport } = world;
    const harness = createHarness({
      chain: { links: [link("a", { deadlines: { connectMs: 700 } })] },
      instead: {
        transport: {
          open: (request, options) => {
            connects.push(options.connectTimeoutMs);
            return transport.open(request, options);
          },
        },
      },
    });
    harness.send();
    await harness.clock.advance(0);
    harness.manager.stopRun("run-1");
    expect(connects).toEqual([700]);
  });

  it("gives a link the time of a last hope where a timeout of it leads nowhere", async () => {
    const harness = withRules({ triggers: { TIMEOUT: false } });
    const id = harness.send();
    await harness.clock.advance(61_000);
    expect(harness.run(id)).toMatchObject({ status: "failed", attempts: [{ endMs: 60_000 }] });
    expect(harness.asks("b.test")).toBe(0);
  });
});

describe("retries that a link sets (R8, R9)", () => {
  it.each([
    ["a server error", refuses(500)],
    ["a short limit", refuses(429, { "retry-after": "1" })],
  ])("asks a link with no retries once after %s", async (_, script) => {
    const harness = withRules({ retries: 0 });
    harness.transport.script("a.test", script, answers("again"));
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(2000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "b" });
    expect(harness.asks("a.test")).toBe(1);
  });

  it("never asks more often than the table allows", async () => {
    const harness = withRules({ retries: 1 });
    harness.transport.script("a.test", refuses(401), answers("again"));
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(2000);
    expect(harness.run(id).text).toBe("b");
    expect(harness.asks("a.test")).toBe(1);
  });
});

describe("what leads on to the next link (§2)", () => {
  const blocked = refuses(400, {}, "content_filter");

  it("a refusal of the content ends the run, unless the chain asks for the next link", async () => {
    const plain = createHarness();
    plain.transport.script("a.test", blocked);
    const ended = plain.send();
    await plain.clock.advance(100);
    expect(plain.run(ended)).toMatchObject({ status: "failed", failure: { class: "CONTENT_POLICY" } });
    const asking = withRules({}, { triggers: { CONTENT_POLICY: true } });
    asking.transport.script("a.test", blocked);
    asking.transport.script("b.test", answers("b"));
    const answered = asking.send();
    await asking.clock.advance(100);
    expect(asking.run(answered)).toMatchObject({ status: "done", text: "b" });
  });

  it("stops at a class that the link does not lead on from", async () => {
    const harness = withRules({ triggers: { AUTH: false } });
    harness.transport.script("a.test", refuses(401));
    const id = harness.send();
    await harness.clock.advance(100);
    expect(harness.run(id)).toMatchObject({ status: "failed", failure: { class: "AUTH" } });
    expect(harness.asks("b.test")).toBe(0);
  });

  it("asks the same link once more before it stops there", async () => {
    const harness = withRules({ triggers: { SERVER: false } });
    harness.transport.script("a.test", refuses(500), refuses(500));
    const id = harness.send();
    await harness.clock.advance(3000);
    expect(harness.run(id)).toMatchObject({ status: "failed", failure: { class: "SERVER" } });
    expect(harness.asks("a.test")).toBe(2);
    expect(harness.asks("b.test")).toBe(0);
  });

  it("stops there too where another run learned that asking again is in vain", async () => {
    const harness = withRules({ triggers: { SERVER: false } });
    // Both runs plan a retry after 0.125 s; between them the second failure opens the model's cooldown.
    harness.transport.script("a.test", refuses(500), refuses(500), refuses(500));
    const first = harness.send();
    const second = harness.send();
    await harness.clock.advance(3000);
    for (const id of [first, second]) expect(harness.run(id)).toMatchObject({ status: "failed" });
    expect(harness.asks("b.test")).toBe(0);
  });

  it("a bad request never leads on", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(400));
    const id = harness.send();
    await harness.clock.advance(100);
    expect(harness.run(id)).toMatchObject({ status: "failed", failure: { class: "BAD_REQUEST" } });
  });
});
