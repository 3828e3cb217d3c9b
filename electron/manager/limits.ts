import type { Failure, FailureClass } from "#shared/failure.ts";
import { type CooldownRule, cooldownRule, softCooldownMs } from "./cooldown.ts";
import { type Scopes, scopeList } from "./scopes.ts";

/** A moment on both clocks (engine.md R11). */
export type Moment = { readonly monotonicMs: number; readonly epochMs: number };

/** What is known of one scope. A scope without a state is closed and has no history. */
export type ScopeState = {
  readonly phase: "closed" | "open" | "half-open";
  /** When an open scope may be probed; null while closed. */
  readonly until: Moment | null;
  /** The server itself named the time: never undercut. */
  readonly hard: boolean;
  readonly level: number;
  readonly consecutiveErrors: number;
  readonly reason: FailureClass | null;
  readonly limitedAt: Moment | null;
  readonly lastSuccessMs: number | null;
  /** The attempt that probes; at most one (R12). */
  readonly probe: string | null;
};

/** Model failures of late, for escalation (R3). */
type Evidence = { readonly scope: string; readonly model: string; readonly atMs: number };

export type LimitsState = {
  readonly scopes: ReadonlyMap<string, ScopeState>;
  readonly evidence: readonly Evidence[];
};

export const noLimits: LimitsState = { scopes: new Map(), evidence: [] };

const closed: ScopeState = {
  phase: "closed",
  until: null,
  hard: false,
  level: 0,
  consecutiveErrors: 0,
  reason: null,
  limitedAt: null,
  lastSuccessMs: null,
  probe: null,
};

export function scopeState(state: LimitsState, scope: string): ScopeState {
  return state.scopes.get(scope) ?? closed;
}

export type Blocked = { readonly scope: string; readonly state: ScopeState; readonly why: "open" | "probe-in-flight" };

/** The scopes of a link that keep it from being tried now; none where it is available (R2). */
export function blockedBy(state: LimitsState, scopes: Scopes, now: Moment): Blocked[] {
  const blocked: Blocked[] = [];
  for (const scope of scopeList(scopes)) {
    const known = state.scopes.get(scope);
    if (known === undefined || known.phase === "closed") continue;
    if (known.probe !== null) blocked.push({ scope, state: known, why: "probe-in-flight" });
    else if (!hasExpired(known, now)) blocked.push({ scope, state: known, why: "open" });
  }
  return blocked;
}

/** Either clock is enough, so that sleep and clock steps cost at most one extra probe (R11). */
function hasExpired(state: ScopeState, now: Moment): boolean {
  return state.until === null || now.monotonicMs >= state.until.monotonicMs || now.epochMs >= state.until.epochMs;
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
    changes.set(scope, { ...known, phase: "half-open", probe: attempt.id });
  }
  return { state: withScopes(state, changes), isProbe: changes.size > 0 };
}

type Attempted = { readonly id: string; readonly scopes: Scopes; readonly beganMs: number };

/** An attempt answered: every scope of it closes, but a hard limit that was set after it began stays (R12, R13). */
export function succeedAttempt(state: LimitsState, attempt: Attempted, now: Moment): LimitsState {
  const changes = new Map<string, ScopeState>();
  for (const scope of scopeList(attempt.scopes)) {
    const known = scopeState(state, scope);
    const limitIsNewer = known.limitedAt !== null && known.limitedAt.monotonicMs > attempt.beganMs;
    if (known.hard && known.phase !== "closed" && limitIsNewer) continue;
    changes.set(scope, { ...closed, lastSuccessMs: now.monotonicMs });
  }
  return withScopes(state, changes);
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

export type FailedAttempt = Attempted & {
  readonly modelId: string;
  readonly failure: Failure;
  /** Where the provider said which limit it is. */
  readonly scopeHint: "origin" | "account" | "free" | "model" | null;
  /** An HTML page or a 52x: the host in front is at fault, not the model (R3). */
  readonly isHostPage: boolean;
  /** The same link is tried again as soon as the server's short hint allows (R9): nothing is added to the hint. */
  readonly retriesInPlace: boolean;
  /** In [0, 1). */
  readonly random: number;
};

/** An attempt failed: cools the scopes that its class and the evidence name (R3, R10, R13). */
export function failAttempt(state: LimitsState, attempt: FailedAttempt, now: Moment): LimitsState {
  const released = releaseAttempt(state, attempt);
  const rule = cooldownRule(attempt.failure.class, attempt.failure.reason);
  if (rule === null) return released;
  const { targets, evidence } = targetsOf(released, attempt, now);
  const changes = new Map<string, ScopeState>();
  for (const scope of targets) {
    // The probe slot was just freed, so whether this attempt probed is read from the state before.
    const wasProbe = scopeState(state, scope).probe === attempt.id;
    const next = cool(scopeState(released, scope), { rule, attempt, now, wasProbe });
    if (next !== null) changes.set(scope, next);
  }
  return { ...withScopes(released, changes), evidence };
}

type Cooling = {
  readonly rule: CooldownRule;
  readonly attempt: FailedAttempt;
  readonly now: Moment;
  readonly wasProbe: boolean;
};

function cool(known: ScopeState, { rule, attempt, now, wasProbe }: Cooling): ScopeState | null {
  const hintMs = attempt.failure.hintMs;
  const hard = hintMs !== null;
  if (!hard && known.lastSuccessMs !== null && attempt.beganMs < known.lastSuccessMs) return null;
  const consecutiveErrors = known.consecutiveErrors + 1;
  if (!hard && !wasProbe && known.phase === "closed" && consecutiveErrors < rule.opensAfter) {
    return { ...known, consecutiveErrors, reason: attempt.failure.class };
  }
  const level = wasProbe ? known.level + 1 : known.level;
  const softMs = attempt.retriesInPlace ? 0 : softCooldownMs(rule, level, attempt.random);
  const waitMs = Math.max(hintMs ?? 0, softMs);
  const proposed = { monotonicMs: now.monotonicMs + waitMs, epochMs: now.epochMs + waitMs };
  return {
    ...known,
    phase: "open",
    until: laterUntil(known, proposed, hard),
    hard: hard || (known.hard && known.phase !== "closed"),
    level,
    consecutiveErrors,
    reason: attempt.failure.class,
    limitedAt: now,
  };
}

/** `until` never moves earlier, except that a fresh hard hint replaces a soft guess (R10). */
function laterUntil(known: ScopeState, proposed: Moment, hard: boolean): Moment {
  if (known.until === null || known.phase === "closed") return proposed;
  if (hard && !known.hard) return proposed;
  return proposed.monotonicMs > known.until.monotonicMs ? proposed : known.until;
}

const accountWindowMs = 10_000;
const hostWindowMs = 30_000;

/** Which scopes a failure falls on: its own, and a wider one where two models failed of late (R3). */
function targetsOf(state: LimitsState, attempt: FailedAttempt, now: Moment) {
  const { scopes, failure, scopeHint, modelId } = attempt;
  const rule = cooldownRule(failure.class, failure.reason);
  const targets = new Set([baseScope(rule?.scope ?? "M", scopes, scopeHint)]);
  const isUnscoped429 = failure.class === "RATE_LIMIT" && scopeHint === null;
  const isServer = failure.class === "SERVER";
  if (!isUnscoped429 && !isServer) return { targets, evidence: state.evidence };
  const wider = isServer ? scopes.H : scopes.A;
  const windowMs = isServer ? hostWindowMs : accountWindowMs;
  const fresh = state.evidence.filter((one) => now.monotonicMs - one.atMs <= hostWindowMs);
  const other = fresh.some(
    (one) => one.scope === wider && one.model !== modelId && now.monotonicMs - one.atMs <= windowMs,
  );
  if (other || (isServer && attempt.isHostPage)) targets.add(wider);
  return { targets, evidence: [...fresh, { scope: wider, model: modelId, atMs: now.monotonicMs }] };
}

function baseScope(scope: CooldownRule["scope"], scopes: Scopes, hint: FailedAttempt["scopeHint"]): string {
  if (hint === "free") return scopes.F ?? scopes.A;
  // A platform limit of OpenRouter on a free model is the free tier's: paid models of the account go on (R3).
  if (hint === "account") return scope === "A" ? scopes.A : (scopes.F ?? scopes.A);
  if (hint === "origin") return scopes.H;
  if (hint === "model") return scopes.M;
  if (scope === "F or M") return scopes.F ?? scopes.M;
  return scopes[scope];
}

/** The user said "clear" or "send now" (R20). */
export function clearScopes(state: LimitsState, scopes: readonly string[]): LimitsState {
  return withScopes(state, new Map(scopes.map((scope) => [scope, closed])));
}

function withScopes(state: LimitsState, changes: ReadonlyMap<string, ScopeState>): LimitsState {
  return changes.size === 0 ? state : { ...state, scopes: new Map([...state.scopes, ...changes]) };
}
