import { type Failure, failureOf } from "#shared/failure.ts";
import type { Clock } from "./dependencies.ts";
import type { Moment } from "./limits.ts";
import type { HostNetwork } from "./manager-dependencies.ts";
import { isLoopback } from "./scopes.ts";

/** Knows when a failure is this computer's own: it has no network, or it slept (engine.md R4, R11). */
export type ThisComputer = {
  now(): Moment;
  /** It slept until now: whatever began before is not to be held against a provider. */
  noteWake(): void;
  /** The failure as this computer's own, or null where it is not. */
  ownFault(failure: Failure, attempt: { readonly baseUrl: string; readonly began: Moment }): Failure | null;
  /** An attempt over the network was answered. */
  noteAnswer(): void;
};

/**
 * The wall clock goes on while the computer sleeps, the monotonic one mostly does not. Corrections of the wall clock
 * are far smaller than this, and a sleep that is shorter harms no request.
 */
export const sleepGapMs = 10_000;

export function createThisComputer(clock: Clock, network: HostNetwork): ThisComputer {
  let wokeAtMs = Number.NEGATIVE_INFINITY;
  let wasOffline = false;
  const now = (): Moment => ({ monotonicMs: clock.monotonicMs(), epochMs: clock.epochMs() });

  /** By what the host said, or by clocks that went apart, without any timer of its own. */
  const sleptSince = (began: Moment): boolean => {
    const at = now();
    const gapMs = at.epochMs - began.epochMs - (at.monotonicMs - began.monotonicMs);
    return wokeAtMs >= began.monotonicMs || gapMs > sleepGapMs;
  };

  return {
    now,
    noteWake: () => {
      wokeAtMs = clock.monotonicMs();
    },
    ownFault: (failure, { baseUrl, began }) => {
      // What a provider said is its own word, whenever it came. Only what the network did is in doubt.
      if (failure.class !== "NETWORK" && failure.class !== "TIMEOUT") return null;
      if (isLoopback(baseUrl)) return null;
      const { code } = failure;
      if (sleptSince(began)) return failureOf("LOCAL", sleptMessage, { reason: "slept", code });
      wasOffline = network.isOffline();
      return wasOffline ? offlineFailure(code) : null;
    },
    noteAnswer: () => {
      // Asked again only where it is news, so that whoever shows it hears that the network is back.
      if (wasOffline) wasOffline = network.isOffline();
    },
  };
}

const sleptMessage = "This computer slept while the answer was on its way. Send again.";

export function offlineFailure(code: string | null): Failure {
  return failureOf("LOCAL", "This computer is offline. Connect it and send again.", { reason: "offline", code });
}
