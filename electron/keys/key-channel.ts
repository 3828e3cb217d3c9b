import type { Clock } from "#electron/manager/dependencies.ts";
import { isKeyAnswer, type KeyOperation, type KeyRequest } from "./key-message.ts";
import type { KeychainTrouble } from "./keychain-trouble.ts";

/** A running key process, whatever started it: `fork` under Node, utilityProcess in Electron. */
export type KeyProcess = {
  send(request: KeyRequest): void;
  onMessage(callback: (message: unknown) => void): void;
  /** Called once; at once where the process has ended already. */
  onExit(callback: () => void): void;
  /** Ends it by force: a process whose thread hangs in the keychain does not end when it is asked to. */
  kill(): void;
};

export type Reply =
  | { readonly ok: true; readonly value: string | boolean | null }
  | { readonly ok: false; readonly trouble: KeychainTrouble };

/** The line to one key process: one call at a time, each settled by an answer, its time limit or the process's end. */
export type KeyChannel = {
  call(operation: KeyOperation): Promise<Reply>;
  isOpen(): boolean;
  end(): void;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
};

export type ChannelOptions = {
  readonly process: KeyProcess;
  readonly clock: Pick<Clock, "after">;
  readonly limitMs: number;
};

type Waiting = { readonly id: number; settle(reply: Reply): void };

export function openKeyChannel({ process, clock, limitMs }: ChannelOptions): KeyChannel {
  let open = true;
  let lastId = 0;
  let waiting: Waiting | null = null;
  const ended = new Promise<void>((resolve) => {
    process.onExit(() => {
      open = false;
      waiting?.settle(failed("ended", "the key process ended"));
      resolve();
    });
  });
  process.onMessage((message) => {
    // An answer to a call that was given up meanwhile has no one to take it.
    if (!isKeyAnswer(message) || message.id !== waiting?.id) return;
    waiting.settle(message.ok ? { ok: true, value: message.value } : failed(message.reason, message.message));
  });
  const call = (operation: KeyOperation) =>
    new Promise<Reply>((resolve) => {
      if (!open) return resolve(failed("ended", "the key process ended"));
      lastId += 1;
      const cancel = clock.after(limitMs, () => waiting?.settle(failed("timeout", `no answer in ${limitMs} ms`)));
      waiting = {
        id: lastId,
        settle: (reply) => {
          waiting = null;
          cancel();
          resolve(reply);
        },
      };
      process.send({ ...operation, id: lastId });
    });
  const end = () => {
    open = false;
    process.kill();
  };
  return { call, isOpen: () => open, end, ended };
}

export function failed(reason: KeychainTrouble["reason"], message: string): { ok: false; trouble: KeychainTrouble } {
  return { ok: false, trouble: { reason, message } };
}
