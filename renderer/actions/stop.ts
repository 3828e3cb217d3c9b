import { call } from "#renderer/bridge/host.ts";
import { activeRepeats, isActive } from "#renderer/stores/active-repeats.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useRepeatsStore } from "#renderer/stores/repeats-store.ts";
import { isRunning, runOfColumn, useRunsStore } from "#renderer/stores/runs-store.ts";
import type { RepeatState } from "#shared/repeat.ts";
import type { Run } from "#shared/run.ts";
import { showProblem } from "./problem.ts";
import { stopRepeat } from "./repeat-control.ts";
import { whenTaken } from "./under-way.ts";

/** Stops every answer of the columns on screen that still streams, and what this conversation repeats. */
export async function stopAll(): Promise<void> {
  const state = useRunsStore.getState();
  const { columns, conversationId } = useColumnsStore.getState();
  const runs = columns.map((column) => runOfColumn(state, column.id));
  const repeats = activeRepeats(useRepeatsStore.getState(), conversationId);
  const repeated = new Set(repeats.map(({ comparisonId }) => comparisonId));
  const running = runs.flatMap((run) => (run !== undefined && isRunning(run) ? [run.comparisonId] : []));
  const comparisonIds = new Set(running.filter((id) => !repeated.has(id)));
  const stopped = Promise.all([...repeated].map(stopRepeat));
  const answers = await Promise.all([...comparisonIds].map(stopComparison));
  for (const answer of answers) if (!answer.ok) showProblem(`Not stopped. ${answer.failure.message}`);
  await stopped;
}

async function stopComparison(comparisonId: string) {
  await whenTaken(comparisonId);
  return call("comparison.stop", { comparisonId });
}

/** What would be asked again at once, since it is repeated, ends with its repeat; that can be resumed. */
export async function stopRun(runId: string): Promise<void> {
  const repeat = repeatOfRun(runId);
  if (repeat !== null) {
    await stopRepeat(repeat.comparisonId);
    return;
  }
  const { comparisonId } = useRunsStore.getState().runs[runId] ?? {};
  if (comparisonId !== undefined) await whenTaken(comparisonId);
  const answer = await call("run.stop", { runId });
  if (!answer.ok) showProblem(`Not stopped. ${answer.failure.message}`);
}

/**
 * Stops an answer that nobody can see or stop any more: it must not go on costing. A repeat goes on, since all its runs
 * are seen and stopped together.
 */
export function stopUnseen(run: Run | undefined): void {
  if (run !== undefined && isRunning(run) && repeatOfRun(run.id) === null) void stopRun(run.id);
}

/** The repeat that goes on with a run's comparison; null where none does. */
function repeatOfRun(runId: string): RepeatState | null {
  const run = useRunsStore.getState().runs[runId];
  const repeat = run === undefined ? undefined : useRepeatsStore.getState().byComparison[run.comparisonId];
  return repeat !== undefined && isActive(repeat) ? repeat : null;
}

/** What Esc does where nothing is open. */
export async function stopFocusedColumn(): Promise<void> {
  const { focusedId } = useColumnsStore.getState();
  const run = focusedId === null ? undefined : runOfColumn(useRunsStore.getState(), focusedId);
  if (run !== undefined && isRunning(run)) await stopRun(run.id);
}
