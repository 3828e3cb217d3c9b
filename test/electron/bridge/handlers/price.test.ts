import { describe, expect, it } from "vitest";
import { valueFrom } from "#test/support/calls.ts";
import { setup } from "#test/support/handler-setup.ts";

const model = { providerId: "openai", modelId: "gpt-5" } as const;
const price = { inputUsd: 2.5, outputUsd: 10 } as const;

describe("a price of the user's own", () => {
  it("is kept, told and in the next snapshot; one that is set again takes its place", async () => {
    const { host, call, events, topics } = setup();
    const set = await valueFrom(call("price.set", { ...model, price }));
    expect(set).toEqual({ ...model, ...price, setAtMs: expect.any(Number) });
    expect(host.store.ownPrices).toEqual([set]);
    host.batcher.flush();
    expect(events).toMatchObject([
      { topic: "own-prices", ownPrices: [set] },
      { topic: "models", list: { providerId: "openai" } },
    ]);
    topics();
    await valueFrom(call("price.set", { ...model, price: { inputUsd: 0, outputUsd: 0 } }));
    const { ownPrices } = await valueFrom(call("app.snapshot", {}));
    expect(ownPrices).toMatchObject([{ ...model, inputUsd: 0, outputUsd: 0 }]);
  });

  it("is taken away with null", async () => {
    const { host, call } = setup();
    await valueFrom(call("price.set", { ...model, price }));
    expect(await valueFrom(call("price.set", { ...model, price: null }))).toBeNull();
    expect(host.store.ownPrices).toEqual([]);
  });

  it("goes with its provider", async () => {
    const { host, call } = setup();
    const added = await valueFrom(
      call("provider.add", { name: "Mine", baseUrl: "http://127.0.0.1:9/v1", keyOptional: true }),
    );
    const ref = { providerId: added.provider.id, modelId: "llama" };
    await valueFrom(call("price.set", { ...model, price }));
    await valueFrom(call("price.set", { ...ref, price }));
    await valueFrom(call("provider.remove", { providerId: added.provider.id }));
    expect(host.store.ownPrices).toMatchObject([model]);
  });

  it("of a provider that is not there is refused", async () => {
    const { call } = setup();
    const answer = await call("price.set", { ...model, providerId: "nobody", price });
    expect(answer).toMatchObject({ ok: false, failure: { code: "not-found" } });
  });

  it("that cannot be saved does not count", async () => {
    const { host, call, topics } = setup();
    host.store.trouble = "The disk is full.";
    const answer = await call("price.set", { ...model, price });
    expect(answer).toMatchObject({ ok: false });
    expect(topics()).toEqual([]);
    expect(host.workspace.ownPrices()).toEqual([]);
  });

  it.each([
    [-1, "0 or more"],
    [2_000_000, "at most"],
    [Number.NaN, ""],
  ])("of %s is refused at the door", async (inputUsd, words) => {
    const { call } = setup();
    const answer = await call("price.set", { ...model, price: { inputUsd, outputUsd: 1 } });
    expect(answer).toMatchObject({ ok: false, failure: { code: "invalid-input" } });
    expect(answer.ok ? "" : answer.failure.message).toContain(words);
  });

  it("is refused beyond as many as a person sets", async () => {
    const { host, call } = setup({
      ownPrices: Array.from({ length: 1_000 }, (_, index) => ({
        ...{ providerId: "openai", modelId: `m${index}`, setAtMs: 1 },
        ...price,
      })),
    });
    expect(await call("price.set", { ...model, price })).toMatchObject({ ok: false, failure: { code: "conflict" } });
    expect(host.workspace.ownPrices()).toHaveLength(1_000);
  });
});
