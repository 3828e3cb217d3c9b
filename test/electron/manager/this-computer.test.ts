import { describe, expect, it } from "vitest";
import { newLink } from "#shared/chain.ts";
import { answers, breaksAfter, createHarness, type Harness, refuses } from "#test/support/engine-harness.ts";

const hour = 3_600_000;
const unreachable = { refuse: { reason: "unreachable", code: "ENETUNREACH", message: "no network" } } as const;
const onlyOne = { links: [newLink("l", "A", { providerId: "a", modelId: "model-a" })] };

/** Nothing is held against anybody. */
function expectNoLimits(harness: Harness): void {
  for (const provider of ["a", "b", "c"]) {
    expect(harness.manager.limits(provider)).toMatchObject({ isLimited: false, consecutiveErrors: 0 });
  }
}

describe("a computer without a network (R4)", () => {
  it("stops at the first host, says so and blames nobody", async () => {
    const harness = createHarness({ isOffline: () => true });
    harness.transport.script("a.test", unreachable);
    const id = harness.send();
    await harness.clock.advance(100);
    expect(harness.run(id)).toMatchObject({ status: "failed", failure: { class: "LOCAL", reason: "offline" } });
    expect(harness.run(id).attempts).toMatchObject([{ failure: { class: "LOCAL" } }]);
    expect(harness.asks("a.test")).toBe(1);
    expect(harness.asks("b.test")).toBe(0);
    expectNoLimits(harness);
  });

  it("goes on to the next host where the host of this program knows nothing", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", unreachable, unreachable);
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(100);
    expect(harness.run(id).text).toBe("b");
  });

  it("still believes what a provider says", async () => {
    const harness = createHarness({ isOffline: () => true });
    harness.transport.script("a.test", refuses(401));
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(100);
    expect(harness.run(id)).toMatchObject({ text: "b", attempts: [{ failure: { class: "AUTH" } }, {}] });
  });

  it("needs no network for a server on this machine, which is never LOCAL", async () => {
    const world = createHarness();
    const harness = createHarness({
      isOffline: () => true,
      chain: onlyOne,
      instead: {
        providers: {
          ...world.dependencies.providers,
          access: async (providerId, isDemo) => {
            const access = await world.dependencies.providers.access(providerId, isDemo);
            if (access.kind !== "ready") return access;
            return { ...access, provider: { ...access.provider, baseUrl: "http://127.0.0.1:11434/v1" } };
          },
        },
      },
    });
    const refused = { refuse: { reason: "refused", code: "ECONNREFUSED", message: "refused" } } as const;
    harness.transport.script("127.0.0.1", refused, refused);
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id).failure).toMatchObject({ class: "NETWORK" });
  });

  it("is asked again after an answer, so that it is seen that the network is back", async () => {
    const asked: boolean[] = [];
    let isOffline = true;
    const harness = createHarness({
      isOffline: () => {
        asked.push(isOffline);
        return isOffline;
      },
    });
    harness.transport.script("a.test", unreachable, answers("a"), answers("a"));
    harness.send();
    await harness.clock.advance(100);
    isOffline = false;
    harness.send();
    await harness.clock.advance(100);
    harness.send();
    await harness.clock.advance(100);
    expect(asked).toEqual([true, false]);
  });
});

describe("a computer that slept (R4, R11)", () => {
  /** Each is a sleep of an hour, as one system or another shows it. */
  const sleeps: readonly (readonly [string, (harness: Harness) => void])[] = [
    ["the wall clock alone goes on", ({ clock }) => clock.stepWall(hour)],
    ["a timer fires far too late", ({ clock }) => clock.freeze(hour)],
    ["the host says so", ({ manager }) => manager.noteWake()],
  ];

  it.each(sleeps)("holds a cut stream against nobody: %s", async (_, sleep) => {
    const harness = createHarness();
    harness.transport.script("a.test", breaksAfter(["half "], "hang"));
    const id = harness.send();
    await harness.clock.advance(100);
    sleep(harness);
    await harness.clock.advance(15_000);
    expect(harness.run(id)).toMatchObject({
      status: "failed",
      text: "half ",
      failure: { class: "LOCAL", reason: "slept" },
    });
    expect(harness.asks("b.test")).toBe(0);
    expectNoLimits(harness);
  });

  it.each(sleeps)("holds a missing first token against nobody: %s", async (_, sleep) => {
    const harness = createHarness();
    harness.transport.script("a.test", { delayMs: 2 * hour });
    const id = harness.send();
    await harness.clock.advance(100);
    sleep(harness);
    await harness.clock.advance(12_000);
    expect(harness.run(id).failure).toMatchObject({ class: "LOCAL", reason: "slept" });
    expectNoLimits(harness);
  });

  it("blames again what began after it woke up", async () => {
    const harness = createHarness();
    harness.manager.noteWake();
    await harness.clock.advance(1);
    harness.transport.script("a.test", { delayMs: hour });
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(13_000);
    expect(harness.run(id)).toMatchObject({ text: "b", attempts: [{ failure: { class: "TIMEOUT" } }, {}] });
    expect(harness.manager.limits("a").isLimited).toBe(true);
  });

  it("takes a correction of the wall clock by seconds for no sleep", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", { delayMs: hour });
    harness.transport.script("b.test", answers("b"));
    const id = harness.send();
    await harness.clock.advance(100);
    harness.clock.stepWall(9_000);
    await harness.clock.advance(13_000);
    expect(harness.run(id).text).toBe("b");
  });

  it("gives a probe's slot back", async () => {
    const harness = createHarness({ chain: onlyOne });
    harness.transport.script("a.test", refuses(429, { "retry-after": "5" }), { delayMs: hour }, answers("back"));
    const first = harness.send();
    await harness.clock.advance(10_000);
    harness.manager.noteWake();
    await harness.clock.advance(200_000);
    expect(harness.run(first).failure).toMatchObject({ class: "LOCAL" });
    const second = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(second).text).toBe("back");
  });

  it("lets a run go on whose wait is over by the wall clock", async () => {
    const harness = createHarness({ chain: onlyOne });
    harness.transport.script("a.test", refuses(429, { "retry-after": "50" }), answers("back"));
    const id = harness.send();
    await harness.clock.advance(1000);
    harness.clock.stepWall(hour);
    harness.manager.noteWake();
    await harness.clock.advance(1000);
    expect(harness.run(id)).toMatchObject({ status: "done", text: "back" });
  });
});
