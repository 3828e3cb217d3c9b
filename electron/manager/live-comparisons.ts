import type { ComparisonState } from "#shared/contract.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import { type Comparison, type Run, type RunEvent, runIdOf } from "#shared/run.ts";

/** Ended comparisons that stay in memory, so that a reload never has to wait for the disk to catch up. */
const keptComparisons = 20;
/** Of all of these together; one that was repeated may have thousands. The newest stays, however many it has. */
const keptRuns = 1_000;

type Entry = { run: Run | null; readonly controller: AbortController };
type Active = {
  readonly comparison: Comparison;
  readonly runs: Map<string, Entry>;
  done: Promise<unknown>;
  /** How many additions of runs have not ended, or their ends are not on disk yet. */
  unsaved: number;
};

/** Comparisons that run or ended a short while ago, with how to stop them. */
export type LiveComparisons = {
  /** Adds runs. A comparison that is here already runs again, and counts as the newest. */
  add(comparison: Comparison, controllers: ReadonlyMap<string, AbortController>): void;
  /** Tells when the last of the runs that were added has ended and is on disk: before that, nobody else knows its end. */
  ends(comparisonId: string, done: Promise<void>): void;
  note(event: RunEvent): void;
  abort(comparisonId: string, reason: string): void;
  abortRun(runId: string, reason: string): void;
  /** Resolves when every run has ended. */
  abortAll(reason: string): Promise<void>;
  states(): ComparisonState[];
  /** Lets go of those of these that have ended. */
  forget(comparisonIds: ReadonlySet<string>): void;
  runIds(): string[];
  /** Number of runs that have not ended. */
  running(): number;
};

export function createLiveComparisons(): LiveComparisons {
  const active = new Map<string, Active>();
  const comparisonOfRun = new Map<string, Active>();
  const abort = (entry: Active | undefined, reason: string) => {
    for (const { controller } of entry?.runs.values() ?? []) controller.abort(reason);
  };
  const drop = (entries: readonly Active[]) => {
    for (const { comparison, runs } of entries) {
      active.delete(comparison.id);
      for (const runId of runs.keys()) comparisonOfRun.delete(runId);
    }
  };
  const dropOldest = () => drop(tooManyOf(endedOf(active).filter(({ unsaved }) => unsaved === 0)));
  return {
    add: (comparison, controllers) => {
      const entry: Active = active.get(comparison.id) ?? newActive(comparison);
      active.delete(comparison.id);
      active.set(comparison.id, entry);
      for (const [runId, controller] of controllers) {
        entry.runs.set(runId, { run: null, controller });
        comparisonOfRun.set(runId, entry);
      }
    },
    ends: (comparisonId, done) => {
      const entry = active.get(comparisonId);
      if (entry === undefined) return;
      entry.unsaved += 1;
      const saved = () => {
        entry.unsaved -= 1;
        dropOldest();
      };
      entry.done = Promise.all([entry.done, done.finally(saved)]);
    },
    note: (event) => {
      const entry = comparisonOfRun.get(runIdOf(event))?.runs.get(runIdOf(event));
      if (entry !== undefined) entry.run = reduceRun(entry.run ?? undefined, event) ?? null;
    },
    abort: (comparisonId, reason) => abort(active.get(comparisonId), reason),
    abortRun: (runId, reason) => comparisonOfRun.get(runId)?.runs.get(runId)?.controller.abort(reason),
    abortAll: async (reason) => {
      for (const entry of active.values()) abort(entry, reason);
      await Promise.all([...active.values()].map((entry) => entry.done));
    },
    states: () =>
      [...active.values()].map(({ comparison, runs }) => ({
        comparison,
        runs: [...runs.values()].flatMap(({ run }) => (run === null ? [] : [run])),
      })),
    forget: (comparisonIds) => drop(endedOf(active).filter(({ comparison }) => comparisonIds.has(comparison.id))),
    runIds: () => [...comparisonOfRun.keys()],
    running: () => [...comparisonOfRun].filter(([runId, entry]) => isRunning(entry.runs.get(runId))).length,
  };
}

function newActive(comparison: Comparison): Active {
  return { comparison, runs: new Map(), done: Promise.resolve(), unsaved: 0 };
}

function isRunning(entry: Entry | undefined): boolean {
  return entry !== undefined && (entry.run === null || entry.run.endMs === null);
}

/** `ended`: oldest first. */
function tooManyOf(ended: readonly Active[]): readonly Active[] {
  const newestFirst = ended.toReversed();
  let runs = 0;
  const kept = newestFirst.findIndex((entry, index) => {
    runs += entry.runs.size;
    return index >= keptComparisons || (index > 0 && runs > keptRuns);
  });
  return kept === -1 ? [] : newestFirst.slice(kept);
}

function endedOf(active: ReadonlyMap<string, Active>): readonly Active[] {
  return [...active.values()].filter(({ runs }) => ![...runs.values()].some(isRunning));
}
