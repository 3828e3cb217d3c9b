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
