import type { KeyProcess } from "./key-channel.ts";

/** The part of Electron's utility process that is used. */
export type UtilityChild = {
  readonly pid?: number | undefined;
  on(name: "message", listener: (message: unknown) => void): unknown;
  on(name: "exit", listener: () => void): unknown;
  postMessage(message: unknown): void;
  kill(): boolean;
};

/** Electron's counterpart of `forkKeyProcess`: with the runAsNode fuse off, `fork` starts nothing there. */
export function utilityKeyProcess(child: UtilityChild): KeyProcess {
  const listeners = new Set<() => void>();
  let isGone = false;
  child.on("exit", () => {
    isGone = true;
    for (const listener of listeners) listener();
    listeners.clear();
  });
  return {
    send: (request) => child.postMessage(request),
    onMessage: (callback) => void child.on("message", callback),
    onExit: (callback) => {
      if (isGone) callback();
      else listeners.add(callback);
    },
    kill: () => void child.kill(),
  };
}
