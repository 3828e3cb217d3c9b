import { useTick } from "#renderer/ui/use-tick.ts";
import { formatCountdown } from "#shared/format.ts";
import type { RateLimitState } from "#shared/provider-state.ts";
import { nearestLimit } from "./allowance-rows.ts";

/** What a live limit means for people; every view finds its own words for it. */
export type LimitTrouble =
  | { readonly kind: "key-refused" }
  | { readonly kind: "not-reachable" }
  /** `left` is `m:ss`; null where nobody knows how long. */
  | { readonly kind: "cooling-down"; readonly left: string | null };

export function limitTrouble(limit: RateLimitState, nowMs: number): LimitTrouble | null {
  if (!limit.isLimited) return null;
  if (limit.reason === "AUTH") return { kind: "key-refused" };
  if (limit.reason === "NETWORK") return { kind: "not-reachable" };
  const { nextProbeAtMs } = limit;
  if (nextProbeAtMs === null) return { kind: "cooling-down", left: null };
  // Limits expire by themselves and nobody tells of it (engine.md R11): from then on the next request is sent.
  if (nextProbeAtMs <= nowMs) return null;
  return { kind: "cooling-down", left: formatCountdown(nextProbeAtMs - nowMs) };
}

/** Draws anew every second while one of the limits counts down, or is nearly used up and resets by itself. */
export function useCountdown(...limits: readonly RateLimitState[]): void {
  const nowMs = Date.now();
  useTick(
    1_000,
    limits.some((limit) => countsDown(limit, nowMs) || nearestLimit(limit, nowMs) !== null),
  );
}

function countsDown(limit: RateLimitState, nowMs: number): boolean {
  const trouble = limitTrouble(limit, nowMs);
  return trouble?.kind === "cooling-down" && trouble.left !== null;
}

/** A provider answers so where it does not accept the key. */
export function isKeyRefusal(status: number | null): boolean {
  return status === 401 || status === 403;
}
