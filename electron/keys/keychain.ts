import type { Clock } from "#electron/manager/dependencies.ts";
import { messageOf } from "#shared/failure.ts";
import { failed, type KeyChannel, type KeyProcess, openKeyChannel, type Reply } from "./key-channel.ts";
import type { KeyOperation } from "./key-message.ts";
import type { KeychainTrouble } from "./keychain-trouble.ts";

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly trouble: KeychainTrouble };

/** The system keychain, asked through a process of its own. Never rejects; a call takes at most 5 s once it is its turn. */
export type Keychain = {
  /** Null: not there, or the keychain is locked. Nothing tells these two apart. */
  get(account: string): Promise<Outcome<string | null>>;
  set(account: string, key: string): Promise<Outcome<null>>;
  /** False: it was not there, or the keychain is locked. */
  delete(account: string): Promise<Outcome<boolean>>;
  /** Takes a new process for the next call and forgets the strikes: the user says that something has changed. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

export type KeychainOptions = {
  /** Called at the first call and after every process that was lost. */
  readonly spawn: () => KeyProcess;
  readonly clock: Pick<Clock, "after">;
  readonly limitMs?: number;
};

const defaultLimitMs = 5_000;
const mostStrikes = 3;
const closeWaitMs = 1_000;

export function createKeychain({ spawn, clock, limitMs = defaultLimitMs }: KeychainOptions): Keychain {
  const line = createLine(() => openKeyChannel({ process: spawn(), clock, limitMs }));
  return {
    get: async (account) => typed(await line.call({ operation: "get", account }), isKeyOrNull),
    set: async (account, key) => typed(await line.call({ operation: "set", account, key }), isNull),
    delete: async (account) => typed(await line.call({ operation: "delete", account }), isBoolean),
    restart: line.restart,
    close: async () => {
      const ended = line.close();
      await Promise.race([ended, new Promise<void>((resolve) => void clock.after(closeWaitMs, resolve))]);
    },
  };
}

type Line = {
  call(operation: KeyOperation): Promise<Reply>;
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** Calls one after another: parallel ones would only fill the pool of the key process (security.md finding 7). */
function createLine(open: () => KeyChannel): Line {
  const guard = createGuard(open);
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const result = turn.then(task);
    // Whoever asked hears of a mistake; those behind it get their turn all the same.
    turn = result.catch(() => undefined);
    return result;
  };
  return {
    call: (operation) => {
      const asked = guard.losses();
      return inTurn(() => guard.run(operation, asked));
    },
    restart: () => inTurn(async () => guard.restart()),
    close: async () => {
      await Promise.all([guard.close(), turn]);
    },
  };
}

type Guard = {
  /** How many processes were lost so far. */
  losses(): number;
  /** `asked` is the number of losses when the call was made: a call older than a loss is settled with it. */
  run(operation: KeyOperation, asked: number): Promise<Reply>;
  restart(): void;
  close(): Promise<void>;
};

/** Replaces a lost process and gives up after three in a row. */
function createGuard(open: () => KeyChannel): Guard {
  let channel: KeyChannel | null = null;
  let strikes = 0;
  let losses = 0;
  let lastLoss: Reply = failed("ended", "the key process ended");
  let closed = false;
  const drop = () => {
    channel?.end();
    channel = null;
  };
  const lose = (trouble: KeychainTrouble): Reply => {
    strikes += 1;
    losses += 1;
    lastLoss = failed(strikes < mostStrikes ? trouble.reason : "not-responding", trouble.message);
    drop();
    return lastLoss;
  };
  const run = async (operation: KeyOperation, asked: number): Promise<Reply> => {
    if (closed) return failed("closed", "closed");
    // Without the first half, every call that waited behind a hung one would hang its own 5 s.
    if (asked < losses || strikes >= mostStrikes) return lastLoss;
    if (!channel?.isOpen()) {
      const opened = tryToOpen(open);
      if (!opened.ok) return lose(opened.trouble);
      channel = opened.channel;
    }
    const reply = await channel.call(operation);
    if (closed) return failed("closed", "closed");
    if (!reply.ok && isLoss(reply.trouble)) return lose(reply.trouble);
    strikes = 0;
    // A library that failed to load stays failed in its process; the next call may find it installed.
    if (!reply.ok && reply.trouble.reason === "load") drop();
    return reply;
  };
  const restart = () => {
    strikes = 0;
    drop();
  };
  const close = async () => {
    closed = true;
    const ended = channel?.ended;
    drop();
    await ended;
  };
  return { losses: () => losses, run, restart, close };
}

type Opened =
  | { readonly ok: true; readonly channel: KeyChannel }
  | { readonly ok: false; readonly trouble: KeychainTrouble };

/** A system without memory, or that forbids new processes, throws with its code. */
function tryToOpen(open: () => KeyChannel): Opened {
  try {
    return { ok: true, channel: open() };
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return failed("ended", messageOf(error));
  }
}

function isLoss(trouble: KeychainTrouble): boolean {
  return trouble.reason === "timeout" || trouble.reason === "ended";
}

function typed<T>(reply: Reply, isExpected: (value: unknown) => value is T): Outcome<T> {
  if (!reply.ok) return reply;
  if (isExpected(reply.value)) return { ok: true, value: reply.value };
  return failed("wrong", "the key process answered something else than it was asked");
}

const isNull = (value: unknown): value is null => value === null;
const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isKeyOrNull = (value: unknown): value is string | null => value === null || typeof value === "string";
