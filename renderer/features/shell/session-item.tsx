import { openView } from "#renderer/actions/navigate.ts";
import { levelOf, shareOf } from "#renderer/parts/budget-amounts.ts";
import { wastedSumWords } from "#renderer/parts/money/wasted-sum-words.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { Meter } from "#renderer/ui/meter.tsx";
import { formatCost, formatCostSum, formatCount } from "#shared/format.ts";
import type { SpendSum } from "#shared/spend.ts";
import styles from "./status-bar.module.css";

/** `wasted $0.0279 · Session $0.6099 of $1.00`; leads to Spend. */
export function SessionItem() {
  const sum = useMoneyStore((state) => state.spendNow);
  const isDemo = useAppStore((state) => state.settings.demo);
  return (
    <>
      {sum.wastedNanoUsd === 0 ? null : (
        <span className="num dim hide-narrow" title="What attempts of this session cost that did not answer">
          wasted {wastedSumWords(sum)}
        </span>
      )}
      <button type="button" className={`num ${styles.session}`} title={titleOf(sum, isDemo)} onClick={openSpend}>
        Session {spentWords(sum)}
        <OfBudget />
      </button>
    </>
  );
}

const openSpend = () => openView("spend");

/** ` of $1.00`, and how much of it is gone. */
function OfBudget() {
  const budget = useMoneyStore((state) =>
    state.budgets.find(({ period, providerId }) => period === "session" && providerId === null),
  );
  if (budget === undefined) return null;
  const tone = { fine: "accent", near: "warn", spent: "bad" } as const;
  return (
    <>
      {" of "}
      {formatCost(budget.limitNanoUsd)}
      <span className={styles.meter}>
        <Meter share={Math.min(1, shareOf(budget))} tone={tone[levelOf(budget)]} />
      </span>
    </>
  );
}

/** Unknown is never shown as nothing, and never left out without a word. */
function spentWords({ nanoUsd, estimatedNanoUsd, unknownCosts }: SpendSum): string {
  if (nanoUsd === 0 && unknownCosts > 0) return "unknown";
  const known = formatCostSum({ nanoUsd, isEstimate: estimatedNanoUsd > 0 });
  return unknownCosts === 0 ? known : `${known} plus ${formatCount(unknownCosts)} unknown`;
}

function titleOf({ unknownCosts }: SpendSum, isDemo: boolean): string {
  const beside =
    unknownCosts === 0
      ? ""
      : `, plus ${formatCount(unknownCosts)} attempt${unknownCosts === 1 ? "" : "s"} of unknown cost`;
  return isDemo ? `Simulated spend of this session in the demo${beside}` : `Spent in this session${beside}`;
}
