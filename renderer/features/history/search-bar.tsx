import { searchHistory } from "#renderer/actions/history.ts";
import { searchFieldId } from "#renderer/actions/history-search.ts";
import { useKeysOf } from "#renderer/parts/shortcuts.ts";
import { isNarrowed, useHistoryStore } from "#renderer/stores/history-store.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { Kbd } from "#renderer/ui/kbd.tsx";
import { formatCount } from "#shared/format.ts";
import { longestSearch, mostCounted } from "#shared/history.ts";
import { FilterButton } from "./filter.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { listId, onSearchKeys, optionId } from "./list-keys.ts";
import styles from "./search-bar.module.css";

/** What narrows the list: words and filters, and how much is left. */
export function SearchBar() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: React knows no <search> where the document does not
    <div role="search" className={styles.bar}>
      <SearchField />
      <div className={styles.line}>
        <FilterChips />
        <FilterButton />
        <span className="grow" />
        <Count />
      </div>
    </div>
  );
}

function SearchField() {
  const text = useHistoryStore((state) => state.text);
  const hasEntries = useHistoryStore((state) => state.entries.length > 0);
  const isListed = useHistoryStore((state) => state.entries.some((one) => one.comparisonId === state.selectedId));
  const selectedId = useHistoryStore((state) => state.selectedId);
  const keys = useKeysOf("history.find");
  return (
    <label className={styles.field}>
      <Icon name="search" size="s" />
      <input
        id={searchFieldId}
        type="search"
        aria-label="Search history"
        placeholder="Search history"
        autoComplete="off"
        spellCheck={false}
        maxLength={longestSearch}
        aria-controls={hasEntries ? listId : undefined}
        aria-activedescendant={isListed && selectedId !== null ? optionId(selectedId) : undefined}
        value={text}
        onChange={(event) => searchHistory(event.target.value)}
        onKeyDown={onSearchKeys}
      />
      {keys === undefined ? null : <Kbd>{keys}</Kbd>}
    </label>
  );
}

/** `1,208`, `5 of 1,208`, `1,000+ of 4,300`. */
function Count() {
  const { count, total, shown } = useHistoryStore();
  if (count === null || total === null) return null;
  // Where there are no more than that, the count is exact.
  const isCut = count >= mostCounted && total > mostCounted;
  const hits = isCut ? `${formatCount(mostCounted)}+` : formatCount(count);
  return (
    <span className={`num ${styles.count}`} role="status">
      {isNarrowed(shown) ? `${hits} of ${formatCount(total)}` : formatCount(total)}
      <span className="visually-hidden"> {total === 1 ? "comparison" : "comparisons"}</span>
    </span>
  );
}
