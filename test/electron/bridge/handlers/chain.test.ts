import { expect, test } from "vitest";
import { newLink } from "#shared/chain.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { emptyStart } from "#test/support/fake-host.ts";
import { setup } from "#test/support/handler-setup.ts";

test("a chain is added last, changed in its place, and named once", async () => {
  const { host, call, topics } = setup();
  const chain = { id: "fast", name: "fast", links: [], onMidStream: "fail" } as const;
  await valueFrom(call("chain.save", { chain }));
  const [smart] = emptyStart.chains;
  if (smart === undefined) throw new Error("There is a first chain.");
  await valueFrom(call("chain.save", { chain: { ...smart, name: "Smart" } }));
  expect(host.store.chains.map((one) => one.name)).toEqual(["Smart", "fast"]);
  expect((await failureFrom(call("chain.save", { chain: { ...chain, name: "SMART" } }))).code).toBe("conflict");
  expect(topics()).toEqual(["chains", "chains"]);
});

test("a chain that comes back takes the place that it had, also where that is behind the end by now", async () => {
  const { host, call } = setup();
  const chain = { id: "fast", name: "fast", links: [], onMidStream: "fail" } as const;
  await valueFrom(call("chain.save", { chain, index: 0 }));
  await valueFrom(call("chain.save", { chain: { ...chain, id: "free", name: "free" }, index: 9 }));
  // A known one stays where it is.
  await valueFrom(call("chain.save", { chain: { ...chain, onMidStream: "restart" }, index: 2 }));
  expect(host.store.chains.map((one) => one.id)).toEqual(["fast", "smart", "free"]);
});

test("statistics are asked for the time up to now, of the demo's runs while it is on", async () => {
  const { host, call } = setup({ settings: { ...emptyStart.settings, demo: true } });
  host.store.statistics.set("smart", { runs: 3 });
  const before = host.clock.epochMs();
  const statistics = await valueFrom(call("chain.statistics", { chainId: "smart", days: 7 }));
  expect(statistics).toMatchObject({ chainId: "smart", isDemo: true, runs: 3 });
  expect(statistics.sinceMs).toBeGreaterThanOrEqual(before - 7 * 86_400_000);
  expect(statistics.sinceMs).toBeLessThanOrEqual(host.clock.epochMs() - 7 * 86_400_000);
  expect(await valueFrom(call("chain.statistics", { chainId: "not-saved-yet", days: 7 }))).toMatchObject({ runs: 0 });
  host.store.trouble = "The disk is gone.";
  const failure = await failureFrom(call("chain.statistics", { chainId: "smart", days: 7 }));
  expect(failure).toEqual({ code: "unavailable", message: "The history could not be read: The disk is gone." });
});

test("a chain's health is asked of the mode that is on, of its links as they are, at the prices of now", async () => {
  const { host, call } = setup({ settings: { ...emptyStart.settings, demo: true } });
  const link = {
    ...newLink("l", "One", { providerId: "openai", modelId: "gpt" }),
    costPer1kInput: 0.001,
    costPer1kOutput: 0.002,
  };
  await call("chain.save", { chain: { id: "smart", name: "smart", links: [link], onMidStream: "fail" } });
  const before = host.clock.epochMs();
  expect(await valueFrom(call("chain.health", { chainId: "smart", days: 30 }))).toMatchObject({
    chainId: "smart",
    runs: 0,
  });
  expect(await valueFrom(call("chain.whatIf", { chainId: "smart", days: 30 }))).toMatchObject({
    prompts: 0,
    nanoUsd: 0,
  });
  const model = { providerId: "openai", modelId: "gpt" };
  const [health, whatIf] = host.store.healthAsked;
  expect(health).toMatchObject({ chainId: "smart", days: 30, isDemo: true, links: [model] });
  expect(health?.sinceMs).toBeGreaterThanOrEqual(before - 30 * 86_400_000);
  expect(whatIf?.links).toMatchObject([{ ...model, price: { inputUsd: 1, outputUsd: 2, source: "link" } }]);
  // Nothing has run on a chain that is not saved; nothing would have been asked of it.
  expect(await valueFrom(call("chain.health", { chainId: "new", days: 1 }))).toMatchObject({ links: [] });
  expect((await failureFrom(call("chain.whatIf", { chainId: "new", days: 1 }))).code).toBe("not-found");
  host.store.trouble = "The disk is gone.";
  const failures = [
    await failureFrom(call("chain.health", { chainId: "smart", days: 30 })),
    await failureFrom(call("chain.whatIf", { chainId: "smart", days: 30 })),
  ];
  expect(failures.map(({ code }) => code)).toEqual(["unavailable", "unavailable"]);
});

test("chains that are saved at once are all kept", async () => {
  const { host, call } = setup();
  const ids = ["a", "b", "c", "d"];
  await Promise.all(ids.map((id) => call("chain.save", { chain: { id, name: id, links: [], onMidStream: "fail" } })));
  expect(host.store.chains.map((chain) => chain.id)).toEqual(["smart", ...ids]);
});

test("a link to a provider that is not there is refused", async () => {
  const { call } = setup();
  const links = [newLink("l", "Lost", { providerId: "gone", modelId: "m" })];
  const failure = await failureFrom(call("chain.save", { chain: { id: "c", name: "c", links, onMidStream: "fail" } }));
  expect(failure.code).toBe("not-found");
});

test("the last chain may be removed, once", async () => {
  const { host, call } = setup();
  await valueFrom(call("chain.remove", { chainId: "smart" }));
  expect(host.store.chains).toEqual([]);
  expect((await failureFrom(call("chain.remove", { chainId: "smart" }))).code).toBe("not-found");
});

test("the drills of a chain that is removed are stopped, those of one that stays are not", async () => {
  const { host, call } = setup();
  host.store.trouble = "The disk is full.";
  await failureFrom(call("chain.remove", { chainId: "smart" }));
  expect(host.drillsAsked.chains).toEqual([]);
  host.store.trouble = null;
  await valueFrom(call("chain.remove", { chainId: "smart" }));
  expect(host.drillsAsked.chains).toEqual(["smart"]);
});

test("a change that the disk refuses changes nothing and is told to nobody", async () => {
  const { host, call, topics } = setup();
  host.store.trouble = "The disk is full.";
  expect((await failureFrom(call("chain.remove", { chainId: "smart" }))).code).toBe("unavailable");
  expect((await failureFrom(call("settings.save", { theme: "dark" }))).code).toBe("unavailable");
  host.store.trouble = null;
  const snapshot = await valueFrom(call("app.snapshot", {}));
  expect(snapshot.chains).toHaveLength(1);
  expect(snapshot.settings.theme).toBe("system");
  expect(topics()).toEqual([]);
});
