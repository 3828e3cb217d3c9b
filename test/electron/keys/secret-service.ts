import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/**
 * A D-Bus session of its own with a real gnome-keyring on it, in private folders: the tests see the keychain a person
 * has, and no person's keychain sees the tests.
 */
export type SecretService = Pick<Bus, "environment" | "deny" | "allow"> & {
  readonly keyringPid: number;
  stop(): Promise<void>;
};

export type ServiceOptions = {
  /** A folder from `privateHome`, so that a second daemon finds what the first one stored. */
  readonly home: string;
  /** Locked keeps the collection as it is on disk, with no one to ask for the password. */
  readonly keyring: "unlocked" | "locked";
};

export function privateHome(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "understudy-keyring-"));
  chmodSync(path, 0o700);
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** What a process needs to run here, without any session of the machine's own. */
export function bareEnvironment(home: string): Record<string, string> {
  return { PATH: process.env.PATH ?? "", HOME: home, XDG_RUNTIME_DIR: home };
}

export async function startSecretService({ home, keyring }: ServiceOptions): Promise<SecretService> {
  const bus = await startBus(home);
  const daemon = await startKeyring(bus.environment, keyring);
  return {
    ...bus,
    keyringPid: daemon.pid,
    stop: async () => {
      await daemon.stop();
      await bus.stop();
    },
  };
}

export type Daemon = { readonly pid: number; stop(): Promise<void> };

export async function startKeyring(
  environment: Record<string, string>,
  keyring: ServiceOptions["keyring"],
): Promise<Daemon> {
  const unlock = keyring === "unlocked" ? ["--unlock"] : [];
  const daemon = spawn("gnome-keyring-daemon", ["--foreground", ...unlock, "--components=secrets"], {
    env: environment,
    stdio: ["pipe", "ignore", "ignore"],
  });
  explainMissing(daemon, "gnome-keyring");
  daemon.stdin?.end("password of the test keyring");
  await waitForName(environment, "org.freedesktop.secrets");
  return { pid: pidOf(daemon), stop: () => endProcess(daemon) };
}

/** What the lock button of a keyring manager does. */
export function lockLogin(environment: Record<string, string>): Promise<string> {
  const login = "array:objpath:/org/freedesktop/secrets/collection/login";
  const secrets = ["--dest=org.freedesktop.secrets", "/org/freedesktop/secrets"];
  return ask(environment, [...secrets, "org.freedesktop.Secret.Service.Lock", login]);
}

export type Bus = {
  readonly environment: Record<string, string>;
  /** From now on no program may speak to the keyring, as a sandbox has it. */
  deny(): Promise<void>;
  allow(): Promise<void>;
  stop(): Promise<void>;
};

/** A session bus on which no program may be started by name: what is not started by a test is not there. */
export async function startBus(home: string): Promise<Bus> {
  const configuration = join(home, "bus.conf");
  writeFileSync(configuration, busConfiguration(home, "allow"));
  const daemon = spawn("dbus-daemon", [`--config-file=${configuration}`, "--nofork", "--print-address=1"], {
    env: bareEnvironment(home),
    stdio: ["ignore", "pipe", "ignore"],
  });
  explainMissing(daemon, "dbus");
  const address = await firstLine(daemon);
  const environment = { ...bareEnvironment(home), DBUS_SESSION_BUS_ADDRESS: address };
  const rule = async (verdict: Verdict) => {
    writeFileSync(configuration, busConfiguration(home, verdict));
    const bus = ["--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"];
    await ask(environment, [...bus, "org.freedesktop.DBus.ReloadConfig"]);
  };
  return {
    environment,
    deny: () => rule("deny"),
    allow: () => rule("allow"),
    stop: () => endProcess(daemon),
  };
}

type Verdict = "allow" | "deny";

function busConfiguration(home: string, verdict: Verdict): string {
  return `<busconfig><type>session</type><listen>unix:tmpdir=${home}</listen><auth>EXTERNAL</auth>
    <policy context="default"><allow send_destination="*"/><allow eavesdrop="false"/><allow own="*"/>
    <${verdict} send_destination="org.freedesktop.secrets"/></policy></busconfig>`;
}

/** Its absence is a failure of the machine, and has to read like one. */
function explainMissing(child: ChildProcess, name: string): void {
  child.on("error", (error) => {
    throw new Error(`${name} could not be started, and these tests need it: apt-get install dbus gnome-keyring`, {
      cause: error,
    });
  });
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("no output to read from");
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error("dbus-daemon ended without an address");
}

async function waitForName(environment: Record<string, string>, name: string): Promise<void> {
  const end = performance.now() + 8_000;
  while (performance.now() < end) {
    if (await hasOwner(environment, name)) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${name} did not appear on the bus within 8 s`);
}

async function hasOwner(environment: Record<string, string>, name: string): Promise<boolean> {
  const bus = ["--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"];
  const answer = await ask(environment, [...bus, "org.freedesktop.DBus.NameHasOwner", `string:${name}`]);
  return answer.includes("boolean true");
}

function ask(environment: Record<string, string>, question: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, output: string) => (error === null ? resolve(output) : reject(error));
    execFile("dbus-send", ["--session", "--print-reply", ...question], { env: environment, timeout: 5_000 }, done);
  });
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error("the process did not start");
  return child.pid;
}

function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
