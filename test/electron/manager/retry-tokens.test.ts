import { describe, expect, it } from "vitest";
import { createRetryTokens } from "#electron/manager/retry-tokens.ts";
import { answers, createHarness } from "#test/support/engine-harness.ts";
import type { Script } from "#test/support/scripted-transport.ts";

const empty: Script = {
  chunks: [{ afterMs: 1, text: 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n' }],
};
const noName: Script = { refuse: { reason: "dns", code: "ENOTFOUND", message: "getaddrinfo ENOTFOUND" } };

describe("the tokens of an account's retries (R8)", () => {
  it("are five at first, and come back slowly, to no more than five", () => {
    const tokens = createRetryTokens();
    const taken = () => Array.from({ length: 8 }, () => tokens.take("one")).filter((isTaken) => isTaken).length;
    expect(taken()).toBe(5);
    for (let first = 0; first < 11; first += 1) tokens.firstAttempt("one");
    expect(taken()).toBe(2);
    for (let first = 0; first < 100; first += 1) tokens.firstAttempt("one");
    expect(taken()).toBe(5);
    expect([tokens.has("one"), tokens.has("another")]).toEqual([false, true]);
  });

  it("bound the retries of twenty runs, and every run goes on to the next link all the same", async () => {
    const harness = createHarness();
    harness.transport.script("a.test", ...Array.from({ length: 40 }, () => empty));
    harness.transport.script("b.test", ...Array.from({ length: 20 }, () => answers("b")));
    for (let run = 0; run < 20; run += 1) {
      const id = harness.send();
      await harness.clock.advance(1000);
      expect(harness.run(id).text).toBe("b");
    }
    const retries = harness.asks("a.test") - 20;
    expect(retries).toBeGreaterThan(6);
    expect(retries).toBeLessThanOrEqual(5 + 0.2 * 20);
  });

  it("are not spent where this computer turns out to be offline", async () => {
    const harness = createHarness();
    for (let run = 0; run < 8; run += 1) {
      harness.transport.script("a.test", noName, noName);
      harness.transport.script("b.test", noName);
      const id = harness.send();
      await harness.clock.advance(5000);
      expect(harness.run(id).failure?.class).toBe("LOCAL");
    }
    expect(harness.asks("b.test")).toBe(8);
    harness.manager.clearLimits("a");
    harness.transport.script("a.test", { status: 404, chunks: [] });
    harness.transport.script("b.test", empty, answers("b after all"));
    const id = harness.send();
    await harness.clock.advance(1000);
    expect(harness.run(id).text).toBe("b after all");
  });
});
