import { useState } from "react";
import { allowUnknown, raiseBudget } from "#renderer/actions/budgets.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { openSetPrice } from "#renderer/actions/own-prices.ts";
import { retryColumns } from "#renderer/actions/retry.ts";
import { raisedLimit, takenOf } from "#renderer/parts/budget-amounts.ts";
import { useNames } from "#renderer/parts/names.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { openSettings, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { Icon } from "#renderer/ui/icon.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import type { BudgetRefusal } from "#shared/budget.ts";
import { refusalWords } from "#shared/budget-words.ts";
import type { Failure } from "#shared/failure.ts";
import { formatCost } from "#shared/format.ts";
import type { Run } from "#shared/run.ts";
import styles from "./column-body.module.css";
import { TryAgain } from "./try-again.tsx";

export type NotSentColumnProps = { readonly run: Run; readonly failure: Failure };

/** A budget let nothing out: with which figures, and what would let it through. */
export function NotSentColumn({ run, failure }: NotSentColumnProps) {
  const names = useNames();
  const [problem, setProblem] = useState<string | null>(null);
  const { budget: refusal } = failure;
  const words = refusal === undefined ? { title: failure.message, body: "" } : refusalWords(refusal, names.provider);
  /** What lets it through, and then the prompt once more: nobody presses it for anything else. */
  const sendAfter = async (letThrough: Promise<string | null>) => {
    const found = await letThrough;
    setProblem(found);
    if (found === null) await retryColumns([run.columnId]);
  };
  return (
    <div>
      <p className={styles.headline}>
        <Icon name="spend" className="bad" />
        <span>{words.title}</span>
      </p>
      <p className="sub num">{`${words.body} Nothing was sent.`.trim()}</p>
      <div className={styles.actions}>
        {refusal === undefined ? <TryAgain run={run} /> : <WayOut run={run} refusal={refusal} sendAfter={sendAfter} />}
        <Button size="small" tone="ghost" onClick={() => openView("spend")}>
          Open Spend
        </Button>
      </div>
      <Problem message={problem} className={styles.ending} />
    </div>
  );
}

type WayOutProps = {
  readonly run: Run;
  readonly refusal: BudgetRefusal;
  readonly sendAfter: (letThrough: Promise<string | null>) => Promise<void>;
};

function WayOut({ run, refusal, sendAfter }: WayOutProps) {
  const fits = useFits(refusal);
  const columns = useColumnsStore((state) => state.columns);
  if (fits) return <TryAgain run={run} />;
  if (refusal.kind === "unknown-price") {
    return (
      <>
        <Button size="small" onClick={() => void sendAfter(allowUnknown(refusal))}>
          Send anyway this session
        </Button>
        <Button size="small" onClick={() => openSetPrice(refusal)}>
          Set a price
        </Button>
      </>
    );
  }
  const own = columns.find(({ id }) => id === run.columnId)?.overrides?.maxTokens;
  return (
    <>
      <Raise refusal={refusal} sendAfter={sendAfter} />
      {own === run.overrides?.maxTokens ? (
        <Button size="small" onClick={() => openSettings(run.columnId)}>
          Lower max tokens
        </Button>
      ) : (
        <TryAgain run={run} />
      )}
    </>
  );
}

type RaiseProps = Pick<WayOutProps, "sendAfter"> & { readonly refusal: Extract<BudgetRefusal, { kind: "over" }> };

function Raise({ refusal, sendAfter }: RaiseProps) {
  const now = useMoneyStore((state) => state.budgets.find(({ id }) => id === refusal.budget.id));
  const budget = now ?? refusal.budget;
  const raised = raisedLimit(budget, refusal.wantedNanoUsd);
  return (
    <Button size="small" onClick={() => void sendAfter(raiseBudget(budget, raised))}>
      Raise to {formatCost(raised)}
    </Button>
  );
}

/** Whether what was refused would go through by now: raised, freed, removed, or a new session. */
function useFits(refusal: BudgetRefusal): boolean {
  const budgets = useMoneyStore((state) => state.budgets);
  const allowed = useMoneyStore((state) => state.allowedUnknown);
  const ownPrices = useAppStore((state) => state.ownPrices);
  const stops = useAppStore((state) => state.settings.budgets.hardStop);
  if (!stops || budgets.length === 0) return true;
  if (refusal.kind === "over") {
    const now = budgets.find(({ id }) => id === refusal.budget.id);
    return now === undefined || takenOf(now) + refusal.wantedNanoUsd <= now.limitNanoUsd;
  }
  return [...allowed, ...ownPrices].some(
    ({ providerId, modelId }) => providerId === refusal.providerId && modelId === refusal.modelId,
  );
}
