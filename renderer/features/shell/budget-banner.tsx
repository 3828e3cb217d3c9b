import { useEffect, useState } from "react";
import { announce } from "#renderer/actions/announce.ts";
import { openBudgets } from "#renderer/actions/budgets.ts";
import { startSession } from "#renderer/actions/sessions.ts";
import { type BudgetTrouble, type TroubleWords, troubleOf, troubleWords } from "#renderer/parts/budget-trouble.ts";
import { useNames } from "#renderer/parts/names.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { quietBudget, useMoneyStore } from "#renderer/stores/money-store.ts";
import { Banner } from "#renderer/ui/banner.tsx";
import { Button } from "#renderer/ui/button.tsx";

/** Above every view: a budget that is nearly spent, or that stops new prompts. */
export function BudgetBanner() {
  const budgets = useMoneyStore((state) => state.budgets);
  const refused = useMoneyStore((state) => state.refused);
  const quiet = useMoneyStore((state) => state.quiet);
  const rules = useAppStore((state) => state.settings.budgets);
  const names = useNames();
  const trouble = troubleOf({ budgets, rules, refused });
  if (trouble === null) return null;
  const words = troubleWords(trouble, rules, names.provider);
  if (trouble.kind === "stopped") return <Stopped trouble={trouble} words={words} />;
  const { id, limitNanoUsd } = trouble.budget;
  // Another limit is another warning.
  const name = `${id} ${limitNanoUsd}`;
  return quiet.includes(name) ? null : <Near key={name} words={words} onDismiss={() => quietBudget(name)} />;
}

function Near({ words, onDismiss }: { readonly words: TroubleWords; readonly onDismiss: () => void }) {
  // Said when it comes, not with every answer that changes its figures.
  const [said] = useState(words.title);
  useEffect(() => announce(said), [said]);
  return (
    <Banner
      tone="warning"
      icon="warn"
      title={words.title}
      actions={
        <Button tone="ghost" size="small" onClick={openBudgets}>
          Change budget
        </Button>
      }
      onDismiss={onDismiss}
    >
      <span className="num">{words.body}</span>
    </Banner>
  );
}

function Stopped({ trouble, words }: { readonly trouble: BudgetTrouble; readonly words: TroubleWords }) {
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <div role="alert">
      <Banner
        tone="danger"
        icon="stop"
        title={words.title}
        actions={
          <>
            <Button size="small" onClick={openBudgets}>
              Raise budget
            </Button>
            {trouble.budget.period === "session" ? (
              <Button tone="ghost" size="small" onClick={() => void startSession("").then(setProblem)}>
                New session
              </Button>
            ) : null}
          </>
        }
      >
        <span className="num">{problem ?? words.body}</span>
      </Banner>
    </div>
  );
}
