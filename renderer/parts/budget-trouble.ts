import type { BudgetSettings, BudgetState } from "#shared/budget.ts";
import { budgetName, type NameOf } from "#shared/budget-words.ts";
import { formatCost } from "#shared/format.ts";
import { levelOf, shareOf } from "./budget-amounts.ts";

/** An attempt that a budget did not let out; the newest one. */
export type Refused = { readonly budgetId: string; readonly wantedNanoUsd: number };

export type BudgetTrouble = {
  /** `stopped`: new prompts wait. `near`: a warning, at 80 % and more, or past a limit that stops nothing. */
  readonly kind: "near" | "stopped";
  readonly budget: BudgetState;
};

export type Standing = {
  readonly budgets: readonly BudgetState[];
  readonly rules: Pick<BudgetSettings, "hardStop" | "warns">;
  readonly refused: Refused | null;
};

/** The one thing that is worth a banner: what stops everything, then what stops a provider, then the nearest limit. */
export function troubleOf({ budgets, rules, refused }: Standing): BudgetTrouble | null {
  const stopped = rules.hardStop ? budgets.filter((budget) => isStopped(budget, refused)) : [];
  const [first] = stopped.toSorted((one, other) => rank(one) - rank(other));
  if (first !== undefined) return { kind: "stopped", budget: first };
  if (!rules.warns) return null;
  const near = budgets.filter((budget) => levelOf(budget) !== "fine");
  const nearest = near.toSorted((one, other) => shareOf(other) - shareOf(one))[0];
  return nearest === undefined ? null : { kind: "near", budget: nearest };
}

function rank({ providerId }: BudgetState): number {
  return providerId === null ? 0 : 1;
}

/** What is spent for sure leaves no room, by itself or for what was refused last. */
export function isStopped(budget: BudgetState, refused: Refused | null): boolean {
  const wanted = refused?.budgetId === budget.id ? refused.wantedNanoUsd : 0;
  return budget.spentNanoUsd >= budget.limitNanoUsd || budget.spentNanoUsd + wanted > budget.limitNanoUsd;
}

export type TroubleWords = { readonly title: string; readonly body: string };

/** ui/README.md §5 */
export function troubleWords(
  trouble: BudgetTrouble,
  { hardStop }: { hardStop: boolean },
  nameOf: NameOf,
): TroubleWords {
  const { budget } = trouble;
  const limit = formatCost(budget.limitNanoUsd);
  const spent = formatCost(budget.spentNanoUsd);
  const name = budgetName(budget, nameOf);
  if (trouble.kind === "near") {
    const stops = hardStop ? `New prompts stop at ${limit}.` : "Nothing stops there.";
    return {
      title: `${Math.floor(shareOf(budget) * 100)}% of the ${name} is spent.`,
      body: `${spent} of ${limit}. ${stops}`,
    };
  }
  // Chains go on with their other links.
  const whose = budget.providerId === null ? "New prompts" : `New prompts to ${nameOf(budget.providerId)}`;
  const waits = `Answers in flight will finish. ${whose} wait.`;
  const title = spentTitle(budget, nameOf);
  return { title, body: isSpent(budget) ? waits : `${spent} is spent. ${waits}` };
}

/** All of it: nothing that costs anything is let out, however little. */
export function isSpent({ spentNanoUsd, limitNanoUsd }: BudgetState): boolean {
  return spentNanoUsd >= limitNanoUsd;
}

/** Of a budget that lets nothing more out. */
export function spentTitle(budget: BudgetState, nameOf: NameOf): string {
  const name = `The ${budgetName(budget, nameOf)} of ${formatCost(budget.limitNanoUsd)}`;
  return isSpent(budget) ? `${name} is spent.` : `${name} has no room left.`;
}
