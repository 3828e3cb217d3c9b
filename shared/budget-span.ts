import type { BudgetPeriod, BudgetState } from "./budget.ts";
import { localMidnight } from "./local-day.ts";

/** Epoch ms of the midnight that begins the month of a day. */
export function monthStart(dayStartMs: number): number {
  return localMidnight(dayStartMs, new Date(dayStartMs).getDate() - 1);
}

/** Epoch ms at which the span of a budget that counts at this moment is over by itself; null for a session. */
export function endOfSpan(period: BudgetPeriod, epochMs: number): number | null {
  if (period === "session") return null;
  if (period === "day") return localMidnight(epochMs, -1);
  const day = new Date(epochMs);
  return new Date(day.getFullYear(), day.getMonth() + 1, 1).getTime();
}

/** How budgets stand now that were told earlier: one whose day or month is over has begun from 0. */
export function budgetsAt(budgets: readonly BudgetState[], nowMs: number): readonly BudgetState[] {
  const isOver = ({ endsAtMs }: BudgetState) => endsAtMs !== null && endsAtMs <= nowMs;
  if (!budgets.some(isOver)) return budgets;
  return budgets.map((budget) => {
    if (!isOver(budget)) return budget;
    const endsAtMs = endOfSpan(budget.period, nowMs);
    return { ...budget, spentNanoUsd: 0, reservedNanoUsd: 0, unknownCosts: 0, endsAtMs };
  });
}
