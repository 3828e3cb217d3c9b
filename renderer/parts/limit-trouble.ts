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
  const left = limit.nextProbeAtMs === null ? null : formatCountdown(limit.nextProbeAtMs - nowMs);
  return { kind: "cooling-down", left };
}

/** Draws anew every second while one of the limits counts down, or is nearly used up and resets by itself. */
export function useCountdown(...limits: readonly RateLimitState[]): void {
  const nowMs = Date.now();
  useTick(
    1_000,
    limits.some((limit) => (limit.isLimited && limit.nextProbeAtMs !== null) || nearestLimit(limit, nowMs) !== null),
  );
}

/** A provider answers so where it does not accept the key. */
export function isKeyRefusal(status: number | null): boolean {
  return status === 401 || status === 403;
}
