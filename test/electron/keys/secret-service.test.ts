import { randomUUID } from "node:crypto";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { afterEach, describe, expect, it } from "vitest";
import { accountOf } from "#electron/bridge/origin.ts";
import { endsWithin, pidOfOrphan } from "./orphan.ts";
import { type RealKeys, realKeys } from "./real-keys.ts";
import {
  bareEnvironment,
  lockLogin,
  privateHome,
  type ServiceOptions,
  startBus,
  startKeyring,
  startSecretService,
} from "./secret-service.ts";

const account = accountOf("openai", "https://api.openai.com");
const key = "sk-proj-AbCdEfGhIjKlMnOpQrStUvWxYz0123456789";
const expected = { expected: true };

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function home(): string {
  const folder = privateHome();
  cleanups.push(folder.remove);
  return folder.path;
}

async function service(options: ServiceOptions) {
  const started = await startSecretService(options);
  cleanups.push(started.stop);
  return started;
}

function keysIn(environment: Record<string, string>, execArgv: readonly string[] = []): RealKeys {
  const keys = realKeys(environment, execArgv);
  cleanups.push(keys.store.close);
  return keys;
}

/** What is wrong: its kind, then what the user is told. */
async function faultAfterProbe(keys: RealKeys): Promise<string> {
  const state = await keys.store.probe();
  return state.kind === "memory" ? `${state.fault}: ${state.missing}` : `not memory but ${state.kind}`;
}

describe.runIf(process.platform === "linux")("K5: keys in a real Secret Service", () => {
  it("outlive the program: another start reads what the first one saved", async () => {
    const { environment } = await service({ home: home(), keyring: "unlocked" });
    const first = keysIn(environment);
    expect(await first.store.probe()).toEqual({ kind: "keychain", label: "Secret Service" });
    expect(await first.store.write(account, key)).toEqual({ ok: true, backend: "keychain" });
    await first.store.close();

    const second = keysIn(environment);
    expect(await second.store.read(account, expected)).toMatchObject({ kind: "key", key, source: "keychain" });
    expect(second.remembered).toContain(key);
    expect(await second.store.remove(account)).toEqual({ ok: true, backend: "keychain" });
    expect(await second.store.read(account, { expected: false })).toEqual({ kind: "none" });
    // It is gone already: asking again is no trouble, and no sign of a lock.
    expect(await second.store.remove(account)).toEqual({ ok: true, backend: "keychain" });
  });

  it("come back byte by byte, up to the longest one a keychain takes", async () => {
    const { environment } = await service({ home: home(), keyring: "unlocked" });
    const { store } = keysIn(environment);
    const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).join("");
    for (const text of [printable, "k".repeat(2_560)]) {
      expect(await store.write(account, text)).toMatchObject({ ok: true });
      expect(await store.read(account, expected)).toMatchObject({ kind: "key", key: text });
    }
  });

  it("are given up after 5 s of silence, and read again by a new process once the service goes on", async () => {
    const { environment, keyringPid } = await service({ home: home(), keyring: "unlocked" });
    const { store, started } = keysIn(environment);
    await store.write(account, key);
    const delay = monitorEventLoopDelay({ resolution: 5 });

    process.kill(keyringPid, "SIGSTOP");
    delay.enable();
    const begun = performance.now();
    const hung = await Promise.all([
      store.read(account, expected),
      store.read("anthropic|https://api.anthropic.com", expected),
    ]);
    const tookMs = performance.now() - begun;
    delay.disable();

    expect(hung.map((reading) => reading.kind)).toEqual(["unreadable", "unreadable"]);
    expect(hung[0]).toMatchObject({ message: expect.stringContaining("did not answer within 5 s") });
    expect(tookMs).toBeGreaterThan(4_900);
    expect(tookMs).toBeLessThan(8_000);
    // The wait is the child process's: this one would stand still for all of it. With slack for a busy machine.
    expect(delay.max / 1e6).toBeLessThan(2_000);
    // The process that hung is gone although its thread still waits.
    await new Promise<void>((resolve) => started.at(-1)?.onExit(resolve));

    const before = started.length;
    process.kill(keyringPid, "SIGCONT");
    expect(await store.read(account, expected)).toMatchObject({ kind: "key", key });
    expect(started.length).toBe(before + 1);
  });

  it("leave no process behind that hangs for ever when the program is killed in the middle of a call", async () => {
    const { environment, keyringPid } = await service({ home: home(), keyring: "unlocked" });
    process.kill(keyringPid, "SIGSTOP");
    expect(await endsWithin(await pidOfOrphan(environment), 5_000)).toBe(true);
  });

  it("are unreadable and not absent while the keyring is locked, and stay where they are", async () => {
    const folder = home();
    const open = await service({ home: folder, keyring: "unlocked" });
    const before = keysIn(open.environment);
    await before.store.write(account, key);
    await before.store.close();
    await open.stop();

    const shut = await service({ home: folder, keyring: "locked" });
    const locked = keysIn(shut.environment);
    expect(await faultAfterProbe(locked)).toBe(
      "locked: Secret Service is locked. Unlock it, then try again. Nothing is lost.",
    );
    expect(await locked.store.read(account, expected)).toMatchObject({ kind: "unreadable" });
    expect(await locked.store.remove(account)).toMatchObject({ ok: false });
    // The keychain itself says only "no such key": why a record is needed at all.
    expect(await locked.keychain.get(account)).toEqual({ ok: true, value: null });
    await locked.store.close();
    await shut.stop();

    const reopened = await service({ home: folder, keyring: "unlocked" });
    expect(await keysIn(reopened.environment).store.read(account, expected)).toMatchObject({ kind: "key", key });
  });

  it("stay unreadable when the keyring is locked behind a program that is running", async () => {
    const folder = home();
    const open = await service({ home: folder, keyring: "unlocked" });
    const keys = keysIn(open.environment);
    await keys.store.probe();
    await keys.store.write(account, key);
    await lockLogin(open.environment);
    expect(await keys.store.read(account, expected)).toMatchObject({
      kind: "unreadable",
      message: expect.stringContaining("Secret Service is locked."),
    });
    // From here on the view says so, and that a key stays in memory now.
    expect(keys.store.state()).toMatchObject({ kind: "memory", fault: "locked" });
    expect(await keys.store.remove(account)).toMatchObject({
      ok: false,
      message: expect.stringContaining("The key was not removed. Secret Service is locked"),
    });
    expect(await keys.store.write(account, `${key}2`)).toEqual({ ok: true, backend: "memory" });
  });
});

describe.runIf(process.platform !== "linux")("keys in the platform's own keychain", () => {
  it("come back after a restart of the program, and are gone when removed", async () => {
    const own = accountOf("test", `https://${randomUUID()}.test`);
    const first = keysIn(definedOf(process.env));
    expect(await first.store.probe()).toMatchObject({ kind: "keychain" });
    expect(await first.store.write(own, key)).toEqual({ ok: true, backend: "keychain" });
    const second = keysIn(definedOf(process.env));
    expect(await second.store.read(own, expected)).toMatchObject({ kind: "key", key });
    expect(await second.store.remove(own)).toEqual({ ok: true, backend: "keychain" });
    expect(await second.store.read(own, { expected: false })).toEqual({ kind: "none" });
  });
});

function definedOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value ?? ""]));
}

describe.runIf(process.platform === "linux")(
  "K5: without a Secret Service, keys stay in memory and the state says why",
  () => {
    it("no D-Bus at all", async () => {
      const keys = keysIn(bareEnvironment(home()));
      expect(await faultAfterProbe(keys)).toContain("absent: No Secret Service is running");
      expect(await keys.store.write(account, key)).toEqual({ ok: true, backend: "memory" });
      expect(await keys.store.read(account, expected)).toMatchObject({ kind: "key", key, source: "memory" });
      expect(await keys.store.read("google|https://x.test", expected)).toMatchObject({
        kind: "unreadable",
        message: expect.stringContaining("Start GNOME Keyring or KWallet"),
      });
      expect(await keys.store.read("google|https://x.test", { expected: false })).toEqual({ kind: "none" });
    });

    it("a bus address that leads nowhere", async () => {
      const folder = home();
      const address = `unix:path=${folder}/nobody`;
      const keys = keysIn({ ...bareEnvironment(folder), DBUS_SESSION_BUS_ADDRESS: address });
      expect(await faultAfterProbe(keys)).toContain("absent: No Secret Service is running");
    });

    it("a bus without a keyring on it, until one is started and the user tries again", async () => {
      const folder = home();
      const bus = await startBus(folder);
      cleanups.push(bus.stop);
      const keys = keysIn(bus.environment);
      expect(await faultAfterProbe(keys)).toContain("absent: No Secret Service is running");
      const heard: string[] = [];
      keys.store.onState((state) => heard.push(state.kind));
      const keyring = await startKeyring(bus.environment, "unlocked");
      cleanups.push(keyring.stop);
      expect(await keys.store.probe()).toMatchObject({ kind: "keychain" });
      expect(heard).toEqual(["keychain"]);
    });

    it("a Secret Service that this program is denied, until it is allowed", async () => {
      const folder = home();
      const { environment, deny, allow } = await service({ home: folder, keyring: "unlocked" });
      await deny();
      const keys = keysIn(environment);
      expect(await faultAfterProbe(keys)).toContain("denied: A rule of this system");
      expect(await keys.store.write(account, key)).toEqual({ ok: true, backend: "memory" });
      await allow();
      expect(await keys.store.probe()).toMatchObject({ kind: "keychain" });
    });

    it("a keyring that was never created", async () => {
      const { environment } = await service({ home: home(), keyring: "locked" });
      expect(await faultAfterProbe(keysIn(environment))).toContain("absent: The Secret Service has no keyring yet");
    });

    it("libsecret is not installed: named, and no crash", async () => {
      const preload = import.meta.resolve("./without-libsecret.ts");
      const keys = keysIn(bareEnvironment(home()), ["--import", preload]);
      expect(await faultAfterProbe(keys)).toBe(
        "absent: libsecret-1.so.0 is not installed. Install libsecret-1-0 (Fedora and Arch: libsecret), then try again.",
      );
      expect(await keys.store.write(account, key)).toEqual({ ok: true, backend: "memory" });
    });
  },
);
