import { expect, test } from "vitest";
import { newLink } from "#shared/chain.ts";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { key, setup } from "#test/support/handler-setup.ts";

test("a provider is added with an id of its own name and normal address", async () => {
  const { host, call, topics } = setup();
  const input = { name: "Local llama!", baseUrl: "http://127.0.0.1:8080/v1/", keyOptional: true };
  const state = await valueFrom(call("provider.add", input));
  expect(state.provider).toMatchObject({ id: "local-llama", baseUrl: "http://127.0.0.1:8080/v1", keyOptional: true });
  expect(host.store.providers.get("local-llama")).toEqual(state.provider);
  expect(topics()).toEqual(["provider"]);
  expect((await failureFrom(call("provider.add", input))).code).toBe("conflict");
  expect((await valueFrom(call("provider.add", { ...input, name: "local-llama" }))).provider.id).toBe("local-llama-2");
});

test.each(["http://example.com/v1", "ftp://x", "https://user:pw@x.test", "nonsense"])(
  "the base URL %s is refused with the reason",
  async (baseUrl) => {
    const { call } = setup();
    const failure = await failureFrom(call("provider.add", { name: "x", baseUrl, keyOptional: false }));
    expect(failure.code).toBe("invalid-input");
    expect(failure.message).toMatch(/^baseUrl: /);
  },
);

test("a provider that chains use stays, and the chains are named", async () => {
  const { call } = setup();
  const added = await valueFrom(
    call("provider.add", { name: "Mine", baseUrl: "https://mine.test/v1", keyOptional: false }),
  );
  const providerId = added.provider.id;
  const links = [newLink("l", "M", { providerId, modelId: "m" })];
  await valueFrom(call("chain.save", { chain: { id: "mine", name: "My chain", links, onMidStream: "fail" } }));
  const failure = await failureFrom(call("provider.remove", { providerId }));
  expect(failure.code).toBe("conflict");
  expect(failure.message).toContain("My chain");
});

test("a provider goes with its keys, a built-in one stays", async () => {
  const { host, call, topics } = setup();
  const added = await valueFrom(
    call("provider.add", { name: "Mine", baseUrl: "https://mine.test/v1", keyOptional: false }),
  );
  const { id: providerId } = added.provider;
  await valueFrom(call("key.set", { providerId, key }));
  topics();
  await valueFrom(call("provider.remove", { providerId }));
  expect(host.store.providers.has(providerId)).toBe(false);
  expect(host.keys.keychain.size).toBe(0);
  expect(topics()).toEqual(["provider-removed"]);
  expect((await failureFrom(call("provider.remove", { providerId }))).code).toBe("not-found");
  await valueFrom(call("chain.remove", { chainId: "smart" }));
  expect((await failureFrom(call("provider.remove", { providerId: "openai" }))).code).toBe("conflict");
  expect(host.workspace.provider("openai")).not.toBeNull();
});

test("servers that run on this machine are offered, but not in the demo", async () => {
  const { host, call } = setup();
  expect(await valueFrom(call("provider.discover", {}))).toEqual([]);
  host.running.push({ id: "ollama", baseUrl: "http://127.0.0.1:11434/v1", modelCount: 3 });
  expect(await valueFrom(call("provider.discover", {}))).toEqual(host.running);
  expect(host.workspace.providers().map(({ provider }) => provider.id)).toEqual(["openai"]);
  await valueFrom(call("settings.save", { demo: true }));
  expect(await valueFrom(call("provider.discover", {}))).toEqual([]);
});
