import { parseNumber } from "#renderer/parts/parse-number.ts";
import { type BudgetState, warnShare } from "#shared/budget.ts";
import { checkBudgetLimit } from "#shared/check-budget.ts";
import { formatCost } from "#shared/format.ts";
import type { ReadValue } from "./read-number.ts";

/** Dollars as people type them, as integer nano-USD. */
export function readAmount(text: string): ReadValue<number> {
  const limitNanoUsd = Math.round(parseNumber(text) * 1e9);
  const message = checkBudgetLimit(limitNanoUsd);
  return message === null ? { ok: true, value: limitNanoUsd } : { ok: false, message };
}

/** A limit as it stands in its field: `$1.00`, `$0.125`; nothing is rounded away. */
export function amountText(nanoUsd: number): string {
  const shown = formatCost(nanoUsd);
  if (Math.round(parseNumber(shown) * 1e9) === nanoUsd) return shown;
  return `$${(nanoUsd / 1e9).toFixed(9).replace(/0+$/, "")}`;
}

/** What cannot be spent any more: what is spent, and what is set aside for answers on their way. */
export function takenOf({ spentNanoUsd, reservedNanoUsd }: BudgetState): number {
  return spentNanoUsd + reservedNanoUsd;
}

/** Of its limit, from 0 on; more than 1 where it is passed. */
export function shareOf(budget: BudgetState): number {
  return budget.spentNanoUsd / budget.limitNanoUsd;
}

export type BudgetLevel = "fine" | "near" | "spent";

/** How near its limit a budget is, by what is spent for sure. */
export function levelOf(budget: BudgetState): BudgetLevel {
  const share = shareOf(budget);
  return share >= 1 ? "spent" : share >= warnShare ? "near" : "fine";
}

/**
 * The next round amount that would let an attempt of `wantedNanoUsd` through: 1, 2 or 5 with zeros, above the limit.
 */
export function raisedLimit(budget: BudgetState, wantedNanoUsd: number): number {
  const least = Math.max(takenOf(budget) + wantedNanoUsd, budget.limitNanoUsd + 1);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].find((one) => one * power >= least) ?? 10;
  return Math.round(step * power);
}
