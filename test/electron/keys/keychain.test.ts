import { describe, expect, it } from "vitest";
import { createKeychain } from "#electron/keys/keychain.ts";
import { fakeKeychain, handClock, settle } from "./fake-key-process.ts";

function keychainWithFake() {
  const fake = fakeKeychain();
  const clock = handClock();
  return { fake, clock, keychain: createKeychain({ spawn: fake.spawn, clock }) };
}

const troubleOf = (reason: string) => ({ ok: false, trouble: { reason } });

describe("the keychain", () => {
  it("starts no process before it is asked", async () => {
    const { fake, keychain } = keychainWithFake();
    expect(fake.processes).toHaveLength(0);
    await keychain.get("a");
    expect(fake.processes).toHaveLength(1);
  });

  it("sends one call at a time", async () => {
    const { fake, clock, keychain } = keychainWithFake();
    fake.behave("silent");
    const calls = [keychain.get("a"), keychain.get("b")];
    await settle();
    const [process] = fake.processes;
    expect(process?.received.map((request) => request.account)).toEqual(["a"]);
    process?.answer({ id: 1, ok: true, value: "first" });
    await settle();
    process?.answer({ id: 2, ok: true, value: "second" });
    expect(await Promise.all(calls)).toEqual([
      { ok: true, value: "first" },
      { ok: true, value: "second" },
    ]);
    await clock.pass(60_000);
    expect(process?.killed()).toBe(false);
  });

  it("gives up at 5 s and not before, and settles all that waited behind it at once", async () => {
    const { fake, clock, keychain } = keychainWithFake();
    fake.behave("silent");
    const settled: string[] = [];
    const calls = ["a", "b", "c"].map(async (account) => {
      const outcome = await keychain.get(account);
      settled.push(account);
      return outcome;
    });
    await clock.pass(4_999);
    expect(settled).toEqual([]);
    await clock.pass(1);
    expect(await Promise.all(calls)).toMatchObject([troubleOf("timeout"), troubleOf("timeout"), troubleOf("timeout")]);
    expect(fake.processes).toHaveLength(1);
    expect(fake.processes[0]?.killed()).toBe(true);
  });

  it("settles a call whose process ends, and asks a new one next", async () => {
    const { fake, keychain } = keychainWithFake();
    fake.behave("silent");
    const call = keychain.set("a", "key-of-a");
    await settle();
    fake.processes[0]?.exit();
    expect(await call).toMatchObject(troubleOf("ended"));
    fake.behave("store");
    expect(await keychain.set("a", "key-of-a")).toEqual({ ok: true, value: null });
    expect(fake.processes).toHaveLength(2);
  });

  it("notices a process that ended while nobody was asking", async () => {
    const { fake, keychain } = keychainWithFake();
    await keychain.set("a", "key-of-a");
    fake.processes[0]?.exit();
    expect(await keychain.get("a")).toEqual({ ok: true, value: "key-of-a" });
    expect(fake.processes).toHaveLength(2);
  });

  it("stops asking after three strikes in a row, until it is restarted", async () => {
    const { fake, clock, keychain } = keychainWithFake();
    fake.behave("silent");
    const reasons: string[] = [];
    for (let strike = 0; strike < 3; strike += 1) {
      const call = keychain.get("a");
      await clock.pass(5_000);
      const outcome = await call;
      reasons.push(outcome.ok ? "ok" : outcome.trouble.reason);
    }
    expect(reasons).toEqual(["timeout", "timeout", "not-responding"]);
    fake.behave("store");
    expect(await keychain.get("a")).toMatchObject(troubleOf("not-responding"));
    expect(fake.processes).toHaveLength(3);
    await keychain.restart();
    expect(await keychain.get("a")).toEqual({ ok: true, value: null });
  });

  it("counts strikes in a row only: an answer, also a refusal, wipes them", async () => {
    const { fake, clock, keychain } = keychainWithFake();
    for (let round = 0; round < 5; round += 1) {
      fake.behave("silent");
      const hung = keychain.get("a");
      await clock.pass(5_000);
      expect(await hung).toMatchObject(troubleOf("timeout"));
      fake.behave({ reason: "refused", message: "Cannot create an item in a locked collection" });
      expect(await keychain.set("a", "key-of-a")).toMatchObject(troubleOf("refused"));
    }
  });

  it("takes a new process after its library failed to load, for it may be installed by then", async () => {
    const { fake, keychain } = keychainWithFake();
    fake.behave({ reason: "load", message: "libsecret-1.so.0: cannot open shared object file" });
    expect(await keychain.get("a")).toMatchObject(troubleOf("load"));
    fake.behave("store");
    expect(await keychain.get("a")).toEqual({ ok: true, value: null });
    expect(fake.processes).toHaveLength(2);
  });

  it("takes a system that starts no process for a lost one, and asks again as soon as it does", async () => {
    const { spawn } = fakeKeychain();
    let refusal: Error | null = Object.assign(new Error("spawn ENOMEM"), { code: "ENOMEM" });
    const starting = () => {
      if (refusal !== null) throw refusal;
      return spawn();
    };
    const keychain = createKeychain({ spawn: starting, clock: handClock() });
    expect(await keychain.get("a")).toEqual({ ok: false, trouble: { reason: "ended", message: "spawn ENOMEM" } });
    expect(await keychain.get("a")).toMatchObject(troubleOf("ended"));
    refusal = null;
    expect(await keychain.get("a")).toEqual({ ok: true, value: null });
  });

  it("goes on behind a mistake of the program, which whoever asked is told", async () => {
    const { spawn } = fakeKeychain();
    let isWrong = true;
    const starting = () => {
      if (isWrong) throw new TypeError("no entry");
      return spawn();
    };
    const keychain = createKeychain({ spawn: starting, clock: handClock() });
    await expect(keychain.get("a")).rejects.toThrow("no entry");
    isWrong = false;
    expect(await keychain.get("a")).toEqual({ ok: true, value: null });
    await keychain.close();
  });

  it("ignores what it did not ask for, and answers that come too late", async () => {
    const { fake, clock, keychain } = keychainWithFake();
    fake.behave("silent");
    const hung = keychain.get("a");
    await clock.pass(5_000);
    await hung;
    const call = keychain.get("b");
    await settle();
    fake.processes[0]?.answer({ id: 1, ok: true, value: "of-a" });
    for (const message of [null, "text", { id: 9, ok: true, value: "x" }, { id: 1, ok: true, value: 7 }, { id: 1 }]) {
      fake.processes[1]?.answer(message);
    }
    fake.processes[1]?.answer({ id: 1, ok: true, value: "of-b" });
    expect(await call).toEqual({ ok: true, value: "of-b" });
  });

  it("ends its process when closed, settles what is under way and starts no other", async () => {
    const { fake, keychain } = keychainWithFake();
    fake.behave("silent");
    const calls = [keychain.get("a"), keychain.get("b")];
    await settle();
    await keychain.close();
    expect(await Promise.all(calls)).toMatchObject([troubleOf("closed"), troubleOf("closed")]);
    expect(await keychain.get("c")).toMatchObject(troubleOf("closed"));
    expect(fake.processes).toHaveLength(1);
    expect(fake.processes[0]?.killed()).toBe(true);
  });
});
