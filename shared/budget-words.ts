import type { Budget, BudgetRefusal, BudgetState } from "./budget.ts";
import { formatCost } from "./format.ts";

/** Names of providers by their id. */
export type NameOf = (providerId: string) => string;

const periodWords: Readonly<Record<Budget["period"], string>> = {
  session: "session budget",
  day: "daily budget",
  month: "monthly budget",
};

/** As in "session budget", or "daily budget for OpenAI" where it is of one provider. */
export function budgetName({ period, providerId }: Pick<Budget, "period" | "providerId">, nameOf: NameOf): string {
  return providerId === null ? periodWords[period] : `${periodWords[period]} for ${nameOf(providerId)}`;
}

/** Why nothing was sent: a title, and what stands under it. `what` would have been sent. */
export type RefusalWords = { readonly title: string; readonly body: string };

export function refusalWords(refusal: BudgetRefusal, nameOf: NameOf, what = "this answer"): RefusalWords {
  if (refusal.kind === "unknown-price") {
    const title = "Nobody knows what this model costs.";
    return { title, body: "A budget stops new prompts, and what has no price cannot be counted in it." };
  }
  const title = `This could pass your ${budgetName(refusal.budget, nameOf)}.`;
  return { title, body: `${spentWords(refusal.budget)} ${what} can cost up to ${cost(refusal.wantedNanoUsd)}.` };
}

/** Up to where the rest of the sentence goes on: what is spent, and what answers on their way may still cost. */
function spentWords({ spentNanoUsd, reservedNanoUsd, limitNanoUsd }: BudgetState): string {
  const spent = `${cost(spentNanoUsd)} of ${cost(limitNanoUsd)} is spent`;
  return reservedNanoUsd === 0 ? `${spent} and` : `${spent}, ${cost(reservedNanoUsd)} is set aside for others, and`;
}

function cost(nanoUsd: number): string {
  return formatCost(nanoUsd);
}
