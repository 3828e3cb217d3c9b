import type { ScopeHint } from "#electron/manager/dependencies.ts";
import type { Moment } from "#electron/manager/limits.ts";
import type { Scopes } from "#electron/manager/scopes.ts";
import type { Failure, FailureClass } from "#shared/failure.ts";

/** The table of engine.md §2 and R3, written a second time from the document: what the engine's own is held against. */

const minute = 60_000;
const hour = 60 * minute;

/** The longest guess of a class, in ms; classes that are not here cool nothing. */
const caps: Readonly<Partial<Record<FailureClass, number>>> = {
  RATE_LIMIT: 300_000,
  QUOTA_DAY: 24 * hour,
  BILLING: hour,
  AUTH: 15 * minute,
  MODEL_GONE: 24 * hour,
  SERVER: 15_000,
  NETWORK: 15_000,
  TIMEOUT: minute,
};

/** Null where the failure cools nothing: its class does not, or what was said could not be read (§2, "protocol"). */
export function longestSoftMs({ class: failureClass, reason }: Failure): number | null {
  if (reason === "not-json" || reason === "too-large" || reason === "redirect") return null;
  return caps[failureClass] ?? null;
}

/** The scope that a failure falls on by itself. */
export function expectedScope(failureClass: FailureClass, scopes: Scopes, hint: ScopeHint | null): string {
  const isAccounts = failureClass === "AUTH" || failureClass === "BILLING";
  if (hint === "origin") return scopes.H;
  if (hint === "model") return scopes.M;
  if (hint !== null) return isAccounts && hint === "account" ? scopes.A : (scopes.F ?? scopes.A);
  if (isAccounts) return scopes.A;
  if (failureClass === "NETWORK") return scopes.H;
  return failureClass === "QUOTA_DAY" ? (scopes.F ?? scopes.M) : scopes.M;
}

/** A failure that was booked, as far as it may be evidence against a wider scope. */
export type Seen = {
  readonly scopes: Scopes;
  readonly modelId: string;
  readonly failure: Failure;
  readonly scopeHint: ScopeHint | null;
  readonly isHostPage: boolean;
  readonly atMs: number;
};

/** Two models of one account limited within 10 s, or two of one host failing within 30 s, or the host's own page. */
export function isWiderProven(scope: string, now: Seen, earlier: readonly Seen[]): boolean {
  const ofOther = (failureClass: FailureClass, windowMs: number) =>
    earlier.some(
      (one) =>
        one.failure.class === failureClass &&
        one.scopeHint === null &&
        one.modelId !== now.modelId &&
        [one.scopes.A, one.scopes.H].includes(scope) &&
        now.atMs - one.atMs <= windowMs,
    );
  if (scope === now.scopes.A) return now.failure.class === "RATE_LIMIT" && ofOther("RATE_LIMIT", 10_000);
  if (scope !== now.scopes.H || now.failure.class !== "SERVER") return false;
  return now.isHostPage || ofOther("SERVER", 30_000);
}

/** By more than a millisecond: the epoch's numbers are coarser than those of the monotonic clock. */
export function isAhead(until: Moment, now: Moment): boolean {
  return until.monotonicMs - now.monotonicMs > 1 && until.epochMs - now.epochMs > 1;
}

export function later({ monotonicMs, epochMs }: Moment, ms: number): Moment {
  return { monotonicMs: monotonicMs + ms, epochMs: epochMs + ms };
}
