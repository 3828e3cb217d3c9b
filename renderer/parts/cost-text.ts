import { formatCostSum } from "#shared/format.ts";
import type { CostSum } from "#shared/usage.ts";

/** `$0.00578`, `unknown`, or what is known with a plus. */
export function costText({ cost }: { readonly cost: CostSum }): string {
  if (cost.unknownCount > 0) return cost.nanoUsd === 0 ? "unknown" : `${formatCostSum(cost)} +`;
  return formatCostSum(cost);
}
