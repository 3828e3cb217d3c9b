import type { FailureClass } from "#shared/failure.ts";

/** What a class means for the run (the table of engine.md §2). */
export type ClassRule = {
  /** May the next link be tried? CONTEXT_LENGTH: only one with a larger or unknown window. */
  readonly nextLink: boolean;
  /** May the same link be tried once more? RATE_LIMIT: only after a short hint (R9). */
  readonly sameLink: "no" | "at once" | "after jitter" | "after short hint";
};

export const classRules: Readonly<Record<FailureClass, ClassRule>> = {
  RATE_LIMIT: { nextLink: true, sameLink: "after short hint" },
  QUOTA_DAY: { nextLink: true, sameLink: "no" },
  BILLING: { nextLink: true, sameLink: "no" },
  AUTH: { nextLink: true, sameLink: "no" },
  MODEL_GONE: { nextLink: true, sameLink: "no" },
  SERVER: { nextLink: true, sameLink: "after jitter" },
  NETWORK: { nextLink: true, sameLink: "at once" },
  TIMEOUT: { nextLink: true, sameLink: "no" },
  EMPTY: { nextLink: true, sameLink: "after jitter" },
  CONTEXT_LENGTH: { nextLink: true, sameLink: "no" },
  UNSUPPORTED: { nextLink: true, sameLink: "no" },
  CONTENT_POLICY: { nextLink: false, sameLink: "no" },
  BAD_REQUEST: { nextLink: false, sameLink: "no" },
  BUDGET: { nextLink: false, sameLink: "no" },
  LOCAL: { nextLink: false, sameLink: "no" },
  ABORT: { nextLink: false, sameLink: "no" },
};

/** Reasons that make a second try on the same link pointless (engine.md §2). */
const neverAgain = new Set(["tls", "too-large", "not-json", "redirect", "all-thinking"]);

export type RetryQuestion = {
  readonly class: FailureClass;
  readonly reason: string | null;
  readonly hintMs: number | null;
  /** The provider's own word (R5), or null. */
  readonly retryable: boolean | null;
  readonly random: number;
};

const shortHintMs = 3000;
/** The first step of R8's `min(2 s, 250 ms · 2ⁿ)`; there is no second, because a link is retried at most once. */
const retryJitterMs = 250;

/** Ms to wait before the same link is tried again, or null where it is not (R5, R8, R9). */
export function sameLinkDelay(question: RetryQuestion): number | null {
  const rule = classRules[question.class].sameLink;
  if (question.retryable === false) return null;
  if (question.reason !== null && neverAgain.has(question.reason)) return null;
  const jitterMs = question.random * retryJitterMs;
  switch (rule) {
    case "no":
      return null;
    case "at once":
      return 0;
    case "after jitter":
      return question.hintMs === null ? jitterMs : question.hintMs <= shortHintMs ? question.hintMs : null;
    case "after short hint":
      return question.hintMs !== null && question.hintMs <= shortHintMs ? question.hintMs : null;
  }
}
