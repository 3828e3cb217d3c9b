import { describe, expect, it } from "vitest";
import { accountOf } from "#electron/bridge/origin.ts";
import { createKeyStore, fingerprintOf } from "#electron/keys/key-store.ts";
import { createKeychain } from "#electron/keys/keychain.ts";
import { fakeKeychain, handClock } from "./fake-key-process.ts";

const account = accountOf("openai", "https://api.openai.com");
const key = "sk-proj-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";
const expected = { expected: true };

function storeWithFake(environmentKeys: ReadonlyMap<string, string> = new Map()) {
  const fake = fakeKeychain();
  const clock = handClock();
  const remembered: string[] = [];
  const store = createKeyStore({
    keychain: createKeychain({ spawn: fake.spawn, clock }),
    platform: "darwin",
    environmentKeys,
    remember: (text) => void remembered.push(text),
  });
  return { fake, clock, store, remembered };
}

describe("the key store", () => {
  it("is checking until the first probe, then says what keeps keys by the platform's name", async () => {
    const { store, fake } = storeWithFake();
    expect(store.state()).toEqual({ kind: "checking" });
    expect(await store.probe()).toEqual({ kind: "keychain", label: "macOS Keychain" });
    expect(store.state()).toEqual({ kind: "keychain", label: "macOS Keychain" });
    // The canary leaves nothing behind.
    expect(fake.stored.size).toBe(0);
  });

  it("does not trust a keychain that gives back another value", async () => {
    const { store, fake } = storeWithFake();
    fake.stored.set = function setCut(this: Map<string, string>, name: string, value: string) {
      return Map.prototype.set.call(this, name, value.slice(1));
    };
    expect(await store.probe()).toMatchObject({ kind: "memory", missing: expect.stringContaining("another value") });
  });

  it("binds a key to its origin: another origin of the same provider has none", async () => {
    const { store } = storeWithFake();
    await store.write(account, key);
    expect(await store.read(accountOf("openai", "https://proxy.test"), { expected: false })).toEqual({ kind: "none" });
    expect(await store.read(account, expected)).toEqual({
      kind: "key",
      key,
      fingerprint: fingerprintOf(key),
      source: "keychain",
    });
  });

  it("names a key by 12 hexadecimal digits that do not hold it", () => {
    expect(fingerprintOf("abc")).toBe("ba7816bf8f01");
  });

  it("reads a key from the keychain once, until it is written or removed", async () => {
    const { store, fake } = storeWithFake();
    await store.write(account, key);
    const reads = () =>
      fake.processes.flatMap((one) => one.received).filter(({ operation }) => operation === "get").length;
    await store.read(account, expected);
    const afterFirst = reads();
    await store.read(account, expected);
    expect(reads()).toBe(afterFirst);
    await store.write(account, `${key}2`);
    expect(await store.read(account, expected)).toMatchObject({ key: `${key}2` });
    await store.remove(account);
    expect(await store.read(account, { expected: false })).toEqual({ kind: "none" });
  });

  it("takes a key from the environment first and never stores it", async () => {
    const fromEnvironment = "sk-ant-api03-from-the-environment";
    const { store, fake, remembered } = storeWithFake(new Map([[account, fromEnvironment]]));
    await store.write(account, key);
    expect(await store.read(account, expected)).toMatchObject({ key: fromEnvironment, source: "environment" });
    expect([...fake.stored.values()]).toEqual([key]);
    expect(remembered).toEqual(expect.arrayContaining([fromEnvironment, key]));
  });

  it("refuses to write what is no key, and to use what something else wrote", async () => {
    const { store, fake } = storeWithFake();
    expect(await store.write(account, "sk-a b")).toMatchObject({
      ok: false,
      message: expect.stringContaining("space"),
    });
    fake.stored.set(account, "sk-first\r\nx-evil: 1");
    const reading = await store.read(account, expected);
    expect(reading).toMatchObject({ kind: "unreadable", message: expect.stringContaining("line break") });
    expect(JSON.stringify(reading)).not.toContain("sk-first");
  });

  it("never falls back to memory in silence: a refused write is a refusal", async () => {
    const { store, fake } = storeWithFake();
    await store.probe();
    fake.behave({ reason: "refused", message: "User interaction is not allowed." });
    expect(await store.write(account, key)).toEqual({
      ok: false,
      message: "macOS Keychain is locked. Unlock it, then try again. Nothing is lost.",
    });
    fake.behave("store");
    expect(await store.read(account, { expected: false })).toEqual({ kind: "none" });
  });

  it("notices at the next key that the keychain was locked, and tells a lock from a key that was removed", async () => {
    const { store, fake } = storeWithFake();
    await store.probe();
    const heard: unknown[] = [];
    store.onState((state) => heard.push(state));
    expect(await store.read(account, expected)).toEqual({
      kind: "unreadable",
      message: "macOS Keychain no longer holds this key. Save it again.",
    });
    expect(heard).toEqual([]);
    // As a locked Secret Service: reads find nothing, writes are refused.
    fake.answerWith((request) =>
      request.operation === "set"
        ? { ok: false, reason: "refused", message: "Cannot create an item in a locked collection" }
        : { ok: true, value: request.operation === "get" ? null : false },
    );
    expect(await store.read(account, expected)).toEqual({
      kind: "unreadable",
      message: "macOS Keychain is locked. Unlock it, then try again. Nothing is lost.",
    });
    expect(heard).toEqual([{ kind: "memory", fault: "locked", missing: expect.stringContaining("is locked") }]);
  });

  it("keeps the keychain where one key alone is refused", async () => {
    const { store, fake } = storeWithFake();
    await store.probe();
    fake.answerWith((request) =>
      request.account === account
        ? { ok: false, reason: "refused", message: "User canceled the operation." }
        : { ok: true, value: fake.perform(request) },
    );
    expect(await store.read(account, expected)).toEqual({
      kind: "unreadable",
      message: "Access was denied. Try again and choose Always Allow, or allow Understudy in Keychain Access.",
    });
    expect(store.state().kind).toBe("keychain");
  });

  it("turns to memory, and says so, when the keychain stops responding in the middle of a run", async () => {
    const { store, fake, clock } = storeWithFake();
    await store.probe();
    const heard: unknown[] = [];
    store.onState((state) => heard.push(state));
    fake.behave("silent");
    for (let strike = 0; strike < 3; strike += 1) {
      const reading = store.read(account, expected);
      await clock.pass(5_000);
      expect(await reading).toMatchObject({ kind: "unreadable" });
    }
    expect(heard).toEqual([{ kind: "memory", fault: "hung", missing: expect.stringContaining("is not responding") }]);
    expect(await store.write(account, key)).toEqual({ ok: true, backend: "memory" });
    expect(await store.read(account, expected)).toMatchObject({ key, source: "memory" });
    expect(await store.remove(account)).toEqual({ ok: true, backend: "memory" });
    expect(await store.remove(account)).toMatchObject({ ok: false });
    fake.behave("store");
    expect(await store.probe()).toMatchObject({ kind: "keychain" });
  });

  it("asks once for two probes at the same time", async () => {
    const { store, fake } = storeWithFake();
    await Promise.all([store.probe(), store.probe(), store.read(account, { expected: false })]);
    expect(fake.processes.flatMap((one) => one.received).filter(({ operation }) => operation === "set")).toHaveLength(
      1,
    );
  });

  it("forgets everything when closed", async () => {
    const { store } = storeWithFake();
    await store.write(account, key);
    await store.read(account, expected);
    await store.close();
    expect(await store.read(account, expected)).toEqual({ kind: "unreadable", message: "Understudy is closing." });
  });
});
