import type { Handlers } from "#electron/bridge/router.ts";
import { succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type BudgetHandlers = Pick<Handlers, "budget.allowUnknown">;

/** What a budget lets pass. The budgets themselves are settings. */
export function budgetHandlers({ budgets }: Pick<HandlerDependencies, "budgets">): BudgetHandlers {
  return {
    async "budget.allowUnknown"(model) {
      budgets.allowUnknown(model);
      return succeed(null);
    },
  };
}
