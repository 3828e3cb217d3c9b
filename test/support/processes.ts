import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const projectRoot = fileURLToPath(new URL("../..", import.meta.url));

export type Started = {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** The first match in what the child printed to stdout; rejects where the child ends or `withinMs` passes first. */
  line(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  /** Sends the signal and waits for the end. `ms` is from signal to end; a signal's death is code 128 + number. */
  stop(signal?: NodeJS.Signals): Promise<Ended>;
  ended: Promise<number>;
};

export type Ended = { readonly code: number; readonly ms: number };

/** Starts a script of this project under the Node that runs the tests. */
export function startNode(args: readonly string[], env: NodeJS.ProcessEnv): Started {
  const child = spawn(process.execPath, args, { cwd: projectRoot, env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? (signal === "SIGKILL" ? 137 : 143)));
  });
  const printed = () => `stdout:\n${stdout}\nstderr:\n${stderr}`;
  return {
    child,
    ended,
    stdout: () => stdout,
    stderr: () => stderr,
    line: (pattern, withinMs = 60_000) => {
      const found = new Promise<RegExpExecArray>((resolve) => {
        const look = () => {
          const match = pattern.exec(stdout);
          if (match !== null) resolve(match);
        };
        child.stdout.on("data", look);
        look();
      });
      const gone = ended.then((code) => {
        throw new Error(`It ended with code ${code} before it printed ${pattern}.\n${printed()}`);
      });
      return within(Promise.race([found, gone]), withinMs, () => `No ${pattern} in ${withinMs} ms.\n${printed()}`);
    },
    stop: async (signal = "SIGINT") => {
      const startedAtMs = performance.now();
      child.kill(signal);
      const late = () => `It did not end after ${signal}.\n${printed()}`;
      const code = await within(ended, 15_000, late).finally(() => child.kill("SIGKILL"));
      return { code, ms: performance.now() - startedAtMs };
    },
  };
}

/** Rejects with the message where the promise takes longer. */
async function within<T>(promise: Promise<T>, ms: number, message: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message())), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/**
 * The environment of a program under test: without the developer's keys and base addresses, so that no test reaches a
 * real provider, and without their D-Bus, so that none writes into their keychain.
 */
export function cleanEnvironment(change: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const secret = /_API_KEY$|_BASE_URL$|^DBUS_SESSION_BUS_ADDRESS$|^INIT_CWD$|^UNDERSTUDY_GATEWAY_TOKEN$/;
  const kept = Object.entries(process.env).filter(([name]) => !secret.test(name));
  return { ...Object.fromEntries(kept), ...change };
}
