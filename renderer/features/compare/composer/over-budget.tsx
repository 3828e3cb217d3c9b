import { openBudgets } from "#renderer/actions/budgets.ts";
import { takenOf } from "#renderer/parts/budget-amounts.ts";
import type { NoRoom } from "#renderer/parts/budget-fit.ts";
import { useNames } from "#renderer/parts/names.ts";
import { Button } from "#renderer/ui/button.tsx";
import { budgetName } from "#shared/budget-words.ts";
import { formatCost } from "#shared/format.ts";
import styles from "./composer.module.css";

/** Beside Send, which is disabled: why, and where to change it. */
export function OverBudget({ noRoom }: { readonly noRoom: NoRoom }) {
  const names = useNames();
  const { budget, leastNanoUsd } = noRoom;
  const left = Math.max(0, budget.limitNanoUsd - takenOf(budget));
  const name = budgetName(budget, names.provider);
  return (
    <>
      <span
        className={`num ${styles.estimate} ${styles.refused}`}
        title={`${formatCost(left)} of ${formatCost(budget.limitNanoUsd)} is left, and one request can cost ${formatCost(leastNanoUsd)} or more.`}
      >
        Over your {name}: {formatCost(left)} left
      </span>
      <Button size="small" onClick={openBudgets}>
        Change budget
      </Button>
    </>
  );
}
