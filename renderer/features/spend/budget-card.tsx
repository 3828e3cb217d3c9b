import { useState } from "react";
import { changeBudgetRules } from "#renderer/actions/budgets.ts";
import { focusIfLost } from "#renderer/actions/focus.ts";
import { useNames } from "#renderer/parts/names.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { Problem } from "#renderer/ui/problem.tsx";
import { Switch } from "#renderer/ui/switch.tsx";
import type { Budget } from "#shared/budget.ts";
import { formatCost } from "#shared/format.ts";
import type { SpendReport } from "#shared/spend.ts";
import { AddBudget } from "./add-budget.tsx";
import styles from "./budget-card.module.css";
import { BudgetRow, FirstBudgetRow } from "./budget-row.tsx";
import { spanWords } from "./budget-words.ts";

export type BudgetCardProps = {
  /** Money and answers of the last minutes of this session; null where nothing can be said of it. */
  readonly pace: SpendReport["pace"];
};

const isOfSession = ({ period, providerId }: Budget) => period === "session" && providerId === null;

/** Limits on spend, how they stand, and what happens at them. */
export function BudgetCard({ pace }: BudgetCardProps) {
  const { budgets } = useAppStore((state) => state.settings.budgets);
  const names = useNames();
  const [isAdding, setAdding] = useState(false);
  const close = () => {
    setAdding(false);
    focusIfLost("[data-add-budget]");
  };
  const session = budgets.find(isOfSession);
  const first = spanWords({ period: "session", providerId: null }, names.provider);
  return (
    <div className={styles.card} data-budgets>
      <div className={styles.head}>
        <h2 className="strong grow" tabIndex={-1}>
          Budget
        </h2>
        {isAdding ? null : (
          <IconButton icon="plus" size="small" label="Add a budget" onClick={() => setAdding(true)} data-add-budget />
        )}
      </div>
      <FirstBudgetRow budget={session} label={first} pace={pace} />
      {budgets
        .filter((budget) => budget !== session)
        .map((budget) => (
          <BudgetRow key={budget.id} budget={budget} label={spanWords(budget, names.provider)} pace={pace} />
        ))}
      {isAdding ? <AddBudget close={close} /> : null}
      <Rules />
    </div>
  );
}

function Rules() {
  const { budgets, hardStop, warns, countsGateway } = useAppStore((state) => state.settings.budgets);
  const [problem, setProblem] = useState<string | null>(null);
  const save = (rules: Parameters<typeof changeBudgetRules>[0]) => void changeBudgetRules(rules).then(setProblem);
  const session = budgets.find(isOfSession);
  const limit = session === undefined ? "the limit" : formatCost(session.limitNanoUsd);
  return (
    <div className={styles.rules}>
      <div className={styles.rule}>
        <div className="grow">
          <p className="medium">Hard stop</p>
          <p className="sub">
            {hardStop ? `New prompts wait at ${limit}. Answers in flight finish.` : "Prompts are sent past it, too."}
          </p>
        </div>
        <Switch label="Hard stop" hideLabel isOn={hardStop} onChange={(isOn) => save({ hardStop: isOn })} />
      </div>
      <div className={styles.rule}>
        <p className="medium grow">Warn at 80%</p>
        <Switch label="Warn at 80%" hideLabel isOn={warns} onChange={(isOn) => save({ warns: isOn })} />
      </div>
      <div className={styles.rule}>
        <p className="medium grow">Count the gateway</p>
        <Switch
          label="Count the gateway"
          hideLabel
          isOn={countsGateway}
          onChange={(isOn) => save({ countsGateway: isOn })}
        />
      </div>
      <Problem message={problem} className={styles.words} />
    </div>
  );
}
