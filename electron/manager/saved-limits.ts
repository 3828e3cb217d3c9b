import type { SavedLimit } from "#shared/saved-limit.ts";
import { type LimitsState, type Moment, noLimits, type ScopeState } from "./limits.ts";
import { isLoopback, originOfScope } from "./scopes.ts";

/** Shorter limits are over before a restart is (engine.md R11). */
const shortestSavedMs = 60_000;

/**
 * Limits of an earlier start, as they stand now. What is left is told by the wall clock alone, which may have been
 * turned meanwhile: no limit lasts longer than the server asked for.
 */
export function restoredLimits(saved: readonly SavedLimit[], now: Moment): LimitsState {
  const scopes = new Map<string, ScopeState>();
  for (const limit of saved) {
    const left = Math.min(limit.untilMs - now.epochMs, limit.untilMs - limit.limitedAtMs);
    if (left > 0) scopes.set(limit.scope, restored(limit, left, now));
  }
  return { ...noLimits, scopes };
}

function restored(limit: SavedLimit, left: number, now: Moment): ScopeState {
  const { reason, level, consecutiveErrors, limitedAtMs } = limit;
  const agoMs = Math.max(0, now.epochMs - limitedAtMs);
  const until = { monotonicMs: now.monotonicMs + left, epochMs: now.epochMs + left };
  return {
    phase: "open",
    until,
    hardUntil: until,
    level,
    consecutiveErrors,
    reason,
    // Where the wall clock was set back meanwhile, a moment that lies ahead would make the limit look short.
    limitedAt: { monotonicMs: now.monotonicMs - agoMs, epochMs: now.epochMs - agoMs },
    lastSuccessMs: null,
    probe: null,
    limitedDuringProbe: false,
  };
}

/** What is to survive a restart: the time that the server named, over a minute long and not over. No guess beyond it. */
export function limitsToSave(
  { scopes }: LimitsState,
  providerOf: (scope: string) => string | null,
  now: Moment,
): SavedLimit[] {
  return [...scopes].flatMap(([scope, state]) => {
    const { hardUntil, limitedAt, reason, level, consecutiveErrors } = state;
    if (hardUntil === null || limitedAt === null || reason === null) return [];
    // By the clock that nobody turns: a wall clock that was turned on may be turned back.
    if (hardUntil.monotonicMs <= now.monotonicMs) return [];
    const providerId = providerOf(scope);
    // A server on this machine forgets with its own restart, and the demo's have another port each time.
    if (isLoopback(originOfScope(scope))) return [];
    // Also how long was asked for: between two words of the server the wall clock may have been set back.
    const askedMs = hardUntil.monotonicMs - limitedAt.monotonicMs;
    if (providerId === null || askedMs <= shortestSavedMs) return [];
    const { epochMs: untilMs } = hardUntil;
    return [{ scope, providerId, reason, limitedAtMs: untilMs - askedMs, untilMs, level, consecutiveErrors }];
  });
}
