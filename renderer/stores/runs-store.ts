import { create } from "zustand";
import type { HostEvent, Snapshot } from "#shared/contract.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import { type Run, runIdOf } from "#shared/run.ts";
import { tellDelta } from "./run-deltas.ts";
import { runIdsByColumn } from "./shown-runs.ts";

export type RunsState = {
  readonly runs: Readonly<Record<string, Run>>;
  /** Runs drawn at Send before the host told of them; its `run-started` replaces them whole. */
  readonly placeholderIds: ReadonlySet<string>;
  /** The comparisons up to the prompt on screen; null is all. One that is new meanwhile is not shown by itself. */
  readonly shownComparisons: ReadonlySet<string> | null;
  /** Column → the run on screen: its newest for the newest prompt that is shown. */
  readonly runIdByColumn: Readonly<Record<string, string>>;
  /** The runs that History shows: they stay whatever conversation is opened. */
  readonly readIds: ReadonlySet<string>;
  /** Of those, the ones that are here for History alone. */
  readonly lentIds: ReadonlySet<string>;
};

const empty: RunsState = {
  runs: {},
  placeholderIds: new Set<string>(),
  shownComparisons: null,
  runIdByColumn: {},
  readIds: new Set<string>(),
  lentIds: new Set<string>(),
};

export const useRunsStore = create<RunsState>()(() => empty);

export function takeRunsSnapshot(snapshot: Snapshot): void {
  const runs = snapshot.comparisons.flatMap((state) => state.runs);
  useRunsStore.setState({ ...empty, runs: byId(runs), runIdByColumn: runIdsByColumn(runs, null) });
}

/** Goes to an earlier prompt, and back to the newest with null. */
export function showComparisons(shownComparisons: ReadonlySet<string> | null): void {
  useRunsStore.setState(({ runs }) => ({
    shownComparisons,
    runIdByColumn: runIdsByColumn(Object.values(runs), shownComparisons),
  }));
}

/** Puts empty columns on screen in the same frame as Send. */
export function addPlaceholders(runs: readonly Run[]): void {
  useRunsStore.setState((state) => {
    const all = { ...state.runs, ...byId(runs) };
    return {
      runs: all,
      placeholderIds: new Set([...state.placeholderIds, ...runs.map((run) => run.id)]),
      runIdByColumn: runIdsByColumn(Object.values(all), state.shownComparisons),
    };
  });
}

/** Takes back columns whose Send the host refused. */
export function dropPlaceholders(runIds: readonly string[]): void {
  useRunsStore.setState((state) => {
    const dropped = new Set(runIds.filter((id) => state.placeholderIds.has(id)));
    const runs = Object.values(state.runs).filter((run) => !dropped.has(run.id));
    return {
      runs: byId(runs),
      runIdByColumn: runIdsByColumn(runs, state.shownComparisons),
      placeholderIds: new Set([...state.placeholderIds].filter((id) => !dropped.has(id))),
    };
  });
}

/** Holds the runs of the comparison that History shows, in place of those it showed before. */
export function keepReadRuns(read: readonly Run[]): void {
  useRunsStore.setState((state) => {
    const runs = { ...state.runs };
    for (const id of state.lentIds) delete runs[id];
    const lent = read.filter((run) => runs[run.id] === undefined);
    for (const run of read) {
      const known = state.runs[run.id];
      // What streams here is as far as the host, or further than when it was read.
      runs[run.id] = known !== undefined && known.endMs === run.endMs ? known : run;
    }
    return { runs, readIds: idsOf(read), lentIds: idsOf(lent) };
  });
}

function idsOf(runs: readonly Run[]): ReadonlySet<string> {
  return new Set(runs.map((run) => run.id));
}

/** One set for the whole batch, so that React commits once for all columns (design.md §4.9). */
export function applyRunEvents(events: readonly HostEvent[]): void {
  const known = useRunsStore.getState();
  let runs = { ...known.runs };
  let { lentIds } = known;
  const placeholderIds = new Set(known.placeholderIds);
  let hasStarted = false;
  let hasChanged = false;
  for (const event of events) {
    if (event.topic === "conversation-opened") {
      const opened = event.comparisons.flatMap((state) => state.runs);
      const openedIds = idsOf(opened);
      // What was sent a moment ago and is not told of yet stays, and what History shows.
      const isKept = ({ id }: Run) => (placeholderIds.has(id) || known.readIds.has(id)) && !openedIds.has(id);
      runs = byId([...Object.values(runs).filter(isKept), ...opened]);
      lentIds = new Set([...known.readIds].filter((id) => !openedIds.has(id)));
      hasStarted = true;
      hasChanged = true;
    }
    if (event.topic !== "run") continue;
    const id = runIdOf(event.event);
    const isFirstNews = event.event.type === "run-started" && placeholderIds.delete(id);
    const before = runs[id];
    const after = reduceRun(isFirstNews ? undefined : before, event.event);
    if (after === undefined || after === before) continue;
    if (event.event.type === "delta") tellDelta(event.event);
    runs[id] = after;
    hasChanged = true;
    if (event.event.type === "run-started") hasStarted = true;
  }
  if (!hasChanged) return;
  const { shownComparisons } = known;
  const runIdByColumn = hasStarted ? runIdsByColumn(Object.values(runs), shownComparisons) : known.runIdByColumn;
  useRunsStore.setState({ runs, placeholderIds, runIdByColumn, lentIds });
}

function byId(runs: readonly Run[]): Record<string, Run> {
  return Object.fromEntries(runs.map((run) => [run.id, run]));
}

export function isRunning(run: Run | undefined): boolean {
  return run !== undefined && run.endMs === null;
}

/** No answer, through no doing of the user. */
export function hasFailed(run: Run | undefined): boolean {
  return run?.status === "failed" || run?.status === "interrupted";
}

/** The run that a column shows; undefined before its first. */
export function runOfColumn(state: RunsState, columnId: string): Run | undefined {
  const runId = state.runIdByColumn[columnId];
  return runId === undefined ? undefined : state.runs[runId];
}
