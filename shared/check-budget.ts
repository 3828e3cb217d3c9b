import { type Budget, type BudgetSettings, mostBudgets } from "./budget.ts";

/** Nano-USD. Sums of many budgets' spend stay whole numbers far below what a number can hold exactly. */
export const highestLimit = 1_000_000_000_000_000;

/** Integer nano-USD. Says what is wrong and what to do, or null. */
export function checkBudgetLimit(limitNanoUsd: number): string | null {
  if (!Number.isSafeInteger(limitNanoUsd) || limitNanoUsd <= 0) return "A budget is an amount above $0.";
  return limitNanoUsd > highestLimit ? "A budget is at most $1,000,000." : null;
}

/** No two of the list would say different limits for the same spend. */
export function checkBudgetList(budgets: readonly Budget[]): string | null {
  if (budgets.length > mostBudgets) return `There are at most ${mostBudgets} budgets. Remove one first.`;
  if (new Set(budgets.map(({ id }) => id)).size < budgets.length) return "Two budgets have the same id.";
  const spans = budgets.map(({ period, providerId }) => `${period} ${providerId ?? ""}`);
  return new Set(spans).size < spans.length ? "There is a budget like this already. Change that one instead." : null;
}

/** As they are saved: each limit, then the list as a whole. */
export function checkBudgetSettings({ budgets }: Pick<BudgetSettings, "budgets">): string | null {
  for (const { limitNanoUsd } of budgets) {
    const problem = checkBudgetLimit(limitNanoUsd);
    if (problem !== null) return problem;
  }
  return checkBudgetList(budgets);
}
