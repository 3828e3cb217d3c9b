import { countKey, countsOf, type TokenCountsState } from "#renderer/stores/token-counts-store.ts";
import type { ModelRef } from "#shared/model.ts";
import { estimateTokens } from "#shared/run-numbers.ts";

/** Input tokens of a text for one model. */
export type Tokens = {
  readonly tokens: number;
  /** Shown with ≈. */
  readonly isEstimate: boolean;
};

/** By the host's count where it has come, else by the rough rule. */
export function tokensIn(counted: TokenCountsState, text: string, model: ModelRef): Tokens {
  const count = countsOf(counted, text)[countKey(model)];
  if (count === undefined) return { tokens: estimateTokens(text), isEstimate: text !== "" };
  return { tokens: count.tokens, isEstimate: count.basis === "rule" };
}
