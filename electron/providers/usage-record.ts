import type { Usage } from "#shared/usage.ts";

const none: Usage = {
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  source: "reported",
};

/** Usage in the neutral form of protocols.md §1; what a provider does not mention is 0. */
export function usageOf(said: Partial<Usage>): Usage {
  return { ...none, ...said };
}
