import { type KeyboardEvent, memo, useCallback } from "react";
import { moveColumn } from "#renderer/actions/compare-layout.ts";
import { columnStateOf } from "#renderer/parts/column-state.ts";
import { useRunShape } from "#renderer/parts/use-run.ts";
import { type ColumnDraft, focusColumn, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { isRunning } from "#renderer/stores/runs-store.ts";
import { classes } from "#renderer/ui/classes.ts";
import { ErrorBoundary } from "#renderer/ui/error-boundary.tsx";
import { ReorderGrip, useReorderItem } from "#renderer/ui/reorder.tsx";
import styles from "./column.module.css";
import { ColumnBody } from "./column-body.tsx";
import { ColumnEdge } from "./column-edge.tsx";
import { ColumnFooter } from "./column-footer.tsx";
import { ColumnHeader } from "./column-header.tsx";
import { Undrawable } from "./undrawable.tsx";

export type ColumnProps = {
  readonly column: ColumnDraft;
  readonly name: string;
  /** Its place from the left, from 0. */
  readonly index: number;
};

/** One target with its newest answer. A column that is only moved or resized is not drawn again. */
export const Column = memo(function Column({ column, name, index }: ColumnProps) {
  const run = useRunShape(column.id);
  const isFocused = useColumnsStore((state) => state.focusedId === column.id);
  const state = columnStateOf(column.target !== null, run);
  const { ref: placeItem, isLifted } = useReorderItem(column.id);
  const isNew = column.target === null;
  const ref = useCallback(
    (element: HTMLElement | null) => {
      placeItem(element);
      // A new column may lie beyond the right edge.
      if (isNew) element?.scrollIntoView({ inline: "end", block: "nearest" });
    },
    [placeItem, isNew],
  );
  return (
    <article
      className={classes(styles.column, isFocused && styles.focused, isLifted && styles.lifted)}
      aria-label={name}
      aria-busy={isRunning(run)}
      data-column={column.id}
      ref={ref}
      onFocusCapture={() => focusColumn(column.id)}
      onPointerDownCapture={() => focusColumn(column.id)}
      onKeyDown={(event) => moveByKey(event, column.id)}
    >
      <ReorderGrip id={column.id} label={`Move ${name}`} className={styles.grip} />
      <ErrorBoundary what={`column ${name}`} fallback={(tryAgain) => <Undrawable tryAgain={tryAgain} />}>
        <ColumnHeader column={column} run={run} state={state} />
        {/* Head and figures stay where only the answer fails; the next answer is drawn afresh. */}
        <ErrorBoundary
          key={run?.id}
          what={`answer of ${name}`}
          fallback={(tryAgain) => <Undrawable tryAgain={tryAgain} />}
        >
          <ColumnBody column={column} run={run} state={state} name={name} />
        </ErrorBoundary>
        <ColumnFooter run={run} title={name} />
      </ErrorBoundary>
      <ColumnEdge index={index} name={name} />
    </article>
  );
});

/** Alt and an arrow move the column, except where they move words in a field. */
function moveByKey(event: KeyboardEvent, columnId: string): void {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  moveColumn(columnId, event.key === "ArrowLeft" ? -1 : 1);
}
