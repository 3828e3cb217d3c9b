/**
 * Tokens of one attempt in the neutral form of protocols.md §1: `inputTokens` counts all prompt tokens, cached
 * ones included; `outputTokens` counts all billed output, reasoning included.
 */
export type Usage = {
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  /** `estimated`: counted here from text, because the provider did not say. */
  readonly source: "reported" | "estimated";
};

/** Money in integer nano-USD (1 USD = 10⁹). Null means unknown and is never shown as 0 (engine.md R22). */
export type Cost = {
  readonly nanoUsd: number | null;
  readonly source: "reported" | "computed" | "estimated" | "unknown";
};

export const noCost: Cost = { nanoUsd: 0, source: "computed" };
export const unknownCost: Cost = { nanoUsd: null, source: "unknown" };

/** Sum of known costs and the number of unknown ones. */
export type CostSum = { readonly nanoUsd: number; readonly unknownCount: number; readonly isEstimate: boolean };

export function sumCosts(costs: readonly Cost[]): CostSum {
  let nanoUsd = 0;
  let unknownCount = 0;
  let isEstimate = false;
  for (const cost of costs) {
    if (cost.nanoUsd === null) unknownCount += 1;
    else nanoUsd += cost.nanoUsd;
    if (cost.source === "estimated") isEstimate = true;
  }
  return { nanoUsd, unknownCount, isEstimate };
}
