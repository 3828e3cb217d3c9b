import { maskedKey } from "#renderer/parts/names.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import type { ProviderState } from "#shared/provider-state.ts";
import styles from "./found-keys.module.css";

/** The keys that are here already, by the last four characters of each. */
export function FoundKeys() {
  const providers = useAppStore((state) => state.providers);
  return (
    <ul className={styles.keys} aria-label="Keys">
      {providers.flatMap((state) => {
        const words = foundWords(state);
        if (words === null) return [];
        return [
          <li key={state.provider.id}>
            <Icon name="key" size="xs" className="dim" />
            {words}
          </li>,
        ];
      })}
    </ul>
  );
}

function foundWords({ key, provider }: ProviderState): string | null {
  if (key.kind === "none") return null;
  if (key.kind === "environment") return `${provider.name}, from ${key.variable}`;
  return `${provider.name}, ${maskedKey(key.last4)}`;
}
