import type { Trigger } from "#shared/chain.ts";

/** What may lead to the next link, most usual first. */
export const triggersInOrder: readonly Trigger[] = [
  "RATE_LIMIT",
  "SERVER",
  "NETWORK",
  "TIMEOUT",
  "EMPTY",
  "AUTH",
  "BILLING",
  "QUOTA_DAY",
  "MODEL_GONE",
  "CONTEXT_LENGTH",
  "UNSUPPORTED",
  "CONTENT_POLICY",
];
