import { type FormEvent, useState } from "react";
import { saveBudget } from "#renderer/actions/budgets.ts";
import { readAmount } from "#renderer/parts/budget-amounts.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { SelectField, TextField } from "#renderer/ui/field.tsx";
import type { BudgetPeriod } from "#shared/budget.ts";
import styles from "./budget-card.module.css";

const periods: readonly { readonly value: BudgetPeriod; readonly words: string }[] = [
  { value: "session", words: "Session" },
  { value: "day", words: "Day" },
  { value: "month", words: "Month" },
];

/** The fields of one more budget: for another span, or for one provider. */
export function AddBudget({ close }: { readonly close: () => void }) {
  const providers = useAppStore((state) => state.providers);
  const [period, setPeriod] = useState<BudgetPeriod>("day");
  const [providerId, setProviderId] = useState("");
  const [amount, setAmount] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readAmount(amount);
    if (!read.ok) return setProblem(read.message);
    const of = { period, providerId: providerId === "" ? null : providerId };
    const found = await saveBudget({ id: crypto.randomUUID(), ...of, limitNanoUsd: read.value });
    if (found === null) close();
    else setProblem(found);
  };
  return (
    <form className={styles.form} aria-label="Add a budget" noValidate onSubmit={(event) => void submit(event)}>
      <SelectField
        label="Per"
        value={period}
        onChange={({ target }) => setPeriod(periods.find(({ value }) => value === target.value)?.value ?? "day")}
      >
        {periods.map(({ value, words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </SelectField>
      <SelectField label="For" value={providerId} onChange={({ target }) => setProviderId(target.value)}>
        <option value="">All providers</option>
        {providers.map(({ provider }) => (
          <option key={provider.id} value={provider.id}>
            {provider.name}
          </option>
        ))}
      </SelectField>
      <div className={styles.amount}>
        <TextField
          label="At most"
          inputMode="decimal"
          placeholder="$5.00"
          value={amount}
          error={problem}
          autoFocus
          onChange={({ target }) => {
            setProblem(null);
            setAmount(target.value);
          }}
        />
      </div>
      <div className={styles.buttons}>
        <Button type="submit" size="small">
          Save budget
        </Button>
        <Button size="small" tone="ghost" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
