import type { FailureClass } from "#shared/failure.ts";
import { type CooldownRule, cooldownRule, softCooldownMs } from "./cooldown.ts";
import { type Evidence, type Failing, targetsOf, withoutEvidence } from "./escalation.ts";
import { type Scopes, scopeList } from "./scopes.ts";

/** A moment on both clocks (engine.md R11). */
export type Moment = { readonly monotonicMs: number; readonly epochMs: number };

/** What is known of one scope. A scope without a state is closed and has no history. */
export type ScopeState = {
  readonly phase: "closed" | "open" | "half-open";
  /** When an open scope may be probed; null while closed. Never before `hardUntil`. */
  readonly until: Moment | null;
  /** As far as the server itself named the time: never undercut. What `until` adds is a guess. Null where it named none. */
  readonly hardUntil: Moment | null;
  readonly level: number;
  readonly consecutiveErrors: number;
  readonly reason: FailureClass | null;
  readonly limitedAt: Moment | null;
  readonly lastSuccessMs: number | null;
  /** The attempt that probes; at most one (R12). */
  readonly probe: string | null;
  /** The limit was set while that probe was on its way: its answer does not speak of it (R13). */
  readonly limitedDuringProbe: boolean;
};

export type LimitsState = {
  readonly scopes: ReadonlyMap<string, ScopeState>;
  /** Models that failed of late, for escalation (R3). */
  readonly evidence: readonly Evidence[];
};

export const noLimits: LimitsState = { scopes: new Map(), evidence: [] };

const closed: ScopeState = {
  phase: "closed",
  until: null,
  hardUntil: null,
  level: 0,
  consecutiveErrors: 0,
  reason: null,
  limitedAt: null,
  lastSuccessMs: null,
  probe: null,
  limitedDuringProbe: false,
};

export function scopeState(state: LimitsState, scope: string): ScopeState {
  return state.scopes.get(scope) ?? closed;
}

export type Blocked = {
  readonly scope: string;
  readonly state: ScopeState;
  readonly why: "open" | "probe-in-flight";
  /** The server's own time still lies ahead: no request may go there. */
  readonly isHard: boolean;
};

/** The scopes of a link that keep it from being tried now; none where it is available (R2). */
export function blockedBy(state: LimitsState, scopes: Scopes, now: Moment): Blocked[] {
  const blocked: Blocked[] = [];
  for (const scope of scopeList(scopes)) {
    const known = state.scopes.get(scope);
    if (known === undefined || known.phase === "closed") continue;
    const isHard = isHeldHard(known, now);
    if (known.probe !== null) blocked.push({ scope, state: known, why: "probe-in-flight", isHard });
    else if (leftMs(known, now) > 0) blocked.push({ scope, state: known, why: "open", isHard });
  }
  return blocked;
}

/**
 * Ms until a scope may be probed; 0 where it may be now. Either clock is enough, so that sleep and clock steps cost at
 * most one extra probe (R11).
 */
export function leftMs({ until }: Pick<ScopeState, "until">, now: Moment): number {
  if (until === null) return 0;
  return Math.max(0, Math.min(until.monotonicMs - now.monotonicMs, until.epochMs - now.epochMs));
}

/** Whether the time that the server itself named lies ahead, on both clocks (invariant 1). */
export function isHeldHard({ hardUntil }: Pick<ScopeState, "hardUntil">, now: Moment): boolean {
  return leftMs({ until: hardUntil }, now) > 0;
}

/** An attempt starts: it takes the probe slot of every scope that was open. Returns whether it probes. */
export function beginAttempt(
  state: LimitsState,
  attempt: { id: string; scopes: Scopes },
): { state: LimitsState; isProbe: boolean } {
  const changes = new Map<string, ScopeState>();
  for (const scope of scopeList(attempt.scopes)) {
    const known = state.scopes.get(scope);
    if (known === undefined || known.phase === "closed" || known.probe !== null) continue;
    changes.set(scope, { ...known, phase: "half-open", probe: attempt.id, limitedDuringProbe: false });
  }
  return { state: withScopes(state, changes), isProbe: changes.size > 0 };
}

type Attempted = { readonly id: string; readonly scopes: Scopes; readonly beganMs: number };

/** An attempt answered: every scope of it closes, but a hard limit that was set after it began stays (R12, R13). */
export function succeedAttempt(state: LimitsState, attempt: Attempted, now: Moment): LimitsState {
  const released = releaseAttempt(state, attempt);
  const scopes = scopeList(attempt.scopes);
  const changes = new Map<string, ScopeState>();
  for (const scope of scopes) {
    const known = scopeState(released, scope);
    const wasProbe = scopeState(state, scope).probe === attempt.id;
    if (isHeldHard(known, now) && isLimitNewer(known, attempt.beganMs, wasProbe)) continue;
    changes.set(scope, { ...closed, lastSuccessMs: now.monotonicMs });
  }
  return { ...withScopes(released, changes), evidence: withoutEvidence(state.evidence, scopes, attempt.beganMs) };
}

/** In the same millisecond only the probe can have begun after the limit: all others were kept back by it. */
function isLimitNewer({ limitedAt, limitedDuringProbe }: ScopeState, beganMs: number, wasProbe: boolean): boolean {
  if (limitedAt === null) return false;
  return wasProbe ? limitedDuringProbe : limitedAt.monotonicMs >= beganMs;
}

/** An attempt ended in a way that says nothing about the provider (stop, bad request): only its probe slot frees. */
export function releaseAttempt(state: LimitsState, attempt: { id: string; scopes: Scopes }): LimitsState {
  const changes = new Map<string, ScopeState>();
  for (const scope of scopeList(attempt.scopes)) {
    const known = state.scopes.get(scope);
    if (known?.probe === attempt.id) changes.set(scope, { ...known, phase: "open", probe: null });
  }
  return withScopes(state, changes);
}

export type FailedAttempt = Attempted &
  Failing & {
    /** The same link is tried again at once, or as soon as the server's short hint allows (R5, R8, R9). */
    readonly retriesInPlace: boolean;
    /** In [0, 1). */
    readonly random: number;
  };

/** An attempt failed: cools the scopes that its class and the evidence name (R3, R10, R13). */
export function failAttempt(state: LimitsState, attempt: FailedAttempt, now: Moment): LimitsState {
  const released = releaseAttempt(state, attempt);
  const rule = cooldownRule(attempt.failure.class, attempt.failure.reason);
  if (rule === null) return released;
  const { own, wider, evidence } = targetsOf({ ...attempt, rule }, state.evidence, now.monotonicMs);
  const changes = new Map<string, ScopeState>();
  const coolScope = (scope: string, opensAfter: number) => {
    // The probe slot was just freed, so whether this attempt probed is read from the state before.
    const wasProbe = scopeState(state, scope).probe === attempt.id;
    const next = cool(scopeState(released, scope), { rule, opensAfter, attempt, now, wasProbe });
    if (next !== null) changes.set(scope, next);
  };
  coolScope(own, rule.opensAfter);
  // Two models are two errors in a row of what they share.
  if (wider !== null) coolScope(wider.scope, wider.byEvidence ? 1 : rule.opensAfter);
  return { ...withScopes(released, changes), evidence };
}

type Cooling = {
  readonly rule: CooldownRule;
  readonly opensAfter: number;
  readonly attempt: FailedAttempt;
  readonly now: Moment;
  readonly wasProbe: boolean;
};

function cool(known: ScopeState, { rule, opensAfter, attempt, now, wasProbe }: Cooling): ScopeState | null {
  const hintMs = attempt.failure.hintMs;
  const isHinted = hintMs !== null;
  if (!isHinted && known.lastSuccessMs !== null && attempt.beganMs < known.lastSuccessMs) return null;
  const consecutiveErrors = known.consecutiveErrors + 1;
  if (!isHinted && !wasProbe && known.phase === "closed" && consecutiveErrors < opensAfter) {
    return { ...known, consecutiveErrors, reason: attempt.failure.class };
  }
  const level = wasProbe ? known.level + 1 : known.level;
  // Nothing may be added to what a retry in place waits for. But where two errors open, the second ends such retries.
  const isGuessed = !attempt.retriesInPlace || (!isHinted && rule.opensAfter > 1);
  const softMs = isGuessed ? softCooldownMs(rule, level, attempt.random) : 0;
  const hardUntil = isHinted ? laterOf(known.hardUntil, after(now, hintMs)) : known.hardUntil;
  return {
    ...known,
    phase: known.probe === null ? "open" : "half-open",
    // Never earlier than it was, except that the server's own word takes the place of a guess (R10).
    until: laterOf(isHinted ? hardUntil : known.until, after(now, Math.max(hintMs ?? 0, softMs))),
    hardUntil,
    level,
    consecutiveErrors,
    reason: attempt.failure.class,
    // A guess beside the server's own limit does not make that limit a later one (R11, R13).
    ...((isHinted || !isHeldHard(known, now)) && { limitedAt: now, limitedDuringProbe: known.probe !== null }),
  };
}

function after({ monotonicMs, epochMs }: Moment, ms: number): Moment {
  return { monotonicMs: monotonicMs + ms, epochMs: epochMs + ms };
}

/** The later on each clock: where one of them was turned, the one moment may be later by it and not by the other. */
function laterOf(known: Moment | null, proposed: Moment): Moment {
  if (known === null) return proposed;
  return {
    monotonicMs: Math.max(known.monotonicMs, proposed.monotonicMs),
    epochMs: Math.max(known.epochMs, proposed.epochMs),
  };
}

/** The user said "clear" or "send now" (R20). */
export function clearScopes(state: LimitsState, scopes: readonly string[]): LimitsState {
  return withScopes(state, new Map(scopes.map((scope) => [scope, closed])));
}

function withScopes(state: LimitsState, changes: ReadonlyMap<string, ScopeState>): LimitsState {
  return changes.size === 0 ? state : { ...state, scopes: new Map([...state.scopes, ...changes]) };
}
