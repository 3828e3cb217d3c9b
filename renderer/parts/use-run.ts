import { useRef } from "react";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { isRunning, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import type { Run } from "#shared/run.ts";

/**
 * The run of a column, as it was when anything but its text changed: the text grows with every batch, and only the
 * answer itself follows it, in its paint turns.
 */
export function useRunShape(columnId: string): Run | undefined {
  const last = useRef<Run>(undefined);
  return useRunsStore((state) => {
    const next = runOfColumn(state, columnId);
    if (last.current === undefined || next === undefined || !isSameShape(last.current, next)) last.current = next;
    return last.current;
  });
}

/** True where nothing but the text of a run changed. */
export function isSameShape(one: Run, other: Run): boolean {
  return (
    one.id === other.id &&
    one.status === other.status &&
    one.endMs === other.endMs &&
    one.waiting === other.waiting &&
    // The reducer keeps the array while only text arrives.
    one.attempts === other.attempts
  );
}

/** The run as it is now, with all its text; for what redraws on a tick. */
export function currentRun(runId: string): Run | undefined {
  return useRunsStore.getState().runs[runId];
}

/** Whether any column on screen still streams or waits. */
export function useAnyRunning(): boolean {
  const columns = useColumnsStore((state) => state.columns);
  return useRunsStore((state) => columns.some((column) => isRunning(runOfColumn(state, column.id))));
}
