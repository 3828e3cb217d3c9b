import { type Catalog, findModel } from "#renderer/stores/targets.ts";
import type { BudgetState } from "#shared/budget.ts";
import type { Link } from "#shared/chain.ts";
import { nanoUsdOf } from "#shared/cost.ts";
import type { Price } from "#shared/model.ts";
import { takenOf } from "./budget-amounts.ts";
import { priceOf } from "./estimate.ts";
import { type AskedColumn, asChain, type Sending, sizeOf } from "./send-estimate.ts";

/** A budget that would not let a prompt out, and the least that the prompt needs of it. */
export type NoRoom = { readonly budget: BudgetState; readonly leastNanoUsd: number };

/**
 * Whether the budgets are sure to refuse a column's prompt. The host sets more aside than is counted here (every byte as
 * a token), so it may refuse what this lets pass, and never the other way round. A model without a known price is let
 * pass: what comes back asks whether to send to it all the same.
 */
export function noRoomFor(
  catalog: Catalog,
  budgets: readonly BudgetState[],
  { sending, asked }: { readonly sending: Sending; readonly asked: AskedColumn },
): NoRoom | null {
  const { column, turns } = asked;
  const size = sizeOf(column, sending, turns);
  let first: NoRoom | null = null;
  for (const link of asChain(catalog, column).links) {
    const { tokens } = size({ providerId: link.provider, modelId: link.modelId });
    const least = leastCost(link, pricesOf(catalog, link), tokens);
    const refusing = least === null ? null : tightest(budgets, link.provider, least);
    if (refusing === null || least === null) return null;
    first ??= { budget: refusing, leastNanoUsd: least };
    // A budget of one provider leaves the other links; one of all providers ends the run.
    if (refusing.providerId === null) return { budget: refusing, leastNanoUsd: least };
  }
  return first;
}

function pricesOf({ modelLists }: Catalog, link: Link): readonly (Price | null)[] {
  return [link.modelId, ...(link.models ?? [])].map((modelId) =>
    priceOf(link, findModel(modelLists, { providerId: link.provider, modelId })),
  );
}

/** One request with the longest answer, at the dearest of its models; null where a price is unknown. */
function leastCost({ maxTokens }: Link, prices: readonly (Price | null)[], inputTokens: number): number | null {
  const usage = { inputTokens, outputTokens: maxTokens, cacheReadTokens: 0, cacheWrite5mTokens: 0 } as const;
  let most = 0;
  for (const price of prices) {
    if (price === null) return null;
    const whole = { ...usage, cacheWrite1hTokens: 0, reasoningTokens: 0, source: "estimated" } as const;
    most = Math.max(most, nanoUsdOf(whole, price));
  }
  return most;
}

/** As the host asks them: those of all providers first. */
function tightest(budgets: readonly BudgetState[], providerId: string, least: number): BudgetState | null {
  if (least === 0) return null;
  const isPassed = (budget: BudgetState) => takenOf(budget) + least > budget.limitNanoUsd;
  const common = budgets.find((budget) => budget.providerId === null && isPassed(budget));
  return common ?? budgets.find((budget) => budget.providerId === providerId && isPassed(budget)) ?? null;
}
