import { useRunShape } from "#renderer/parts/use-run.ts";
import { type ColumnDraft, focusColumn, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { isRunning } from "#renderer/stores/runs-store.ts";
import { Button } from "#renderer/ui/button.tsx";
import { classes } from "#renderer/ui/classes.ts";
import { ErrorBoundary } from "#renderer/ui/error-boundary.tsx";
import styles from "./column.module.css";
import { ColumnBody } from "./column-body.tsx";
import { ColumnFooter } from "./column-footer.tsx";
import { ColumnHeader } from "./column-header.tsx";
import { columnStateOf } from "./column-state.ts";

export type ColumnProps = { readonly column: ColumnDraft; readonly name: string };

/** One target with its newest answer. */
export function Column({ column, name }: ColumnProps) {
  const run = useRunShape(column.id);
  const isFocused = useColumnsStore((state) => state.focusedId === column.id);
  const state = columnStateOf(column.target !== null, run);
  return (
    <article
      className={classes(styles.column, isFocused && styles.focused)}
      aria-label={name}
      aria-busy={isRunning(run)}
      data-column={column.id}
      ref={column.target === null ? scrollIntoView : null}
      onFocusCapture={() => focusColumn(column.id)}
      onPointerDownCapture={() => focusColumn(column.id)}
    >
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
    </article>
  );
}

/** A new column may lie beyond the right edge. */
function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ inline: "end", block: "nearest" });
}

function Undrawable({ tryAgain }: { readonly tryAgain: () => void }) {
  return (
    <div className={styles.undrawable} role="alert">
      <p className="strong">This answer could not be drawn.</p>
      <p className="sub">It is saved, and the other columns go on.</p>
      <Button size="small" onClick={tryAgain}>
        Draw it again
      </Button>
    </div>
  );
}
