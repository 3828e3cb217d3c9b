import { type KeyboardEvent, useMemo } from "react";
import { loadMoreHistory } from "#renderer/actions/history.ts";
import { selectComparison } from "#renderer/actions/history-detail.ts";
import { openInCompare } from "#renderer/actions/history-open.ts";
import { useNames } from "#renderer/parts/names.ts";
import { useHistoryStore } from "#renderer/stores/history-store.ts";
import { classes } from "#renderer/ui/classes.ts";
import { VirtualList } from "#renderer/ui/virtual-list.tsx";
import { EntryRow } from "./entry-row.tsx";
import styles from "./history-list.module.css";
import { type HistoryRow, historyRows } from "./history-rows.ts";
import { listId, onListKeys, optionId } from "./list-keys.ts";
import { ListFoot, NoEntries } from "./list-states.tsx";
import { useLiveComparisons } from "./use-live-comparisons.ts";

/** Everything that was found, by day. The keys work here and, but for Delete, in the search field. */
export function HistoryList() {
  const entries = useHistoryStore((state) => state.entries);
  const sessions = useHistoryStore((state) => state.sessions);
  const selectedId = useHistoryStore((state) => state.selectedId);
  const isStale = useHistoryStore((state) => state.isStale);
  const names = useNames();
  const live = useLiveComparisons();
  const rows = useMemo(() => historyRows(entries, sessions, Date.now()), [entries, sessions]);
  const isListed = entries.some((entry) => entry.comparisonId === selectedId);
  if (entries.length === 0) return <NoEntries />;
  return (
    <div className={classes(styles.frame, isStale && styles.stale)}>
      <div
        id={listId}
        role="listbox"
        aria-label="Comparisons"
        aria-activedescendant={isListed && selectedId !== null ? optionId(selectedId) : undefined}
        aria-keyshortcuts="ArrowUp ArrowDown Home End Enter Delete"
        tabIndex={0}
        className={`scroll ${styles.list}`}
        onKeyDown={(event: KeyboardEvent) => onListKeys(event)}
      >
        <VirtualList
          items={rows}
          keyOf={(row) => row.key}
          activeKey={selectedId}
          onNearEnd={() => void loadMoreHistory()}
        >
          {(row) => <Row key={row.key} row={row} isSelected={row.key === selectedId} names={names} live={live} />}
        </VirtualList>
      </div>
      <ListFoot />
    </div>
  );
}

type RowProps = {
  readonly row: HistoryRow;
  readonly isSelected: boolean;
  readonly names: ReturnType<typeof useNames>;
  readonly live: ReadonlySet<string>;
};

function Row({ row, isSelected, names, live }: RowProps) {
  if (row.kind !== "entry") return <div className={styles[row.kind]}>{row.label}</div>;
  const { entry, group } = row;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list holds the focus and the keys; aria-activedescendant points here
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      id={optionId(entry.comparisonId)}
      role="option"
      aria-selected={isSelected}
      className={styles.entry}
      onClick={() => selectComparison(entry.comparisonId)}
      onDoubleClick={() => void openInCompare(entry.comparisonId)}
    >
      <EntryRow entry={entry} group={group} names={names} isLive={live.has(entry.comparisonId)} />
    </div>
  );
}
