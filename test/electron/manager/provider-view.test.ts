import { describe, expect, it } from "vitest";
import { newLink } from "#shared/chain.ts";
import { createHarness, refuses, refusesConnection } from "#test/support/engine-harness.ts";
import type { Script } from "#test/support/scripted-transport.ts";

const chain = { links: [newLink("l", "A", { providerId: "a", modelId: "model-a" })] };

async function askedWith(...scripts: readonly Script[]) {
  const harness = createHarness({ chain });
  harness.transport.script("a.test", ...scripts);
  harness.send();
  await harness.clock.advance(100);
  return harness;
}

describe("the limits that a provider's card shows", () => {
  it("are not those of a key that was replaced", async () => {
    const harness = await askedWith(refuses(402));
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: true, scope: "account", reason: "BILLING" });
    harness.manager.keyReplaced("a");
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: false, consecutiveErrors: 0, reason: null });
  });

  it("are still those of the address, whatever the key", async () => {
    const harness = await askedWith(refusesConnection, refusesConnection);
    harness.manager.keyReplaced("a");
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: true, scope: "origin", reason: "NETWORK" });
  });

  it("are the old key's again where it comes back: its limit held on, also over a restart", async () => {
    const harness = await askedWith(refuses(429, { "retry-after": "30" }));
    harness.manager.stopRun("run-1");
    harness.manager.keyReplaced("a");
    await harness.clock.advance(31_000);
    harness.transport.script("a.test", refuses(429, { "retry-after": "600" }));
    harness.send();
    await harness.clock.advance(100);
    expect(harness.manager.limits("a")).toMatchObject({ isLimited: true, scope: "model", reason: "RATE_LIMIT" });
    harness.manager.keyReplaced("a");
    expect(harness.manager.limits("a").isLimited).toBe(false);
    expect(harness.saved.at(-1)).toMatchObject([{ providerId: "a", reason: "RATE_LIMIT" }]);
  });
});
