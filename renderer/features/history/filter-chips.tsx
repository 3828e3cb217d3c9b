import { filterHistory } from "#renderer/actions/history.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useHistoryStore } from "#renderer/stores/history-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { filterChips } from "./filter-words.ts";
import styles from "./search-bar.module.css";

/** The filters that hold; a press takes one away. */
export function FilterChips() {
  const filters = useHistoryStore((state) => state.filters);
  const sessions = useHistoryStore((state) => state.sessions);
  const chains = useAppStore((state) => state.chains);
  const modelLists = useAppStore((state) => state.modelLists);
  const providers = useAppStore((state) => state.providers);
  const chips = filterChips(filters, { catalog: { chains, modelLists, providers }, sessions, nowMs: Date.now() });
  return chips.map(({ words, without }) => (
    <button
      key={words}
      type="button"
      className={styles.chip}
      aria-label={`Remove filter ${words}`}
      title={`Remove filter ${words}`}
      onClick={() => filterHistory(without)}
    >
      <span className="trunc">{words}</span>
      <Icon name="close" size="xs" />
    </button>
  ));
}
