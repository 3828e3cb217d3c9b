import { longestRetryPauseMs } from "#shared/engine-limits.ts";
import type { FailureClass } from "#shared/failure.ts";

type SameLink = "no" | "at once" | "after jitter" | "after short hint";

/** May the same link be tried once more (the table of engine.md §2)? RATE_LIMIT: only after a short hint (R9). */
const sameLinkRules: Readonly<Record<FailureClass, SameLink>> = {
  RATE_LIMIT: "after short hint",
  QUOTA_DAY: "no",
  BILLING: "no",
  AUTH: "no",
  MODEL_GONE: "no",
  SERVER: "after jitter",
  NETWORK: "at once",
  TIMEOUT: "no",
  EMPTY: "after jitter",
  CONTEXT_LENGTH: "no",
  UNSUPPORTED: "no",
  CONTENT_POLICY: "no",
  BAD_REQUEST: "no",
  BUDGET: "no",
  LOCAL: "no",
  ABORT: "no",
};

/** Reasons that make a second try on the same link pointless (engine.md §2). */
const neverAgain = new Set(["tls", "proxy", "too-large", "not-json", "redirect", "all-thinking"]);

export type RetryQuestion = {
  readonly class: FailureClass;
  readonly reason: string | null;
  readonly hintMs: number | null;
  /** The provider's own word (R5), or null. */
  readonly retryable: boolean | null;
  readonly random: number;
};

/** The first step of R8's `min(2 s, 250 ms · 2ⁿ)`; there is no second, because a link is retried at most once. */
const retryJitterMs = 250;

/** What the provider says of a retry does not count: the same again would be wrong, or is none of its business. */
const neverOverruled: ReadonlySet<FailureClass> = new Set([
  "BAD_REQUEST",
  "CONTENT_POLICY",
  "CONTEXT_LENGTH",
  "BUDGET",
  "LOCAL",
  "ABORT",
]);

/** Ms to wait before the same link is tried again, or null where it is not (R5, R8, R9). */
export function sameLinkDelay(question: RetryQuestion): number | null {
  const ofClass = sameLinkRules[question.class];
  const isOverruled = question.retryable === true && !neverOverruled.has(question.class);
  const rule = isOverruled && ofClass !== "at once" ? "after jitter" : ofClass;
  if (question.retryable === false) return null;
  if (question.reason !== null && neverAgain.has(question.reason)) return null;
  const jitterMs = question.random * retryJitterMs;
  switch (rule) {
    case "no":
      return null;
    case "at once":
      return 0;
    case "after jitter":
      return question.hintMs === null ? jitterMs : question.hintMs <= longestRetryPauseMs ? question.hintMs : null;
    case "after short hint":
      return question.hintMs !== null && question.hintMs <= longestRetryPauseMs ? question.hintMs : null;
  }
}
