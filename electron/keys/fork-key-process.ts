import { fork } from "node:child_process";
import type { KeyProcess } from "./key-channel.ts";
import { type Environment, keyProcessEnvironment } from "./key-process-environment.ts";

export type ForkOptions = {
  /** File of the built `key-process.js` (or the `.ts` source in tests). */
  readonly entry: string;
  /** The program's own environment; only what a keychain needs is handed on. */
  readonly environment: Environment;
  /** Node's own arguments for the child, as in `--import x`; none by default. */
  readonly execArgv?: readonly string[];
};

/** Starts the key process under Node. Electron has utilityProcess for the same. */
export function forkKeyProcess({ entry, environment, execArgv = [] }: ForkOptions): KeyProcess {
  const child = fork(entry, [], {
    env: keyProcessEnvironment(environment),
    execArgv: [...execArgv],
    // What libsecret or a crash prints could quote what it was given: nobody reads it, nothing keeps it.
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const listeners = new Set<() => void>();
  let gone = false;
  const leave = () => {
    gone = true;
    for (const listener of listeners) listener();
    listeners.clear();
  };
  child.on("exit", leave);
  // A child that could not be started tells so here and never exits.
  child.on("error", () => (child.pid === undefined ? leave() : child.kill("SIGKILL")));
  return {
    send: (request) => {
      if (child.connected) child.send(request, (error) => void (error !== null && child.kill("SIGKILL")));
    },
    onMessage: (callback) => void child.on("message", callback),
    onExit: (callback) => {
      if (gone) callback();
      else listeners.add(callback);
    },
    kill: () => void child.kill("SIGKILL"),
  };
}
