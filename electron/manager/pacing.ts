import type { FailureClass } from "#shared/failure.ts";
import type { NotNow } from "./account-allowances.ts";
import { type Blocked, leftMs, type Moment } from "./limits.ts";

/** Why a request that nobody waits for is held back. `untilMs`: epoch ms; null: until something changes. */
export type Hold = { readonly why: "near-limit" | "cooling-down"; readonly untilMs: number | null };

/** Time heals none of these: whoever asks is better told at once. */
const unhealed: ReadonlySet<FailureClass | null> = new Set<FailureClass>(["AUTH", "BILLING", "MODEL_GONE"]);

/** What stands against a request among the scopes of its link; null where nothing does. */
export function holdOf(blocked: readonly Blocked[], now: Moment): Hold | null {
  const held = blocked.filter(({ state }) => !unhealed.has(state.reason));
  if (held.length === 0) return null;
  if (held.some(({ why }) => why === "probe-in-flight")) return { why: "cooling-down", untilMs: null };
  const longestMs = Math.max(...held.map(({ state }) => leftMs(state, now)));
  return { why: "cooling-down", untilMs: now.epochMs + longestMs };
}

export function nearLimit(notNow: NotNow | null): Hold | null {
  return notNow === null ? null : { why: "near-limit", untilMs: notNow.untilMs };
}
