import { call } from "#renderer/bridge/host.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { isRunning, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import { showProblem } from "./problem.ts";

/** Stops every answer of the columns on screen that still streams. */
export async function stopAll(): Promise<void> {
  const state = useRunsStore.getState();
  const runs = useColumnsStore.getState().columns.map((column) => runOfColumn(state, column.id));
  const comparisonIds = new Set(runs.flatMap((run) => (isRunning(run) && run !== undefined ? [run.comparisonId] : [])));
  const answers = await Promise.all([...comparisonIds].map((id) => call("comparison.stop", { comparisonId: id })));
  for (const answer of answers) if (!answer.ok) showProblem(`Not stopped. ${answer.failure.message}`);
}

export async function stopRun(runId: string): Promise<void> {
  const answer = await call("run.stop", { runId });
  if (!answer.ok) showProblem(`Not stopped. ${answer.failure.message}`);
}

/** What Esc does where nothing is open. */
export async function stopFocusedColumn(): Promise<void> {
  const { focusedId } = useColumnsStore.getState();
  const run = focusedId === null ? undefined : runOfColumn(useRunsStore.getState(), focusedId);
  if (run !== undefined && isRunning(run)) await stopRun(run.id);
}
