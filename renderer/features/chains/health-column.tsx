import { openBudgets } from "#renderer/actions/budgets.ts";
import { clearCooldown } from "#renderer/actions/limits.ts";
import { openView } from "#renderer/actions/navigate.ts";
import { checkProvider } from "#renderer/actions/providers.ts";
import { healthOf } from "#renderer/parts/provider-health.ts";
import { type HealthActions, ProviderHealthCard } from "#renderer/parts/provider-health-card.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { selectProvider } from "#renderer/stores/selection-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import type { Chain } from "#shared/chain.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import { FromHistory } from "./from-history/from-history.tsx";
import styles from "./health-column.module.css";

const actions: HealthActions = {
  onClear: clearCooldown,
  onCheck: checkProvider,
  onOpen: (providerId) => {
    selectProvider(providerId);
    openView("providers");
  },
  onRaise: openBudgets,
};

/** How the providers are: the chain's own first, then the others that could answer. */
export function HealthColumn({ chain }: { readonly chain: Chain | undefined }) {
  const providers = useAppStore((state) => state.providers);
  const isDemo = useAppStore((state) => state.settings.demo);
  return (
    <aside className={styles.column} aria-label="Provider health">
      <div className={`scroll ${styles.cards}`}>
        <header className={styles.head}>
          <h2 className="grow">Provider health</h2>
          <span className={styles.live}>
            <Icon name="live" size="xs" />
            Live
          </span>
        </header>
        {inOrder(chain, providers, isDemo).map((state) => (
          <ProviderHealthCard key={state.provider.id} state={state} actions={actions} />
        ))}
      </div>
      {chain === undefined || chain.links.length === 0 ? null : <FromHistory chain={chain} />}
    </aside>
  );
}

function inOrder(chain: Chain | undefined, providers: readonly ProviderState[], isDemo: boolean) {
  const used = new Set(chain?.links.map((link) => link.provider));
  const own = [...used].flatMap((id) => providers.find((one) => one.provider.id === id) ?? []);
  const others = providers.filter(
    (state) => !used.has(state.provider.id) && healthOf(state, isDemo, Date.now()).kind !== "no-key",
  );
  return [...own, ...others];
}
