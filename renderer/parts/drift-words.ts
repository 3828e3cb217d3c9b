import { formatCost, formatCount, formatPercent } from "#shared/format.ts";
import type { Drift } from "#shared/spend.ts";

/** Beyond this difference it is said: what is less can be rounding on the provider's side. */
const leastShare = 0.01;

export function isDrift({ reportedNanoUsd, computedNanoUsd }: Drift): boolean {
  if (computedNanoUsd === 0) return reportedNanoUsd !== 0;
  return Math.abs(reportedNanoUsd - computedNanoUsd) / computedNanoUsd > leastShare;
}

/** `Reported $0.1295, and the listed price makes $0.1243 of the same 11 attempts: +$0.00520 (+4.2%).` */
export function driftWords({ reportedNanoUsd, computedNanoUsd, attempts }: Drift): string {
  const of = attempts === 1 ? "the same attempt" : `the same ${formatCount(attempts)}\u00a0attempts`;
  const words = `Reported ${formatCost(reportedNanoUsd)}, and the listed price makes ${formatCost(computedNanoUsd)} of ${of}`;
  return `${words}: ${signedDifference(reportedNanoUsd, computedNanoUsd)}.`;
}

/** `+$0.00520 (+4.2%)`; a percentage only of what is not zero. */
export function signedDifference(one: number, other: number): string {
  const difference = one - other;
  if (difference === 0) return "no difference";
  const plus = difference > 0 ? "+" : "";
  const percent = other === 0 ? "" : ` (${plus}${formatPercent(difference / other)})`;
  return `${plus}${formatCost(difference)}${percent}`;
}
