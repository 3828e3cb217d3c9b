import { describe, expect, it } from "vitest";
import { type Link, newLink } from "#shared/chain.ts";
import { answers, createHarness, type Harness, refuses } from "#test/support/engine-harness.ts";

const link = (id: string, modelId: string): Link => newLink(id, modelId, { providerId: "a", modelId });
const onlyOne = { chain: { links: [link("one", "model-a")] } };

/** A run of one link that waits for the 30 s that its server asked for. */
async function waitingRun(): Promise<{ harness: Harness; id: string }> {
  const harness = createHarness(onlyOne);
  harness.transport.script("a.test", refuses(429, { "retry-after": "30" }), answers("now"));
  const id = harness.send();
  await harness.clock.advance(100);
  expect(harness.run(id).status).toBe("waiting");
  return { harness, id };
}

describe("the user does not want to wait (R20)", () => {
  it("send now: the run asks at once, and its limit is lifted", async () => {
    const { harness, id } = await waitingRun();
    harness.manager.sendNow(id);
    await harness.clock.advance(20);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "now" });
    expect(harness.transport.asked[1]?.atMs).toBe(100);
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: false, consecutiveErrors: 0 });
  });

  it("send now: other runs that wait for the same go on, too", async () => {
    const { harness, id } = await waitingRun();
    harness.transport.script("a.test", answers("me too"));
    const other = harness.send();
    await harness.clock.advance(10);
    harness.manager.sendNow(id);
    await harness.clock.advance(50);
    expect(harness.run(id).status).toBe("done");
    expect(harness.run(other).status).toBe("done");
  });

  it("send now: a limit that the server names anew counts from there (invariants 1 and 3)", async () => {
    const harness = createHarness(onlyOne);
    const limited = refuses(429, { "retry-after": "30" });
    harness.transport.script("a.test", limited, limited, answers("late"));
    const id = harness.send();
    await harness.clock.advance(5000);
    harness.manager.sendNow(id);
    await harness.clock.advance(1000);
    expect(harness.asks("a.test")).toBe(2);
    expect(harness.manager.limits("a").retryAfterMs).toBe(29_000);
    await harness.clock.advance(60_000);
    expect(harness.transport.asked.map(({ atMs }) => atMs)).toEqual([0, 5000]);
  });

  it("send now: ends the short wait before the same link is asked once more", async () => {
    const harness = createHarness(onlyOne);
    harness.transport.script("a.test", refuses(429, { "retry-after": "3" }), answers("now"));
    const id = harness.send();
    await harness.clock.advance(1000);
    harness.manager.sendNow(id);
    await harness.clock.advance(20);
    expect(harness.run(id)).toMatchObject({ status: "done", attempts: [{}, { kind: "retry", startMs: 1000 }] });
  });

  it("send now: lifts what this link waits for and nothing of its sibling", async () => {
    const harness = createHarness({ chain: { links: [link("one", "m1"), link("two", "m2")] } });
    harness.transport.script("a.test", refuses(429, { "retry-after": "30" }), refuses(404), answers("m1"));
    const id = harness.send();
    await harness.clock.advance(100);
    harness.manager.sendNow(id);
    await harness.clock.advance(100);
    expect(harness.run(id).text).toBe("m1");
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: true, modelId: "m2", reason: "MODEL_GONE" });
  });

  it("send now: does nothing to a run that does not wait, or is not there", async () => {
    const { harness, id } = await waitingRun();
    harness.manager.sendNow("nobody");
    harness.manager.stopRun(id);
    await harness.clock.advance(10);
    harness.manager.sendNow(id);
    await harness.clock.advance(100);
    expect(harness.asks("a.test")).toBe(1);
    expect(harness.manager.limits("a").isLimited).toBe(true);
    expect(harness.clock.timers()).toBe(0);
  });

  it("clear cooldown: who waits goes on at once, and so does the next send", async () => {
    const { harness, id } = await waitingRun();
    harness.manager.clearLimits("a");
    expect(harness.manager.limits("a").isLimited).toBe(false);
    await harness.clock.advance(50);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "now" });
  });

  it("clear cooldown: forgets the saved limit, too", async () => {
    const harness = createHarness(onlyOne);
    harness.transport.script("a.test", refuses(429, { "retry-after": "600" }));
    harness.send();
    await harness.clock.advance(100);
    expect(harness.saved.at(-1)).toHaveLength(1);
    harness.manager.clearLimits("a");
    expect(harness.saved.at(-1)).toEqual([]);
  });

  it("clear cooldown: leaves other providers as they are (invariant 16)", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", refuses(401));
    harness.transport.script("b.test", refuses(401));
    harness.transport.script("c.test", answers("c"));
    harness.send();
    await harness.clock.advance(100);
    harness.manager.clearLimits("a");
    expect(harness.manager.limits("a").isLimited).toBe(false);
    expect(harness.manager.limits("b").isLimited).toBe(true);
  });
});
