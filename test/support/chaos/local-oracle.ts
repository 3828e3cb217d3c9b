import type { BoardAttempt } from "#electron/manager/limit-board.ts";
import { type LimitsState, type Moment, type ScopeState, scopeState } from "#electron/manager/limits.ts";
import type { Failure } from "#shared/failure.ts";

/** Tells from the calls alone when a failure is this computer's own (engine.md R4), and what must not stay booked. */
export type LocalOracle = {
  isLocal(attempt: BoardAttempt, at: { failure: Failure; before: LimitsState; now: Moment }): boolean;
  /** Hosts that could not be reached of late. */
  hosts(): string[];
  /** In words, where a host's scope is worse than before its first fault. */
  stillBooked(after: LimitsState): string[];
};

const codes = /^(ENETUNREACH|EAI_AGAIN|ENOTFOUND|EHOSTUNREACH)$/;
const windowMs = 2000;

export function createLocalOracle(): LocalOracle {
  const recent = new Map<string, { readonly before: ScopeState; readonly atMs: number }>();
  return {
    isLocal: ({ baseUrl, scopes }, { failure, before, now }) => {
      const counts = failure.class === "NETWORK" && codes.test(failure.code ?? "");
      if (!counts || baseUrl.includes("127.0.0.1")) return false;
      const atMs = now.monotonicMs;
      for (const [host, fault] of recent) if (atMs - fault.atMs > windowMs) recent.delete(host);
      recent.set(scopes.H, { before: recent.get(scopes.H)?.before ?? scopeState(before, scopes.H), atMs });
      return recent.size > 1;
    },
    hosts: () => [...recent.keys()],
    stillBooked: (after) =>
      [...recent].flatMap(([host, { before }]) => {
        const is = scopeState(after, host);
        // An answer since then is news of its own, and what followed it too.
        const isNews = is.lastSuccessMs !== before.lastSuccessMs;
        return isNews || is.consecutiveErrors <= before.consecutiveErrors
          ? []
          : [`${host} keeps a fault of this computer`];
      }),
  };
}
