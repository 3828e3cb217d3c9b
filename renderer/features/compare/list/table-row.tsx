import { memo, type ReactNode } from "react";
import { lookOf } from "#renderer/parts/column-look.ts";
import { chipOf } from "#renderer/parts/column-state.ts";
import { costText } from "#renderer/parts/cost-text.ts";
import { ChainBadge, EmptyBadge, ProviderBadge } from "#renderer/parts/provider-badge.tsx";
import { sentTokens } from "#renderer/parts/sent-tokens.ts";
import { currentRun } from "#renderer/parts/use-run.ts";
import type { Axis } from "#renderer/parts/waterfall/axis.ts";
import { Bar } from "#renderer/parts/waterfall/bar.tsx";
import type { RowNames } from "#renderer/parts/waterfall/row-words.ts";
import { rowsOf } from "#renderer/parts/waterfall/rows.ts";
import { focusColumn } from "#renderer/stores/columns-store.ts";
import { isRunning } from "#renderer/stores/runs-store.ts";
import { classes } from "#renderer/ui/classes.ts";
import { Icon } from "#renderer/ui/icon.tsx";
import { useTick } from "#renderer/ui/use-tick.ts";
import type { Target } from "#shared/chain.ts";
import { formatSeconds, formatSpeed } from "#shared/format.ts";
import { type Best, elapsedMs, numbersOf } from "#shared/run-numbers.ts";
import { type AnswerRow, routeOf } from "./answer-rows.ts";
import styles from "./answer-table.module.css";

export type TableRowProps = {
  readonly row: AnswerRow;
  readonly axis: Axis;
  /** Null where the answer is not finished. */
  readonly best: Best | null;
  readonly names: RowNames;
  readonly isShown: boolean;
  readonly isPinned: boolean;
};

/** One answer. A finished row stands still; a live one reads its numbers anew ten times a second. */
export const TableRow = memo(function TableRow(props: TableRowProps) {
  const { row, axis, best, names, isShown, isPinned } = props;
  const { column, name, state } = row;
  const isLive = isRunning(row.run);
  useTick(100, isLive);
  const nowMs = Date.now();
  const run = row.run === undefined ? undefined : (currentRun(row.run.id) ?? row.run);
  const numbers = run === undefined ? null : numbersOf(run, sentTokens(run), nowMs);
  const look = lookOf(state);
  const words = chipOf(state, run, nowMs)?.text ?? "Empty";
  return (
    // The button in it is for the keyboard, the whole row for the pointer.
    <tr className={classes(isShown && styles.shown, isPinned && styles.pinned)} onClick={() => read(column.id)}>
      <td className={styles.state} title={words}>
        <Icon name={look.icon} size="s" className={look.tone} />
        <span className="visually-hidden">{words}</span>
      </td>
      <th scope="row">
        <span className="row">
          <TargetBadge target={column.target} names={names} />
          <button
            type="button"
            className={classes(styles.name, "trunc")}
            data-answer={column.id}
            aria-current={isShown}
            aria-keyshortcuts="ArrowUp ArrowDown Space"
            tabIndex={isShown ? 0 : -1}
          >
            {name}
          </button>
          {isPinned ? <Icon name="panel" size="xs" className="acc" /> : null}
          {isPinned ? <span className="visually-hidden">pinned</span> : null}
        </span>
      </th>
      <td className={classes(styles.route, "trunc", look.tone === "bad" ? "bad" : "sub")}>
        {routeOf(row, names.provider)}
      </td>
      <td className={styles.attempts}>
        {run === undefined ? null : (
          <Bar
            segments={rowsOf(run, sentTokens(run), elapsedMs(run, nowMs)).flatMap((one) => one.segments)}
            axis={axis}
            lineMs={isLive ? elapsedMs(run, nowMs) : null}
          />
        )}
      </td>
      <Figure bestOf={best?.firstToken} className={styles.firstToken}>
        {numbers?.firstTokenMs == null ? "" : formatSeconds(numbers.firstTokenMs)}
      </Figure>
      <Figure bestOf={best?.total}>{numbers === null ? "" : formatSeconds(numbers.totalMs)}</Figure>
      <Figure bestOf={best?.speed} className={styles.speed}>
        {numbers?.tokensPerSecond == null
          ? ""
          : `${numbers.isEstimate ? "≈" : ""}${formatSpeed(numbers.tokensPerSecond)}`}
      </Figure>
      <Figure bestOf={best?.cost} isDim={(numbers?.cost.unknownCount ?? 0) > 0}>
        {numbers === null ? "" : costText(numbers)}
      </Figure>
    </tr>
  );
});

/** In a small window the answer stands below the list (list-view.module.css), out of sight of the row that was picked. */
function read(columnId: string): void {
  focusColumn(columnId);
  if (!window.matchMedia("(max-width: 860px)").matches) return;
  requestAnimationFrame(() => document.querySelector(`article[data-column="${columnId}"]`)?.scrollIntoView());
}

type FigureProps = {
  /** Of how many answers it is the best. */
  readonly bestOf: number | null | undefined;
  readonly isDim?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

function Figure({ bestOf = null, isDim = false, className, children }: FigureProps) {
  return (
    <td className={classes(styles.number, "num", bestOf !== null && "strong", isDim && "dim", className)}>
      {bestOf === null ? null : (
        <span className={styles.rank} title={`Best of ${bestOf}`}>
          <span className="visually-hidden">Best of {bestOf}, rank </span>1
        </span>
      )}
      {children}
    </td>
  );
}

function TargetBadge({ target, names }: { readonly target: Target | null; readonly names: RowNames }) {
  if (target === null) return <EmptyBadge />;
  if (target.kind === "chain") return <ChainBadge />;
  return <ProviderBadge providerId={target.providerId} name={names.provider(target.providerId)} />;
}
