import { useAppStore } from "#renderer/stores/app-store.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import type { BudgetState } from "#shared/budget.ts";
import { isSpent } from "./budget-trouble.ts";
import type { Health } from "./provider-health.ts";

/**
 * The budgets of one provider each that are spent; its links are skipped meanwhile. What had no room for one long prompt
 * may have room for the next.
 */
export function useSpentBudgets(): readonly BudgetState[] {
  const budgets = useMoneyStore((state) => state.budgets);
  const hardStop = useAppStore((state) => state.settings.budgets.hardStop);
  return hardStop ? budgets.filter((budget) => budget.providerId !== null && isSpent(budget)) : [];
}

/** Of this provider alone; null where none is spent. */
export function spentBudget(budgets: readonly BudgetState[], providerId: string): BudgetState | null {
  return budgets.find((budget) => budget.providerId === providerId) ?? null;
}

const over: Health = {
  kind: "over-budget",
  label: "Over budget",
  text: "budget",
  icon: "stop",
  tone: "bad",
  words: "Its budget is spent",
};

/** What keeps it from answering at all is told before its budget is. */
export function withBudget(health: Health, spent: BudgetState | null): Health {
  const couldAnswer = health.kind === "healthy" || health.kind === "near-limit" || health.kind === "ready";
  return spent !== null && couldAnswer ? over : health;
}
