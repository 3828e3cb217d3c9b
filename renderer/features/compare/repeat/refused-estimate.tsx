import { openBudgets } from "#renderer/actions/budgets.ts";
import { openSetPrice } from "#renderer/actions/own-prices.ts";
import { takenOf } from "#renderer/parts/budget-amounts.ts";
import { useNames } from "#renderer/parts/names.ts";
import { Button } from "#renderer/ui/button.tsx";
import { budgetName } from "#shared/budget-words.ts";
import { formatCost, formatCount } from "#shared/format.ts";
import { fewestTimes, type RepeatEstimate } from "#shared/repeat.ts";

export type RefusedEstimateProps = {
  readonly estimate: RepeatEstimate;
  /** What is done so often as fits: `Repeat`, `Measure`. */
  readonly verb: string;
  readonly onTimes: (times: number) => void;
  /** Of the sentence. */
  readonly className: string;
};

/** Why a budget refuses all runs together, and the ways out; nothing where none does. */
export function RefusedEstimate({ estimate, verb, onTimes, className }: RefusedEstimateProps) {
  const names = useNames();
  const { refusal, runs, atMostNanoUsd, fittingTimes } = estimate;
  if (refusal === null) return null;
  if (refusal.kind === "unknown-price") {
    return (
      <>
        <span className={className}>
          Nobody knows what {names.model(refusal.providerId, refusal.modelId)} costs, and a budget stops what has no
          price.
        </span>
        <Button size="small" onClick={() => openSetPrice(refusal)}>
          Set a price
        </Button>
      </>
    );
  }
  const left = Math.max(0, refusal.budget.limitNanoUsd - takenOf(refusal.budget));
  const most = atMostNanoUsd === null ? "" : `, at most ${formatCost(atMostNanoUsd)},`;
  return (
    <>
      <span className={`num ${className}`}>
        {formatCount(runs)} runs{most} could pass your {budgetName(refusal.budget, names.provider)}. {formatCost(left)}{" "}
        is left.
      </span>
      {fittingTimes === null || fittingTimes < fewestTimes ? null : (
        <Button size="small" onClick={() => onTimes(fittingTimes)}>
          {verb} ×{fittingTimes}
        </Button>
      )}
      <Button size="small" onClick={openBudgets}>
        Change budget
      </Button>
    </>
  );
}
