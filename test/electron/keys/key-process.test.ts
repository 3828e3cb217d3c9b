import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { forkKeyProcess } from "#electron/keys/fork-key-process.ts";
import { keyProcessEnvironment } from "#electron/keys/key-process-environment.ts";
import { type UtilityChild, utilityKeyProcess } from "#electron/keys/utility-key-process.ts";
import { programPath } from "#test/support/programs.ts";

/** On Linux nothing of this finds a keychain: these tests are about the process, not about what it asks. */
const withoutKeychain = { PATH: process.env.PATH ?? "", SystemRoot: process.env.SystemRoot };

const kills: (() => void)[] = [];
afterEach(() => {
  for (const kill of kills.splice(0)) kill();
});

function forked(execArgv: readonly string[] = []) {
  const child = forkKeyProcess({ entry: programPath("key-process"), environment: withoutKeychain, execArgv });
  kills.push(child.kill);
  return child;
}

/** The first message that comes back after sending. */
function answerTo(child: ReturnType<typeof forked>): Promise<unknown> {
  return new Promise((resolve) => {
    child.onMessage(resolve);
    child.send({ id: 41, operation: "get", account: "test|https://nobody.test" });
  });
}

describe("the key process", () => {
  it("answers every request with its id, also where there is no keychain", async () => {
    expect(await answerTo(forked())).toMatchObject({ id: 41 });
  });

  it("speaks over Electron's utility process port where it finds one", async () => {
    const answer = await answerTo(forked(["--import", import.meta.resolve("./utility-port-double.ts")]));
    expect(answer).toMatchObject({ overUtilityPort: { id: 41 } });
  });

  it("tells that it could not be started instead of throwing", async () => {
    const child = forkKeyProcess({ entry: `${programPath("key-process")}.missing`, environment: withoutKeychain });
    await new Promise<void>((resolve) => child.onExit(resolve));
  });
});

/** A process that does not heed SIGTERM, with Electron's way of showing it: no number before it has spawned. */
async function hanging() {
  const source = "process.on('SIGTERM', () => {}); process.stdout.write('deaf'); setInterval(() => {}, 1000)";
  const deaf = spawn(process.execPath, ["-e", source], { stdio: ["ignore", "pipe", "ignore"] });
  kills.push(() => deaf.kill("SIGKILL"));
  if (deaf.stdout !== null) await once(deaf.stdout, "data");
  return deaf;
}

function shown(deaf: ChildProcess, hasSpawned = true): UtilityChild & { spawned(): void } {
  let onSpawn: (message: unknown) => void = () => undefined;
  const child = {
    pid: hasSpawned ? deaf.pid : undefined,
    on(name: string, listener: (message: unknown) => void) {
      if (name === "spawn") onSpawn = listener;
      else deaf.on(name, listener);
    },
    postMessage: () => undefined,
    kill: () => child.pid !== undefined && deaf.kill(),
    spawned() {
      child.pid = deaf.pid;
      onSpawn(undefined);
    },
  };
  return child;
}

describe("the key process in Electron", () => {
  it("ends by force, whatever hangs in it", async () => {
    const deaf = await hanging();
    const keys = utilityKeyProcess(shown(deaf));
    const ended = new Promise<void>((resolve) => keys.onExit(resolve));
    keys.kill();
    await ended;
    expect(deaf.signalCode).toBe("SIGKILL");
    // A second time there is nothing left to end.
    expect(keys.kill).not.toThrow();
  });

  it("ends as soon as it has spawned where it was given up before", async () => {
    const deaf = await hanging();
    const child = shown(deaf, false);
    const keys = utilityKeyProcess(child);
    keys.kill();
    child.spawned();
    await new Promise<void>((resolve) => keys.onExit(resolve));
    expect(deaf.signalCode).toBe("SIGKILL");
  });
});

describe("the environment of the key process", () => {
  it("holds what finds the keychain and no key, whatever the key's variable is called", () => {
    const environment = {
      HOME: "/home/a",
      DBUS_SESSION_BUS_ADDRESS: "unix:path=/run/user/1000/bus",
      XDG_RUNTIME_DIR: "/run/user/1000",
      SystemRoot: "C:\\Windows",
      OPENAI_API_KEY: "sk-1",
      MY_PRIVATE_THING: "sk-2",
      NODE_OPTIONS: "--inspect",
      PATH: undefined,
    };
    expect(keyProcessEnvironment(environment)).toEqual({
      HOME: "/home/a",
      DBUS_SESSION_BUS_ADDRESS: "unix:path=/run/user/1000/bus",
      XDG_RUNTIME_DIR: "/run/user/1000",
      SystemRoot: "C:\\Windows",
    });
  });
});
