import type { DeadlineName, LinkRules, Trigger } from "./chain.ts";
import type { FailureClass } from "./failure.ts";

/** What holds for an attempt on a link: its own rules over its chain's over the engine's defaults. */
export type RulesInForce = {
  readonly deadlines: Readonly<Record<DeadlineName, number>>;
  readonly retries: 0 | 1;
  readonly triggers: Readonly<Record<Trigger, boolean>>;
};

type Ruled = { readonly rules?: LinkRules };

/** Deadlines of engine.md R14 and R15, in ms. */
export const defaultDeadlines: RulesInForce["deadlines"] = {
  connectMs: 5_000,
  firstContentMs: 12_000,
  lastHopeFirstContentMs: 60_000,
  idleMs: 15_000,
  totalMs: 600_000,
};

/** Where the model thinks before it answers (R14). */
const reasoningDeadlines = { firstContentMs: 90_000, lastHopeFirstContentMs: 180_000 } as const;

/** Whether the next link is tried (the table of engine.md §2). */
export const defaultTriggers: RulesInForce["triggers"] = {
  RATE_LIMIT: true,
  QUOTA_DAY: true,
  BILLING: true,
  AUTH: true,
  MODEL_GONE: true,
  SERVER: true,
  NETWORK: true,
  TIMEOUT: true,
  EMPTY: true,
  CONTEXT_LENGTH: true,
  UNSUPPORTED: true,
  CONTENT_POLICY: false,
};

/**
 * The rules of a link in its chain. `reasons`: the model thinks before it answers, and was not told not to.
 * A limit for a last hope that nobody set is never shorter than the one that was set for a link with others behind it.
 */
export function rulesFor(link: Ruled, chain: Ruled, { reasons }: { readonly reasons: boolean }): RulesInForce {
  const set = { ...chain.rules?.deadlines, ...link.rules?.deadlines };
  const deadlines = { ...defaultDeadlines, ...(reasons && reasoningDeadlines), ...set };
  const { firstContentMs, lastHopeFirstContentMs } = deadlines;
  const lastHopeMs = set.lastHopeFirstContentMs ?? Math.max(firstContentMs, lastHopeFirstContentMs);
  return {
    deadlines: { ...deadlines, lastHopeFirstContentMs: lastHopeMs },
    retries: link.rules?.retries ?? chain.rules?.retries ?? 1,
    triggers: { ...defaultTriggers, ...chain.rules?.triggers, ...link.rules?.triggers },
  };
}

/** Whether a failure of this class leads on to the next link. Four classes never do, whatever is set (engine.md §2). */
export function leadsOn(failureClass: FailureClass, { triggers }: Pick<RulesInForce, "triggers">): boolean {
  return isTrigger(failureClass) && triggers[failureClass];
}

function isTrigger(failureClass: FailureClass): failureClass is Trigger {
  return Object.hasOwn(defaultTriggers, failureClass);
}
