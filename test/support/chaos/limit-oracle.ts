import type { BoardAttempt, LimitBoard } from "#electron/manager/limit-board.ts";
import { blockedBy, type LimitsState, leftMs, scopeState } from "#electron/manager/limits.ts";
import { type Scopes, scopeList } from "#electron/manager/scopes.ts";
import type { Failure } from "#shared/failure.ts";
import { binds, inheritedWaits, type Lasting, lastingWaits, type Wait } from "./lasting-waits.ts";
import { changedScopes, loweredScopes } from "./limit-changes.ts";
import { expectedScope, isWiderProven, later, longestSoftMs, type Seen } from "./limit-rules.ts";
import { createLocalOracle, type LocalOracle } from "./local-oracle.ts";

/** A rule that was broken: the number of its invariant, and how. */
export type Broken = { readonly invariant: number; readonly how: string };

export type Oracle = {
  readonly board: LimitBoard;
  readonly broken: readonly Broken[];
  /** Failures that were booked, by their attempt. */
  readonly booked: ReadonlyMap<string, Failure>;
  /** Notes where a link is held although no failure explains it any more (invariant 18). */
  checkHeld(scopes: Scopes): void;
  lasting(): ReadonlyMap<string, Lasting>;
};

type Memory = {
  readonly real: LimitBoard;
  readonly broken: Broken[];
  readonly waits: Map<string, readonly Wait[]>;
  readonly probing: Map<string, ReadonlySet<string>>;
  readonly seen: Seen[];
  readonly booked: Map<string, Failure>;
  readonly local: LocalOracle;
};

/**
 * Watches a board with a second, plain account of what it may do: from the calls alone, not from what the board holds,
 * it knows which waits lie ahead and who probes. `inherited` are the lasting waits of the start before.
 */
export function watchBoard(real: LimitBoard, inherited: ReadonlyMap<string, Lasting> = new Map()): Oracle {
  const memory: Memory = {
    real,
    broken: [],
    waits: inheritedWaits(real, inherited),
    probing: new Map(),
    seen: [],
    booked: new Map(),
    local: createLocalOracle(),
  };
  for (const [scope, { mostMs }] of inherited) {
    const isLonger = leftMs(scopeState(real.state(), scope), real.now()) > mostMs + 1;
    if (isLonger) note(memory, 18, `${scope} is held longer after a restart than anyone asked for`);
  }
  const board: LimitBoard = {
    ...real,
    begin: (attempt) => begin(memory, attempt),
    succeed: (attempt, firstTokenMs) => succeed(memory, attempt, firstTokenMs),
    fail: (attempt, details) => fail(memory, attempt, details),
    release: (attempt) => {
      const before = real.state();
      real.release(attempt);
      checkChanges(memory, before, { own: [], by: `the release of ${attempt.id}`, invariant: 14 });
      leave(memory, attempt.id);
    },
    clear: (providerId) => lift(memory, () => real.clear(providerId)),
    open: (scopes) => lift(memory, () => real.open(scopes)),
  };
  return {
    board,
    broken: memory.broken,
    booked: memory.booked,
    checkHeld: (scopes) => checkHeld(memory, scopes),
    lasting: () => lastingWaits(memory.waits, inherited, real.now()),
  };
}

function begin(memory: Memory, attempt: BoardAttempt): { isProbe: boolean } {
  const { real, waits, probing } = memory;
  const before = real.state();
  const now = real.now();
  const open: string[] = [];
  for (const scope of scopeList(attempt.scopes)) {
    const own = waits.get(scope) ?? [];
    const isHeld = own.some((wait) => binds(wait, now));
    if (isHeld) note(memory, 1, `${attempt.id} goes to ${scope} while its hard limit lies ahead`);
    waits.set(
      scope,
      own.map((wait) => ({ ...wait, isOver: true })),
    );
    const others = probing.get(scope) ?? new Set<string>();
    if (others.size > 0) note(memory, 4, `${attempt.id} goes to ${scope} while ${[...others].join()} probes`);
    if (scopeState(before, scope).phase === "closed") continue;
    open.push(scope);
    probing.set(scope, new Set([...others, attempt.id]));
  }
  const begun = real.begin(attempt);
  if (begun.isProbe !== open.length > 0) note(memory, 4, `${attempt.id} does not know whether it probes`);
  return begun;
}

function succeed(memory: Memory, attempt: BoardAttempt, firstTokenMs: number | null): void {
  const { real, waits, probing } = memory;
  const before = real.state();
  real.succeed(attempt, firstTokenMs);
  const now = real.now();
  for (const scope of scopeList(attempt.scopes)) {
    const is = scopeState(real.state(), scope);
    const isHeld = (waits.get(scope) ?? []).some(
      ({ setAt, hard }) =>
        hard !== null && hard.monotonicMs > now.monotonicMs - 1 && setAt.monotonicMs >= attempt.beganMs,
    );
    const isLimited = is.phase !== "closed" || is.consecutiveErrors !== 0 || leftMs(is, now) > 0;
    if (!isHeld && isLimited) note(memory, 5, `${scope} stays limited after the success of ${attempt.id}`);
    if (is.phase !== "closed") continue;
    const isUndercut = (waits.get(scope) ?? []).some(
      (wait) => binds(wait, now) && wait.setAt.monotonicMs > attempt.beganMs,
    );
    if (isUndercut) note(memory, 1, `${attempt.id} began before the hard limit of ${scope}, and lifted it`);
    waits.delete(scope);
    probing.delete(scope);
  }
  checkChanges(memory, before, { own: scopeList(attempt.scopes), by: attempt.id, invariant: 16 });
  leave(memory, attempt.id);
}

type Details = Parameters<LimitBoard["fail"]>[1];

function fail(memory: Memory, attempt: BoardAttempt, details: Details): Failure {
  const { real, local, probing } = memory;
  const before = real.state();
  const isLocal = local.isLocal(attempt, { failure: details.failure, before, now: real.now() });
  const failure = real.fail(attempt, details);
  memory.booked.set(attempt.id, failure);
  if (isLocal !== (failure.class === "LOCAL")) note(memory, 17, `${attempt.id} is ${failure.class}`);
  if (failure.class === "LOCAL") {
    for (const how of local.stillBooked(real.state())) note(memory, 17, how);
    checkChanges(memory, before, { own: local.hosts(), by: attempt.id, invariant: 17 });
    // A cooldown that was this computer's own fault is undone: who probed for its end is a request like any other now.
    for (const host of local.hosts()) if (scopeState(real.state(), host).phase === "closed") probing.delete(host);
  } else if (longestSoftMs(failure) === null) {
    checkChanges(memory, before, { own: [], by: `${failure.class} of ${attempt.id}`, invariant: 9 });
  } else checkCooled(memory, before, { attempt, details });
  leave(memory, attempt.id);
  return failure;
}

/** Only its own scope cools, and a wider one where the evidence names it (invariant 16); no wait gets shorter (3). */
function checkCooled(
  memory: Memory,
  before: LimitsState,
  { attempt, details }: { attempt: BoardAttempt; details: Details },
): void {
  const { real, seen, waits } = memory;
  const { modelId, failure, scopeHint, isHostPage } = details;
  const now = real.now();
  const entry = { scopes: attempt.scopes, modelId, failure, scopeHint, isHostPage, atMs: now.monotonicMs };
  const own = expectedScope(failure.class, attempt.scopes, scopeHint);
  // Evidence may be over because of an answer in between, so a wider scope may cool, but need not.
  const changed = changedScopes(before, real.state());
  const wider = changed.filter((scope) => scope !== own && scopeHint === null && isWiderProven(scope, entry, seen));
  seen.push(entry);
  checkChanges(memory, before, { own: [own, ...wider], by: `${failure.class} of ${attempt.id}`, invariant: 16 });
  const hard = failure.hintMs === null ? null : later(now, failure.hintMs);
  const longest = later(now, Math.max(failure.hintMs ?? 0, longestSoftMs(failure) ?? 0));
  for (const scope of [own, ...wider]) {
    waits.set(scope, [...(waits.get(scope) ?? []), { setAt: now, hard, longest, isOver: false }]);
  }
  const lowered = loweredScopes(before, real.state(), hard !== null);
  for (const scope of lowered) note(memory, 3, `${attempt.id} lowers ${scope}`);
}

type Change = { readonly own: readonly string[]; readonly by: string; readonly invariant: number };

/** Nothing but `own` changed, save that an attempt which is over gives its probe slots back. */
function checkChanges(memory: Memory, before: LimitsState, { own, by, invariant }: Change): void {
  const other = changedScopes(before, memory.real.state()).filter((scope) => !own.includes(scope));
  if (other.length > 0) note(memory, invariant, `${by} changes ${other.join()}`);
}

function lift({ waits, probing, real }: Memory, lifts: () => void): void {
  lifts();
  // From here on the rules count anew (R20).
  for (const scope of [...waits.keys(), ...probing.keys()]) {
    if (scopeState(real.state(), scope).phase !== "closed") continue;
    waits.delete(scope);
    probing.delete(scope);
  }
}

function checkHeld(memory: Memory, scopes: Scopes): void {
  const now = memory.real.now();
  for (const { scope, why } of blockedBy(memory.real.state(), scopes, now)) {
    const waits = memory.waits.get(scope) ?? [];
    const isDue =
      waits.every(({ longest }) => now.monotonicMs > longest.monotonicMs + 1) ||
      waits.every(({ longest }) => now.epochMs > longest.epochMs + 1);
    if (why === "open" && isDue) note(memory, 18, `${scope} is held longer than anyone asked for`);
  }
}

function leave({ probing }: Memory, attemptId: string): void {
  for (const [scope, ids] of probing) probing.set(scope, new Set([...ids].filter((id) => id !== attemptId)));
}

function note({ broken }: Memory, invariant: number, how: string): void {
  broken.push({ invariant, how });
}
