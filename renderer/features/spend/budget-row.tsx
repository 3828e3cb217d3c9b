import { type KeyboardEvent, useRef, useState } from "react";
import { removeBudget, saveBudget } from "#renderer/actions/budgets.ts";
import { focusIfLost } from "#renderer/actions/focus.ts";
import { amountText, levelOf, readAmount, shareOf } from "#renderer/parts/budget-amounts.ts";
import { useMoneyStore } from "#renderer/stores/money-store.ts";
import { IconButton } from "#renderer/ui/button.tsx";
import { TextField } from "#renderer/ui/field.tsx";
import { Meter } from "#renderer/ui/meter.tsx";
import type { Budget } from "#shared/budget.ts";
import type { SpendReport } from "#shared/spend.ts";
import styles from "./budget-card.module.css";
import { besideWords, leftWords } from "./budget-words.ts";

export type BudgetRowProps = {
  readonly budget: Budget;
  readonly label: string;
  /** Of the session; only its own budget is measured by it. */
  readonly pace: SpendReport["pace"];
};

/** One budget: its limit in a field, and how it stands. */
export function BudgetRow({ budget, label, pace }: BudgetRowProps) {
  const remove = async () => {
    await removeBudget(budget);
    focusIfLost("[data-add-budget]");
  };
  const bin = <IconButton icon="trash" size="small" label={`Remove ${label}`} onClick={() => void remove()} />;
  return (
    <div className={styles.row}>
      <AmountField
        label={label}
        saved={budget.limitNanoUsd}
        save={(limitNanoUsd) => saveBudget({ ...budget, limitNanoUsd })}
        end={bin}
      />
      <Standing budgetId={budget.id} pace={pace} />
    </div>
  );
}

type FirstProps = Omit<BudgetRowProps, "budget"> & { readonly budget: Budget | undefined };

/**
 * The session's budget, whose row is there for good: emptied, it is gone, and can be typed again. One field for both, so
 * that the keyboard stays in it.
 */
export function FirstBudgetRow({ budget, label, pace }: FirstProps) {
  const save = (limitNanoUsd: number) => {
    const known = budget ?? { id: crypto.randomUUID(), period: "session" as const, providerId: null };
    return saveBudget({ ...known, limitNanoUsd });
  };
  return (
    <div className={styles.row}>
      <AmountField
        label={label}
        saved={budget?.limitNanoUsd ?? null}
        save={save}
        {...(budget && { clear: () => removeBudget(budget) })}
      />
      {budget === undefined ? (
        <p className={styles.words}>No limit. Set one to be warned, and to stop before it is passed.</p>
      ) : (
        <Standing budgetId={budget.id} pace={pace} />
      )}
    </div>
  );
}

function Standing({ budgetId, pace }: { readonly budgetId: string; readonly pace: SpendReport["pace"] }) {
  const budget = useMoneyStore((state) => state.budgets.find(({ id }) => id === budgetId));
  if (budget === undefined) return null;
  const tone = { fine: "accent", near: "warn", spent: "bad" } as const;
  const beside = besideWords(budget);
  return (
    <>
      <Meter share={Math.min(1, shareOf(budget))} tone={tone[levelOf(budget)]} isThick />
      <p className={`num ${styles.words}`}>
        {leftWords(budget, budget.period === "session" ? pace : null)}
        {beside === null ? "" : ` ${beside}`}
      </p>
    </>
  );
}

type AmountFieldProps = {
  readonly label: string;
  /** Nano-USD; null where nothing is saved. */
  readonly saved: number | null;
  readonly save: (limitNanoUsd: number) => Promise<string | null>;
  /** What emptying the field does; without it an empty field goes back to what is saved. */
  readonly clear?: () => Promise<string | null>;
  readonly end?: React.ReactNode;
};

/** Saved by Enter and by leaving the field, not letter by letter: `1` on the way to `10` is another limit. */
function AmountField({ label, saved, save, clear, end }: AmountFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isSaving = useRef(false);
  const commit = async () => {
    // Enter and then another field: the first of the two saves it.
    if (isSaving.current) return;
    const text = (typed ?? "").trim();
    if (typed === null || (text === "" && (clear === undefined || saved === null))) return setTyped(null);
    const read = readAmount(text);
    if (text !== "" && !read.ok) return setProblem(read.message);
    const isSame = read.ok && read.value === saved;
    isSaving.current = true;
    const found = isSame ? null : read.ok ? await save(read.value) : ((await clear?.()) ?? null);
    isSaving.current = false;
    setProblem(found);
    if (found === null) setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") void commit();
    if (event.key !== "Escape" || typed === null) return;
    event.stopPropagation();
    setTyped(null);
    setProblem(null);
  };
  return (
    <TextField
      label={label}
      inputMode="decimal"
      placeholder="No limit"
      value={typed ?? (saved === null ? "" : amountText(saved))}
      error={problem}
      end={end}
      onChange={(event) => {
        setProblem(null);
        setTyped(event.target.value);
      }}
      onBlur={() => void commit()}
      onKeyDown={onKeyDown}
    />
  );
}
