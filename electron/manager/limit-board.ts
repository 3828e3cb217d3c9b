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
  /** Gives the probe slots back where they are still held; calling it again changes nothing. */
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

  const set = (next: LimitsState, ...providerIds: readonly string[]) => {
    limits = next;
    for (const providerId of new Set(providerIds)) limitsChanged(providerId);
    const told = [...waiting];
    waiting.clear();
    for (const callback of told) callback();
  };

  /** Whether a host that cannot be reached turns out to be this computer's own trouble; then nothing stays booked. */
  const isLocal = (attempt: BoardAttempt, code: string | null): boolean => {
    const { providerId, baseUrl, scopes } = attempt;
    const released = releaseAttempt(limits, attempt);
    const fault = { scope: scopes.H, providerId, baseUrl, code, atMs: now().monotonicMs };
    const noted = noteNetworkFault(faults, fault, released);
    faults = noted.faults;
    if (noted.isLocal) set(noted.limits, providerId, ...noted.undone);
    return noted.isLocal;
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
      const { id, providerId, scopes, beganMs } = attempt;
      if (details.failure.class === "NETWORK" && isLocal(attempt, details.failure.code)) {
        return failureOf("LOCAL", "This computer is offline.", { code: details.failure.code });
      }
      set(failAttempt(limits, { ...details, id, scopes, beganMs }, now()), providerId);
      return details.failure;
    },
    release: (attempt) => {
      const next = releaseAttempt(limits, attempt);
      if (next !== limits) set(next, attempt.providerId);
    },
    clear: (providerId) => set(clearScopes(limits, view.scopes(providerId)), providerId),
    shown: (providerId) => view.shown(providerId, limits, now()),
    onceChanged: (callback) => {
      waiting.add(callback);
      return () => waiting.delete(callback);
    },
  };
}
