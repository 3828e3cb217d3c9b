import { openProvider } from "#renderer/actions/navigate.ts";
import { spentBudget, useSpentBudgets, withBudget } from "#renderer/parts/budget-health.ts";
import { useCountdown } from "#renderer/parts/limit-trouble.ts";
import { ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { healthOf } from "#renderer/parts/provider-health.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { classes } from "#renderer/ui/classes.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import type { BudgetState } from "#shared/budget.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import styles from "./health-list.module.css";

/** Every provider with its state now. */
export function HealthList() {
  const providers = useAppStore((state) => state.providers);
  const spent = useSpentBudgets();
  if (providers.length === 0) return null;
  return (
    <section className={styles.health} aria-labelledby="provider-health">
      <h2 id="provider-health">Provider health</h2>
      <ul className="scroll">
        {providers.map((state) => (
          <HealthRow key={state.provider.id} state={state} spent={spentBudget(spent, state.provider.id)} />
        ))}
      </ul>
    </section>
  );
}

type RowProps = { readonly state: ProviderState; readonly spent: BudgetState | null };

function HealthRow({ state, spent }: RowProps) {
  const isDemo = useAppStore((app) => app.settings.demo);
  useCountdown(state.limit);
  const health = withBudget(healthOf(state, isDemo, Date.now()), spent);
  const { provider } = state;
  const words = isDemo ? `${health.words}, simulated` : health.words;
  return (
    <li>
      <button type="button" title={`${provider.name}: ${words}`} onClick={() => openProvider(provider.id)}>
        <ProviderBadge providerId={provider.id} name={provider.name} />
        <span className={classes(styles.name, "trunc")}>{provider.name}</span>
        <span className={classes("num", styles.figure, health.tone)} aria-hidden="true">
          {health.text}
        </span>
        <Icon name={health.icon} className={health.tone} />
        <span className="visually-hidden">{words}</span>
      </button>
    </li>
  );
}
