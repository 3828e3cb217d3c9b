import { create } from "zustand";
import type { HostEvent, Snapshot } from "#shared/contract.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import { type Run, runIdOf } from "#shared/run.ts";
import { tellDelta } from "./run-deltas.ts";

export type RunsState = {
  readonly runs: Readonly<Record<string, Run>>;
  /** Runs drawn at Send before the host told of them; its `run-started` replaces them whole. */
  readonly placeholderIds: ReadonlySet<string>;
  /** Column → its newest run, the one on screen. */
  readonly runIdByColumn: Readonly<Record<string, string>>;
};

const empty: RunsState = { runs: {}, placeholderIds: new Set<string>(), runIdByColumn: {} };

export const useRunsStore = create<RunsState>()(() => empty);

export function takeRunsSnapshot(snapshot: Snapshot): void {
  const runs = snapshot.comparisons.flatMap((state) => state.runs);
  const byStart = runs.toSorted((one, other) => one.startedAtMs - other.startedAtMs);
  useRunsStore.setState({ ...empty, runs: byId(byStart), runIdByColumn: byColumn(byStart) });
}

/** Puts empty columns on screen in the same frame as Send. */
export function addPlaceholders(runs: readonly Run[]): void {
  useRunsStore.setState((state) => ({
    runs: { ...state.runs, ...byId(runs) },
    placeholderIds: new Set([...state.placeholderIds, ...runs.map((run) => run.id)]),
    runIdByColumn: { ...state.runIdByColumn, ...byColumn(runs) },
  }));
}

/** Takes back columns whose Send the host refused. */
export function dropPlaceholders(runIds: readonly string[]): void {
  useRunsStore.setState((state) => {
    const dropped = new Set(runIds.filter((id) => state.placeholderIds.has(id)));
    const runs = Object.values(state.runs).filter((run) => !dropped.has(run.id));
    return {
      runs: byId(runs),
      runIdByColumn: byColumn(runs),
      placeholderIds: new Set([...state.placeholderIds].filter((id) => !dropped.has(id))),
    };
  });
}

/** One set for the whole batch, so that React commits once for all columns (design.md §4.9). */
export function applyRunEvents(events: readonly HostEvent[]): void {
  const { runs: known, placeholderIds: knownPlaceholders, runIdByColumn: knownColumns } = useRunsStore.getState();
  const runs = { ...known };
  const placeholderIds = new Set(knownPlaceholders);
  const started: Run[] = [];
  let hasChanged = false;
  for (const event of events) {
    if (event.topic !== "run") continue;
    const id = runIdOf(event.event);
    const isFirstNews = event.event.type === "run-started" && placeholderIds.delete(id);
    const before = runs[id];
    const after = reduceRun(isFirstNews ? undefined : before, event.event);
    if (after === undefined || after === before) continue;
    if (event.event.type === "delta") tellDelta(event.event);
    runs[id] = after;
    hasChanged = true;
    if (event.event.type === "run-started") started.push(after);
  }
  if (!hasChanged) return;
  const runIdByColumn = started.length === 0 ? knownColumns : { ...knownColumns, ...byColumn(started) };
  useRunsStore.setState({ runs, placeholderIds, runIdByColumn });
}

function byId(runs: readonly Run[]): Record<string, Run> {
  return Object.fromEntries(runs.map((run) => [run.id, run]));
}

/** The last one wins, so the runs come oldest first. */
function byColumn(runs: readonly Run[]): Record<string, string> {
  return Object.fromEntries(runs.map((run) => [run.columnId, run.id]));
}

export function isRunning(run: Run | undefined): boolean {
  return run !== undefined && run.endMs === null;
}

/** The run that a column shows; undefined before its first. */
export function runOfColumn(state: RunsState, columnId: string): Run | undefined {
  const runId = state.runIdByColumn[columnId];
  return runId === undefined ? undefined : state.runs[runId];
}
