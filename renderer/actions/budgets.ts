import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { providerName } from "#renderer/stores/targets.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { Budget, BudgetSettings } from "#shared/budget.ts";
import { budgetName } from "#shared/budget-words.ts";
import { checkBudgetSettings } from "#shared/check-budget.ts";
import { formatCost } from "#shared/format.ts";
import type { ModelRef } from "#shared/model.ts";
import { problemOf } from "./answers.ts";
import { focusWhenDrawn } from "./focus.ts";
import { openView } from "./navigate.ts";

/** One change after the other: each is made of what the one before left. */
let last: Promise<unknown> = Promise.resolve();

/** Saves at once; gives what went wrong in words for the field, or null. */
function change(by: (settings: BudgetSettings) => BudgetSettings): Promise<string | null> {
  const changed = last.then(async () => {
    const before = useAppStore.getState().settings.budgets;
    const budgets = by(before);
    const problem = checkBudgetSettings(budgets);
    if (problem !== null) return problem;
    const answer = await call("settings.save", { budgets });
    // The event comes a moment after the answer, and the next change must not be made of the old ones.
    if (answer.ok) useAppStore.setState(({ settings }) => ({ settings: { ...settings, budgets } }));
    return problemOf(answer);
  });
  last = changed;
  return changed;
}

/** A known budget keeps its place, a new one goes last. */
export function saveBudget(budget: Budget): Promise<string | null> {
  return change((settings) => {
    const isKnown = settings.budgets.some(({ id }) => id === budget.id);
    const changed = settings.budgets.map((one) => (one.id === budget.id ? budget : one));
    return { ...settings, budgets: isKnown ? changed : [...settings.budgets, budget] };
  });
}

/** Gone at once, with a way back. */
export async function removeBudget(budget: Budget): Promise<string | null> {
  const before = useAppStore.getState().settings.budgets.budgets;
  const problem = await change((settings) => {
    return { ...settings, budgets: settings.budgets.filter(({ id }) => id !== budget.id) };
  });
  if (problem === null) tell({ text: `No ${nameOf(budget)} any more`, undo: () => void bringBack(budget, before) });
  return problem;
}

/** Where it stood; one that was made like it meanwhile stays instead. */
async function bringBack(budget: Budget, before: readonly Budget[]): Promise<void> {
  const problem = await change((settings) => {
    const rank = (one: Budget) => before.findIndex(({ id }) => id === one.id);
    const index = settings.budgets.findIndex((one) => rank(one) > rank(budget));
    const budgets = settings.budgets.toSpliced(index < 0 ? settings.budgets.length : index, 0, budget);
    return { ...settings, budgets };
  });
  if (problem !== null) tell({ text: `The budget did not come back. ${problem}`, tone: "bad" });
}

/** Lets the next send through; said in passing, because what is seen changes at another place. */
export async function raiseBudget(budget: Budget, limitNanoUsd: number): Promise<string | null> {
  const { id, period, providerId } = budget;
  const problem = await saveBudget({ id, period, providerId, limitNanoUsd });
  if (problem === null) tell({ text: `The ${nameOf(budget)} is ${formatCost(limitNanoUsd)} now` });
  return problem;
}

export function changeBudgetRules(rules: Partial<Omit<BudgetSettings, "budgets">>): Promise<string | null> {
  return change((settings) => ({ ...settings, ...rules }));
}

/** The budgets of the Spend view, with the keyboard in the first. */
export function openBudgets(): void {
  openView("spend");
  focusWhenDrawn("[data-budgets] input");
}

/** For this session: a model without a known price is sent to, and counted apart. */
export async function allowUnknown({ providerId, modelId }: ModelRef): Promise<string | null> {
  return problemOf(await call("budget.allowUnknown", { providerId, modelId }));
}

function nameOf(budget: Budget): string {
  return budgetName(budget, (providerId) => providerName(useAppStore.getState().providers, providerId));
}
