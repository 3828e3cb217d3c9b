import { type KeyboardEvent, useMemo } from "react";
import { sortList, togglePinned } from "#renderer/actions/compare-layout.ts";
import { useNames } from "#renderer/parts/names.ts";
import { useAnyRunning } from "#renderer/parts/use-run.ts";
import { sharedAxis } from "#renderer/parts/waterfall/axis.ts";
import { focusColumn } from "#renderer/stores/columns-store.ts";
import { type ListColumn, useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";
import { classes } from "#renderer/ui/classes.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { useTick } from "#renderer/ui/use-tick.ts";
import type { AnswerRow } from "./answer-rows.ts";
import styles from "./answer-table.module.css";
import { TableRow } from "./table-row.tsx";
import { bestByColumn } from "./use-answer-rows.ts";

export type AnswerTableProps = {
  readonly rows: readonly AnswerRow[];
  /** The answer in the reading pane. */
  readonly shownId: string | null;
  readonly pinnedId: string | null;
};

/** Every answer in a row of its own, attempts on one axis. Rows tick by themselves, and only those that run. */
export function AnswerTable({ rows, shownId, pinnedId }: AnswerTableProps) {
  const isLive = useAnyRunning();
  // The axis is shared, so it is asked for while anything runs; it stays the same object until it grows.
  useTick(100, isLive);
  const names = useNames();
  const best = useMemo(() => bestByColumn(rows), [rows]);
  const axis = sharedAxis(
    rows.flatMap((row) => row.run ?? []),
    Date.now(),
  );
  return (
    <table className={styles.table} aria-label="Answers" onKeyDown={(event) => onKeyDown(event, rows, shownId)}>
      <thead>
        <tr>
          <th className={styles.state}>
            <span className="visually-hidden">State</span>
          </th>
          <SortHead by="target" label="Target" />
          <th className={styles.route}>Route</th>
          <th className={styles.attempts}>
            <span className="num">Attempts, 0 to {axis.labels.at(-1)}</span>
          </th>
          <SortHead by="firstToken" label="First token" isNumber className={styles.firstToken} />
          <SortHead by="total" label="Total" isNumber />
          <SortHead by="speed" label="tok/s" isNumber className={styles.speed} />
          <SortHead by="cost" label="Cost" isNumber />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow
            key={row.column.id}
            row={row}
            axis={axis}
            best={best.get(row.column.id) ?? null}
            names={names}
            isShown={row.column.id === shownId}
            isPinned={row.column.id === pinnedId}
          />
        ))}
      </tbody>
    </table>
  );
}

/** ↑ and ↓ go through the answers, Home and End to the ends, Space pins one beside the one being read. */
function onKeyDown(event: KeyboardEvent, rows: readonly AnswerRow[], shownId: string | null): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !isRowButton(event.target)) return;
  if (event.key === " ") {
    if (shownId !== null) togglePinned(shownId);
    event.preventDefault();
    return;
  }
  const at = rows.findIndex((row) => row.column.id === shownId);
  const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: rows.length - 1 }[event.key];
  const row = next === undefined ? undefined : rows[Math.max(0, Math.min(rows.length - 1, next))];
  if (row === undefined) return;
  event.preventDefault();
  focusColumn(row.column.id);
  document.querySelector<HTMLElement>(`[data-answer="${row.column.id}"]`)?.focus();
}

function isRowButton(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.dataset.answer !== undefined;
}

type SortHeadProps = {
  readonly by: ListColumn;
  readonly label: string;
  readonly isNumber?: boolean;
  readonly className?: string | undefined;
};

function SortHead({ by, label, isNumber = false, className }: SortHeadProps) {
  const sort = useCompareLayoutStore((state) => (state.sort?.by === by ? state.sort : null));
  const direction = sort === null ? undefined : sort.isDescending ? "descending" : "ascending";
  return (
    <th className={classes(isNumber && styles.number, className)} aria-sort={direction}>
      <button type="button" className={styles.sort} onClick={() => sortList(by)}>
        {label}
        {sort === null ? null : (
          <Icon name="down" size="xs" className={sort.isDescending ? styles.descending : undefined} />
        )}
      </button>
    </th>
  );
}
