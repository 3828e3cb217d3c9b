import { togglePinned } from "#renderer/actions/compare-layout.ts";
import { ColumnBody } from "#renderer/features/compare/column/column-body.tsx";
import { ColumnFooter } from "#renderer/features/compare/column/column-footer.tsx";
import { ColumnHeader } from "#renderer/features/compare/column/column-header.tsx";
import { Undrawable } from "#renderer/features/compare/column/undrawable.tsx";
import { focusColumn } from "#renderer/stores/columns-store.ts";
import { isRunning } from "#renderer/stores/runs-store.ts";
import { Button, IconButton } from "#renderer/ui/button.tsx";
import { ErrorBoundary } from "#renderer/ui/error-boundary.tsx";
import type { AnswerRow } from "./answer-rows.ts";
import styles from "./list-view.module.css";

export type ReadingPaneProps = {
  readonly row: AnswerRow;
  readonly rows: readonly AnswerRow[];
  /** Stays while others are read beside it. */
  readonly isPinned?: boolean;
};

/** The same parts as a column, at a width to read in. */
export function ReadingPane({ row, rows, isPinned = false }: ReadingPaneProps) {
  const { column, name, run, state } = row;
  return (
    <article
      className={styles.pane}
      aria-label={isPinned ? `${name}, pinned` : name}
      aria-busy={isRunning(run)}
      data-column={column.id}
    >
      <ErrorBoundary what={`answer ${name}`} fallback={(tryAgain) => <Undrawable tryAgain={tryAgain} />}>
        <ColumnHeader
          column={column}
          run={run}
          state={state}
          tools={isPinned ? null : <Steps row={row} rows={rows} />}
          aside={<Pin row={row} isPinned={isPinned} />}
        />
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

function Steps({ row, rows }: Pick<ReadingPaneProps, "row" | "rows">) {
  const at = rows.indexOf(row);
  return (
    <span className={styles.tools}>
      <Step icon="left" label="Previous answer" to={rows[at - 1]} />
      <Step icon="right" label="Next answer" to={rows[at + 1]} />
    </span>
  );
}

type StepProps = { readonly icon: "left" | "right"; readonly label: string; readonly to: AnswerRow | undefined };

/** Not `disabled` at the ends, so that the focus stays on it. */
function Step({ icon, label, to }: StepProps) {
  return (
    <IconButton
      icon={icon}
      size="small"
      label={label}
      aria-disabled={to === undefined}
      onClick={() => {
        if (to !== undefined) focusColumn(to.column.id);
      }}
    />
  );
}

function Pin({ row, isPinned }: { readonly row: AnswerRow; readonly isPinned: boolean }) {
  return (
    <Button
      tone="ghost"
      size="small"
      icon="panel"
      className={styles.aside}
      title={isPinned ? undefined : "Keeps it beside the next one you read (Space in the list)"}
      onClick={() => togglePinned(row.column.id)}
    >
      {isPinned ? "Unpin" : "Pin beside"}
    </Button>
  );
}
