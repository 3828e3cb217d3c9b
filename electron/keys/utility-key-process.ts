import type { KeyProcess } from "./key-channel.ts";

/** The part of Electron's utility process that is used. */
export type UtilityChild = {
  /** Undefined before it has spawned and after it has exited. */
  readonly pid?: number | undefined;
  on(name: "message", listener: (message: unknown) => void): unknown;
  on(name: "spawn" | "exit", listener: () => void): unknown;
  postMessage(message: unknown): void;
  kill(): boolean;
};

/** Electron's counterpart of `forkKeyProcess`: with the runAsNode fuse off, `fork` starts nothing there. */
export function utilityKeyProcess(child: UtilityChild): KeyProcess {
  const listeners = new Set<() => void>();
  let isGone = false;
  let isUnwanted = false;
  child.on("exit", () => {
    isGone = true;
    for (const listener of listeners) listener();
    listeners.clear();
  });
  child.on("spawn", () => {
    if (isUnwanted) endByForce(child);
  });
  return {
    send: (request) => child.postMessage(request),
    onMessage: (callback) => void child.on("message", callback),
    onExit: (callback) => {
      if (isGone) callback();
      else listeners.add(callback);
    },
    kill: () => {
      isUnwanted = true;
      endByForce(child);
    },
  };
}

/** Electron's own `kill` asks with SIGTERM, which a process that hangs in the keychain need not heed. */
function endByForce(child: UtilityChild): void {
  const { pid } = child;
  child.kill();
  if (pid === undefined) return;
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // Gone in this very moment.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
