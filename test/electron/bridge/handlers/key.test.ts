import { expect, test } from "vitest";
import { failureFrom, valueFrom } from "#test/support/calls.ts";
import { account, key, setup } from "#test/support/handler-setup.ts";

test("another origin detaches the key, and the old address brings it back", async () => {
  const { host, call } = setup();
  await valueFrom(call("key.set", { providerId: "openai", key }));
  const change = (baseUrl: string) =>
    valueFrom(call("provider.change", { providerId: "openai", name: "OpenAI", baseUrl }));
  expect((await change("https://evil.test/v1")).key).toEqual({ kind: "none" });
  expect(host.workspace.keySource("openai")).toEqual({ kind: "none" });
  expect((await change("https://api.openai.com/v2")).key.kind).toBe("keychain");
  expect(host.workspace.keySource("openai")).toEqual({ kind: "stored", account });
});

test("a key from the environment stays with its own origin when another address is typed in", async () => {
  const environment = { keys: { openai: { variable: "OPENAI_API_KEY", last4: "cdef" } }, baseUrls: {} };
  const { host, call } = setup({ environment });
  expect(host.workspace.keySource("openai")).toEqual({ kind: "environment", variable: "OPENAI_API_KEY" });
  await valueFrom(call("provider.change", { providerId: "openai", name: "OpenAI", baseUrl: "https://evil.test/v1" }));
  expect(host.workspace.keySource("openai")).toEqual({ kind: "none" });
});

test("a stored key is not used for a base URL of the environment at another origin", () => {
  const { host } = setup({
    keyRecords: [{ providerId: "openai", origin: "https://api.openai.com", last4: "cdef", savedAtMs: 1 }],
    environment: { keys: {}, baseUrls: { openai: { variable: "OPENAI_BASE_URL", baseUrl: "https://proxy.test/v1" } } },
  });
  expect(host.workspace.provider("openai")).toMatchObject({
    provider: { baseUrl: "https://proxy.test/v1" },
    baseUrlFrom: "OPENAI_BASE_URL",
    key: { kind: "none" },
  });
});

test("a key goes to the keychain, trimmed, and no answer or event holds it", async () => {
  const { host, call, events } = setup();
  const answer = await call("key.set", { providerId: "openai", key: ` ${key}\n` });
  host.batcher.flush();
  expect(host.keys.keychain.get(account)).toBe(key);
  expect(host.store.keyRecords.get(account)?.last4).toBe("cdef");
  const snapshot = await call("app.snapshot", {});
  expect(JSON.stringify([answer, events, snapshot, [...host.store.keyRecords]])).not.toContain(key.slice(0, -4));
});

test.each(["has a space in it", "line\nbreak-in-it", "short", "ключ-ключ-ключ"])(
  "the key %j is refused with the reason",
  async (wrong) => {
    const { host, call } = setup();
    const failure = await failureFrom(call("key.set", { providerId: "openai", key: wrong }));
    expect(failure.code).toBe("invalid-input");
    expect(failure.message).toMatch(/^key: /);
    expect(failure.message).not.toContain(wrong);
    expect(host.keys.keychain.size).toBe(0);
  },
);

test("the engine hears of a key that was replaced or removed, before the windows are told", async () => {
  const { host, call } = setup();
  await valueFrom(call("key.set", { providerId: "openai", key }));
  expect(host.manager.rekeyed).toEqual(["openai"]);
  await valueFrom(call("key.remove", { providerId: "openai" }));
  expect(host.manager.rekeyed).toEqual(["openai", "openai"]);
});

test("without a keychain a key stays in memory, and the state says so", async () => {
  const { host, call } = setup();
  host.keys.become({ kind: "memory", fault: "absent", missing: "No Secret Service." });
  const state = await valueFrom(call("key.set", { providerId: "openai", key }));
  expect(state.key).toEqual({ kind: "memory", last4: "cdef" });
  expect(host.store.keyRecords.size).toBe(0);
  expect((await valueFrom(call("key.remove", { providerId: "openai" }))).key).toEqual({ kind: "none" });
});

test("a key whose record cannot be saved does not stay in the keychain unseen", async () => {
  const { host, call } = setup();
  const { saveKeyRecord } = host.store;
  Object.assign(host.store, { saveKeyRecord: async () => ({ ok: false, message: "The disk is full." }) });
  expect((await failureFrom(call("key.set", { providerId: "openai", key }))).code).toBe("unavailable");
  expect(host.keys.keychain.size).toBe(0);
  Object.assign(host.store, { saveKeyRecord });
});

test("a keychain that fails is told, and the key stays as it was", async () => {
  const { host, call } = setup();
  await valueFrom(call("key.set", { providerId: "openai", key }));
  host.keys.trouble = "The keychain is locked.";
  const failure = await failureFrom(call("key.remove", { providerId: "openai" }));
  expect(failure.message).toContain("The keychain is locked.");
  expect(host.workspace.provider("openai")?.key.kind).toBe("keychain");
});

test("a recorded key that the keychain does not give is locked or missing until it does", async () => {
  const record = { providerId: "openai", origin: "https://api.openai.com", last4: "cdef", savedAtMs: 1 };
  const { host, call, topics } = setup({ keyRecords: [record] });
  await valueFrom(call("keychain.retry", {}));
  expect(host.workspace.provider("openai")?.key.kind).toBe("locked-or-missing");
  expect(topics()).toEqual(["keychain", "provider"]);
  host.keys.keychain.set(account, key);
  await valueFrom(call("keychain.retry", {}));
  expect(host.workspace.provider("openai")?.key).toEqual({ kind: "keychain", last4: "cdef", savedAtMs: 1 });
  expect(topics()).toEqual(["keychain", "provider"]);
});

test("a key test is remembered until the key or the address changes", async () => {
  const { host, call } = setup();
  await valueFrom(call("key.test", { providerId: "openai" }));
  expect(host.workspace.provider("openai")?.lastTest?.ok).toBe(true);
  await call("key.set", { providerId: "openai", key });
  expect(host.workspace.provider("openai")?.lastTest).toBeNull();
  expect((await failureFrom(call("key.test", { providerId: "gone" }))).code).toBe("not-found");
});
