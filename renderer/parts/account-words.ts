import { formatCost, formatCount } from "#shared/format.ts";
import type { ProviderAccount } from "#shared/provider-state.ts";

/** What is left of the account, in sentences; none where the provider did not say. */
export function accountWords(account: ProviderAccount | undefined): readonly string[] {
  if (account === undefined) return [];
  const { limitUsd, leftUsd, freeRequests } = account;
  const dollars = (usd: number) => formatCost(Math.round(usd * 1e9));
  const of = limitUsd === null ? "" : ` of ${dollars(limitUsd)}`;
  const credit = leftUsd === null ? "This key has no spending limit." : `${dollars(leftUsd)}${of} left to spend.`;
  if (freeRequests === null) return [credit];
  const { remaining, limit } = freeRequests;
  return [credit, `${formatCount(remaining)} of ${formatCount(limit)} requests to free models left today.`];
}
