import { type LimitsState, type ScopeState, scopeState } from "./limits.ts";
import { isLoopback } from "./scopes.ts";

const localCodes = new Set(["ENETUNREACH", "EAI_AGAIN", "ENOTFOUND", "EHOSTUNREACH"]);
const localWindowMs = 2000;

/** A host that could not be reached, and what its scope was before that was booked. */
type LocalFault = {
  readonly scope: string;
  readonly providerId: string;
  readonly before: ScopeState;
  readonly atMs: number;
};

export type LocalFaults = readonly LocalFault[];

export type NetworkFault = {
  /** The origin scope of the host. */
  readonly scope: string;
  readonly providerId: string;
  readonly baseUrl: string;
  readonly code: string | null;
  readonly atMs: number;
};

export type Noted = {
  readonly faults: LocalFaults;
  readonly isLocal: boolean;
  readonly limits: LimitsState;
  /** Providers whose limits were undone. */
  readonly undone: readonly string[];
};

/**
 * Tells a dead host from a computer that is offline (engine.md R4): the second host that cannot be reached within 2 s
 * shows that the fault is here, and what was booked on the first is undone. Loopback hosts never count. `limits` is
 * the state before this fault is booked.
 */
export function noteNetworkFault(faults: LocalFaults, fault: NetworkFault, limits: LimitsState): Noted {
  const counts = fault.code !== null && localCodes.has(fault.code) && !isLoopback(fault.baseUrl);
  if (!counts) return { faults, isLocal: false, limits, undone: [] };
  const recent = faults.filter((known) => fault.atMs - known.atMs <= localWindowMs);
  const others = recent.filter((known) => known.scope !== fault.scope);
  const { scope, providerId, atMs } = fault;
  // A second fault of the same host within the window does not make the first one's booking part of "before".
  const before = recent.find((known) => known.scope === scope)?.before ?? scopeState(limits, scope);
  const noted = [...others, { scope, providerId, before, atMs }];
  if (others.length === 0) return { faults: noted, isLocal: false, limits, undone: [] };
  const scopes = new Map(limits.scopes);
  for (const known of noted) scopes.set(known.scope, restored(known.before, scopeState(limits, known.scope)));
  return {
    faults: noted,
    isLocal: true,
    limits: { ...limits, scopes },
    undone: others.map((known) => known.providerId),
  };
}

/** As it was before, but for what other attempts did since: who probes now, an answer that came, a limit that was named. */
function restored(before: ScopeState, now: ScopeState): ScopeState {
  if ((now.lastSuccessMs ?? -1) > (before.lastSuccessMs ?? -1)) return now;
  if (now.hardUntil !== before.hardUntil) return { ...now, consecutiveErrors: before.consecutiveErrors };
  if (before.phase === "closed") return before;
  return { ...before, probe: now.probe, phase: now.probe === null ? "open" : "half-open" };
}
