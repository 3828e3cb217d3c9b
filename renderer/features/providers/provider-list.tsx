import { ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { selectProvider } from "#renderer/stores/selection-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import type { ProviderState } from "#shared/provider-state.ts";
import styles from "./provider-list.module.css";
import { useProviderLine } from "./use-provider-line.ts";

export function ProviderList({ selectedId }: { readonly selectedId: string | null }) {
  const providers = useAppStore((state) => state.providers);
  return (
    <nav aria-label="Providers">
      <ul>
        {providers.map((state) => (
          <li key={state.provider.id}>
            <Row state={state} isSelected={state.provider.id === selectedId} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Row({ state, isSelected }: { readonly state: ProviderState; readonly isSelected: boolean }) {
  const { provider } = state;
  const line = useProviderLine(state);
  return (
    <button
      type="button"
      className={styles.row}
      aria-current={isSelected ? "true" : undefined}
      onClick={() => selectProvider(provider.id)}
    >
      <ProviderBadge providerId={provider.id} name={provider.name} size="large" />
      <span className="grow">
        <span className={`trunc ${styles.name}`}>{provider.name}</span>
        <span className={`num ${styles.line}`}>
          <Icon name={line.icon} size="xs" className={line.tone} />
          <span className="trunc">{line.text}</span>
        </span>
      </span>
    </button>
  );
}
