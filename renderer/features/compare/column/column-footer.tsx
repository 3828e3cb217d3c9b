import { inspectAttempt } from "#renderer/actions/inspector.ts";
import { useNames } from "#renderer/parts/names.ts";
import { sentTokens } from "#renderer/parts/sent-tokens.ts";
import { currentRun, useAnyRunning } from "#renderer/parts/use-run.ts";
import { sharedAxis } from "#renderer/parts/waterfall/axis.ts";
import { Waterfall } from "#renderer/parts/waterfall/waterfall.tsx";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useInspectorStore } from "#renderer/stores/inspector-store.ts";
import { isRunning, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import { useTick } from "#renderer/ui/use-tick.ts";
import type { Run } from "#shared/run.ts";
import { bestOf, elapsedMs, numbersOf } from "#shared/run-numbers.ts";
import styles from "./column-footer.module.css";
import { Metrics } from "./metrics.tsx";

export type ColumnFooterProps = {
  readonly run: Run | undefined;
  readonly title: string;
};

/** Figures and attempts. Ticks while anything on screen streams, since the time axis is shared. */
export function ColumnFooter({ run, title }: ColumnFooterProps) {
  const isLive = useAnyRunning();
  useTick(100, isLive && run !== undefined);
  const names = useNames();
  const inspectedId = useInspectorStore((state) => (state.isOpen ? (state.shown?.attemptId ?? null) : null));
  if (run === undefined) return <footer className={styles.empty} />;
  const epochMs = Date.now();
  const now = currentRun(run.id) ?? run;
  const tokens = sentTokens(now);
  const numbers = numbersOf(now, tokens, epochMs);
  const shown = runsOnScreen();
  // Answers to another prompt are not comparable.
  const finished = shown
    .filter((one) => one.status === "done" && one.comparisonId === run.comparisonId)
    .map((one) => numbersOf(one, sentTokens(one), epochMs));
  return (
    <footer className={styles.footer}>
      <Metrics run={now} numbers={numbers} best={run.status === "done" ? bestOf(numbers, finished) : null} />
      <div className={styles.waterfall}>
        <Waterfall
          run={now}
          sentTokens={tokens}
          title={title}
          axis={sharedAxis(shown, epochMs)}
          nowMs={isRunning(now) ? elapsedMs(now, epochMs) : epochMs - now.startedAtMs}
          isLive={isLive}
          names={names}
          onInspect={(attemptId) => inspectAttempt(now.id, attemptId)}
          inspectedId={inspectedId}
        />
      </div>
    </footer>
  );
}

/** The newest run of every column. */
function runsOnScreen(): readonly Run[] {
  const state = useRunsStore.getState();
  return useColumnsStore.getState().columns.flatMap((column) => runOfColumn(state, column.id) ?? []);
}
