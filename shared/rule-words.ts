import type { DeadlineName, Trigger } from "./chain.ts";

/** Each class of failure as people meet it, in the order of the form. */
export const triggerWords = {
  RATE_LIMIT: "429",
  SERVER: "5xx",
  NETWORK: "no connection",
  TIMEOUT: "too slow, or cut",
  EMPTY: "empty answer",
  AUTH: "refused key",
  BILLING: "no credit",
  QUOTA_DAY: "daily quota used up",
  MODEL_GONE: "model not found",
  CONTEXT_LENGTH: "prompt too long",
  UNSUPPORTED: "request not supported",
  CONTENT_POLICY: "answer withheld by a filter",
} as const satisfies Record<Trigger, string>;

export const deadlineWords = {
  connectMs: "Connect",
  firstContentMs: "First token",
  lastHopeFirstContentMs: "First token, no link left",
  idleMs: "Pause between tokens",
  totalMs: "Whole answer",
} as const satisfies Record<DeadlineName, string>;
