import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";
import { classes } from "#renderer/ui/classes.ts";
import type { AnswerRow } from "./answer-rows.ts";
import { AnswerTable } from "./answer-table.tsx";
import styles from "./list-view.module.css";
import { ReadingPane } from "./reading-pane.tsx";
import { Scatter } from "./scatter.tsx";
import { useAnswerRows } from "./use-answer-rows.ts";

/** Every answer as a row, one of them to read, and what they cost against how long they took. */
export function ListView() {
  const rows = useAnswerRows();
  const shownId = useShownId();
  const shown = rows.find((row) => row.column.id === shownId);
  const pinned = usePinned(rows, shownId);
  return (
    <div className={classes(styles.many, pinned !== undefined && styles.withPinned)}>
      <div className={classes(styles.list, "scroll")}>
        <AnswerTable rows={rows} shownId={shownId} pinnedId={pinned?.column.id ?? null} />
        <Scatter rows={rows} shownId={shownId} />
      </div>
      {shown === undefined ? <div className={styles.pane} /> : <ReadingPane row={shown} rows={rows} />}
      {pinned === undefined ? null : <ReadingPane row={pinned} rows={rows} isPinned />}
    </div>
  );
}

/** The focused column is the one that is read; before any was touched the first column, wherever it is sorted to. */
function useShownId(): string | null {
  return useColumnsStore(({ columns, focusedId }) => {
    const isThere = columns.some((column) => column.id === focusedId);
    return isThere ? focusedId : (columns[0]?.id ?? null);
  });
}

/** Nothing beside itself: the pinned answer comes back once another one is read. */
function usePinned(rows: readonly AnswerRow[], shownId: string | null): AnswerRow | undefined {
  const pinnedId = useCompareLayoutStore((state) => state.pinnedId);
  return pinnedId === shownId ? undefined : rows.find((row) => row.column.id === pinnedId);
}
