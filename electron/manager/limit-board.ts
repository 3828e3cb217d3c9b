import { type Failure, failureOf } from "#shared/failure.ts";
import type { RateLimitState } from "#shared/provider-state.ts";
import type { Clock, ManagerDependencies } from "./dependencies.ts";
import {
  beginAttempt,
  clearScopes,
  type FailedAttempt,
  failAttempt,
  type LimitsState,
  type Moment,
  noLimits,
  releaseAttempt,
  succeedAttempt,
} from "./limits.ts";
import { type LocalFaults, noteNetworkFault } from "./local-faults.ts";
import { createProviderView } from "./provider-view.ts";
import { type Scopes, scopeList } from "./scopes.ts";

/** An attempt as the board knows it. */
export type BoardAttempt = {
  readonly id: string;
  readonly providerId: string;
  readonly baseUrl: string;
  readonly scopes: Scopes;
  readonly beganMs: number;
};

/** Holds the limit state of one ModelManager and tells who waits for it when it changes. The rules are in limits.ts. */
export type LimitBoard = {
  state(): LimitsState;
  now(): Moment;
  begin(attempt: BoardAttempt): { isProbe: boolean };
  succeed(attempt: BoardAttempt, firstTokenMs: number | null): void;
  /** Returns the failure as it is to be seen: it may turn out to be this computer's own (R4). */
  fail(attempt: BoardAttempt, details: Omit<FailedAttempt, "id" | "scopes" | "beganMs">): Failure;
  release(attempt: BoardAttempt): void;
  clear(providerId: string): void;
  shown(providerId: string): RateLimitState;
  /** Calls back once, at the next change. Returns how to cancel. */
  onceChanged(callback: () => void): () => void;
};

export function createLimitBoard(clock: Clock, limitsChanged: ManagerDependencies["limitsChanged"]): LimitBoard {
  let limits = noLimits;
  let faults: LocalFaults = [];
  const view = createProviderView();
  const waiting = new Set<() => void>();
  const now = (): Moment => ({ monotonicMs: clock.monotonicMs(), epochMs: clock.epochMs() });

  const set = (next: LimitsState, providerId: string) => {
    limits = next;
    limitsChanged(providerId);
    const told = [...waiting];
    waiting.clear();
    for (const callback of told) callback();
  };

  return {
    state: () => limits,
    now,
    begin: (attempt) => {
      view.touched(attempt.providerId, scopeList(attempt.scopes));
      const began = beginAttempt(limits, attempt);
      if (began.isProbe) set(began.state, attempt.providerId);
      return { isProbe: began.isProbe };
    },
    succeed: (attempt, firstTokenMs) => {
      view.answered(attempt.providerId, firstTokenMs);
      set(succeedAttempt(limits, attempt, now()), attempt.providerId);
    },
    fail: (attempt, details) => {
      const { failure } = details;
      if (failure.class === "NETWORK") {
        const fault = {
          scope: attempt.scopes.H,
          baseUrl: attempt.baseUrl,
          code: failure.code,
          atMs: now().monotonicMs,
        };
        const noted = noteNetworkFault(faults, fault, limits);
        faults = noted.faults;
        if (noted.isLocal) {
          set(releaseAttempt(noted.limits, attempt), attempt.providerId);
          return failureOf("LOCAL", "This computer is offline.", { code: failure.code });
        }
      }
      const { id, scopes, beganMs } = attempt;
      set(failAttempt(limits, { ...details, id, scopes, beganMs }, now()), attempt.providerId);
      return failure;
    },
    release: (attempt) => set(releaseAttempt(limits, attempt), attempt.providerId),
    clear: (providerId) => set(clearScopes(limits, view.scopes(providerId)), providerId),
    shown: (providerId) => view.shown(providerId, limits, now()),
    onceChanged: (callback) => {
      waiting.add(callback);
      return () => waiting.delete(callback);
    },
  };
}
