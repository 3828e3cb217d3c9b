import { describe, expect, it } from "vitest";
import { answers, createHarness } from "#test/support/engine-harness.ts";

/** Answers after 500 ms. */
const slowly = { ...answers("done"), delayMs: 500 };

async function sending(count: number) {
  const harness = createHarness({ noKeyFor: ["b", "c"] });
  harness.transport.script("a.test", ...Array.from({ length: 20 }, () => slowly));
  const ids = Array.from({ length: count }, () => harness.send());
  await harness.clock.advance(10);
  const statuses = () => ids.map((id) => harness.run(id).status);
  return { ...harness, ids, statuses };
}

describe("how many requests one account serves at a time (R20)", () => {
  it("may grow while others wait: they go out at once", async () => {
    const { manager, clock, asks, statuses } = await sending(12);
    expect([asks("a.test"), statuses().filter((status) => status === "queued").length]).toEqual([8, 4]);
    manager.setParallelRequests(11);
    await clock.advance(0);
    expect([asks("a.test"), statuses().filter((status) => status === "queued").length]).toEqual([11, 1]);
    await clock.advance(2000);
    expect(new Set(statuses())).toEqual(new Set(["done"]));
  });

  it("may shrink while requests run: none of them is harmed, and new ones wait until enough have ended", async () => {
    const { manager, clock, asks, send, run, statuses } = await sending(3);
    manager.setParallelRequests(1);
    const later = [send(), send()];
    await clock.advance(10);
    expect([asks("a.test"), later.map((id) => run(id).status)]).toEqual([3, ["queued", "queued"]]);
    await clock.advance(500);
    expect(new Set(statuses())).toEqual(new Set(["done"]));
    expect(asks("a.test")).toBe(4);
    await clock.advance(2000);
    expect(later.map((id) => run(id).status)).toEqual(["done", "done"]);
  });
});
