import { type LimitsState, type ScopeState, scopeState } from "#electron/manager/limits.ts";

/** Scopes that are not as they were. That a probe gave its slot back, or took one, is no change. */
export function changedScopes(before: LimitsState, after: LimitsState): string[] {
  const all = new Set([...before.scopes.keys(), ...after.scopes.keys()]);
  return [...all].filter((scope) => bare(scopeState(before, scope)) !== bare(scopeState(after, scope)));
}

function bare({ phase, probe: _, ...rest }: ScopeState): string {
  return JSON.stringify({ ...rest, isClosed: phase === "closed" });
}

/** Scopes whose time came nearer, though the server said nothing that takes the place of a guess. */
export function loweredScopes(before: LimitsState, after: LimitsState, isHinted: boolean): string[] {
  return [...before.scopes].flatMap(([scope, was]) => {
    const is = scopeState(after, scope);
    if (was.until === null || (isHinted && is.until !== null)) return [];
    return is.until !== null && is.until.monotonicMs >= was.until.monotonicMs - 1 ? [] : [scope];
  });
}
