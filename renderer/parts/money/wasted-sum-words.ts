import { formatCostSum } from "#shared/format.ts";
import type { SpendSum } from "#shared/spend.ts";

/**
 * `≈$0.0279`: what was wasted, where only the sum is at hand. It does not say what is estimated of it: where a part of
 * the whole is an estimate, the wasted part may be. With the causes, `wastedWords` of the Spend view knows.
 */
export function wastedSumWords(sum: Pick<SpendSum, "wastedNanoUsd" | "estimatedNanoUsd">): string {
  return formatCostSum({ nanoUsd: sum.wastedNanoUsd, isEstimate: sum.estimatedNanoUsd > 0 });
}
