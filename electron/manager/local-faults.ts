import { type LimitsState, type ScopeState, scopeState } from "./limits.ts";
import { isLoopback } from "./scopes.ts";

const localCodes = new Set(["ENETUNREACH", "EAI_AGAIN", "ENOTFOUND", "EHOSTUNREACH"]);
const localWindowMs = 2000;

/** A host that could not be reached, and what its scope was before that was booked. */
type LocalFault = { readonly scope: string; readonly before: ScopeState; readonly atMs: number };

export type NetworkFault = {
  /** The origin scope of the host. */
  readonly scope: string;
  readonly baseUrl: string;
  readonly code: string | null;
  readonly atMs: number;
};

/**
 * Tells a dead host from a computer that is offline (engine.md R4): the second host that cannot be reached within 2 s
 * shows that the fault is here, and what was booked on the first is undone. Loopback hosts never count.
 */
export function noteNetworkFault(
  faults: readonly LocalFault[],
  fault: NetworkFault,
  limits: LimitsState,
): { faults: readonly LocalFault[]; isLocal: boolean; limits: LimitsState } {
  const counts = fault.code !== null && localCodes.has(fault.code) && !isLoopback(fault.baseUrl);
  if (!counts) return { faults, isLocal: false, limits };
  const recent = faults.filter((known) => fault.atMs - known.atMs <= localWindowMs);
  const others = recent.filter((known) => known.scope !== fault.scope);
  if (others.length === 0) {
    const before = scopeState(limits, fault.scope);
    return { faults: [...recent, { scope: fault.scope, before, atMs: fault.atMs }], isLocal: false, limits };
  }
  const undone = others.map((known) => [known.scope, known.before] as const);
  return { faults: recent, isLocal: true, limits: { ...limits, scopes: new Map([...limits.scopes, ...undone]) } };
}

export type LocalFaults = readonly LocalFault[];
