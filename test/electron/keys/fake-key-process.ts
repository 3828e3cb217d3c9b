import type { KeyProcess } from "#electron/keys/key-channel.ts";
import type { KeyRequest } from "#electron/keys/key-message.ts";
import type { Clock } from "#electron/manager/dependencies.ts";

/** A key process under the test's hand, with a keychain that outlives it. */
export type FakeProcess = KeyProcess & {
  readonly received: KeyRequest[];
  readonly killed: () => boolean;
  answer(message: unknown): void;
  exit(): void;
};

export type FakeKeychain = {
  readonly processes: FakeProcess[];
  readonly stored: Map<string, string>;
  spawn(): FakeProcess;
  /** From now on calls get no answer, this one, or again what is stored. */
  behave(how: "silent" | "store" | { readonly reason: "load" | "refused"; readonly message: string }): void;
  /** From now on each call gets the answer made for it. */
  answerWith(make: (request: KeyRequest) => Reply): void;
  /** What is stored, as a keychain in order answers. */
  perform(request: KeyRequest): string | boolean | null;
};

type Reply =
  | { readonly ok: true; readonly value: string | boolean | null }
  | { readonly ok: false; readonly reason: "load" | "refused"; readonly message: string };

export function fakeKeychain(): FakeKeychain {
  const processes: FakeProcess[] = [];
  const stored = new Map<string, string>();
  const inOrder = (request: KeyRequest): Reply => ({ ok: true, value: perform(stored, request) });
  let replyTo: ((request: KeyRequest) => Reply) | null = inOrder;
  const react = (request: KeyRequest, process: FakeProcess) => {
    if (replyTo === null) return;
    const reply = replyTo(request);
    queueMicrotask(() => process.answer({ id: request.id, ...reply }));
  };
  const spawn = () => {
    const process = fakeProcess(react);
    processes.push(process);
    return process;
  };
  const behave: FakeKeychain["behave"] = (how) => {
    if (how === "silent") replyTo = null;
    else replyTo = how === "store" ? inOrder : () => ({ ok: false, ...how });
  };
  const answerWith: FakeKeychain["answerWith"] = (make) => {
    replyTo = make;
  };
  return { processes, stored, spawn, behave, answerWith, perform: (request) => perform(stored, request) };
}

function perform(stored: Map<string, string>, request: KeyRequest): string | boolean | null {
  if (request.operation === "get") return stored.get(request.account) ?? null;
  if (request.operation === "delete") return stored.delete(request.account);
  stored.set(request.account, request.key);
  return null;
}

function fakeProcess(react: (request: KeyRequest, process: FakeProcess) => void): FakeProcess {
  const received: KeyRequest[] = [];
  const exits: (() => void)[] = [];
  let onMessage: (message: unknown) => void = () => undefined;
  let killed = false;
  const exit = () => {
    for (const callback of exits.splice(0)) callback();
  };
  const process: FakeProcess = {
    received,
    killed: () => killed,
    send: (request) => {
      received.push(request);
      react(request, process);
    },
    onMessage: (callback) => {
      onMessage = callback;
    },
    onExit: (callback) => void exits.push(callback),
    kill: () => {
      killed = true;
      queueMicrotask(exit);
    },
    answer: (message) => onMessage(message),
    exit,
  };
  return process;
}

/** Time passes when the test says so. */
export function handClock(): Pick<Clock, "after"> & { pass(ms: number): Promise<void> } {
  let nowMs = 0;
  const timers = new Set<{ readonly atMs: number; readonly callback: () => void }>();
  return {
    after: (ms, callback) => {
      const timer = { atMs: nowMs + ms, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    pass: async (ms) => {
      await settle();
      nowMs += ms;
      for (const timer of [...timers]) {
        if (timer.atMs > nowMs) continue;
        timers.delete(timer);
        timer.callback();
      }
      await settle();
    },
  };
}

/** Lets everything that is ready run. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
