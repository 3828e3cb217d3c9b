import type { Clock } from "#electron/manager/dependencies.ts";
import { messageOf } from "#shared/failure.ts";
import { type RunEvent, runIdOf } from "#shared/run.ts";
import {
  addEvent,
  type OpenRuns,
  openRun,
  rejectWaiters,
  settleFailed,
  settleSaved,
  takePending,
} from "./open-runs.ts";
import type { BatchResult, RunBatch } from "./run-keeper.ts";

/** Text waits this long at most before it is written; a crash costs no more than that. */
export const flushAfterMs = 500;
/** With this much text (in UTF-16 units) waiting, it is written at once. */
export const flushAtLength = 4096;

/**
 * Written at once and without waiting: from these on a request may be billed, or no longer, and a crash must not make
 * it look otherwise.
 */
const urgent: ReadonlySet<RunEvent["type"]> = new Set([
  "attempt-started",
  "attempt-headers",
  "attempt-ended",
  "run-ended",
]);

export type RunLogParts = {
  readonly clock: Pick<Clock, "after">;
  /** Writes batches in order; rejects where the worker is gone. Not called while one call is unanswered. */
  readonly write: (batches: readonly RunBatch[]) => Promise<readonly BatchResult[]>;
  /** Told in words when a run is not being saved, once for each run. */
  readonly onFailure: (message: string) => void;
};

export type RunLog = {
  append(events: readonly RunEvent[]): void;
  /** Resolves when the run's end is on disk, at once for a run that is not known; rejects in words if it cannot be. */
  settled(runId: string): Promise<void>;
  /** Writes what waits; rejects in words if some of it could not be written. */
  flush(): Promise<void>;
};

type State = RunLogParts & {
  readonly runs: OpenRuns;
  waitingLength: number;
  isUrgent: boolean;
  cancelTimer: (() => void) | null;
  writing: Promise<void> | null;
  /** Why there is no worker any more. */
  broken: string | null;
};

/** Gathers run events so that the disk sees few writes, and an engine that emits never waits for one. */
export function createRunLog(parts: RunLogParts): RunLog {
  const state: State = {
    ...parts,
    runs: new Map(),
    waitingLength: 0,
    isUrgent: false,
    cancelTimer: null,
    writing: null,
    broken: null,
  };
  return {
    append: (events) => append(state, events),
    settled: (runId) => settled(state, runId),
    flush: () => flush(state),
  };
}

function append(state: State, events: readonly RunEvent[]): void {
  if (events.length === 0) return;
  if (state.broken !== null) {
    // Without a worker only the fact is kept that these runs are not saved.
    for (const event of events) openRun(state.runs, runIdOf(event));
    return;
  }
  for (const event of events) {
    const run = addEvent(state.runs, event);
    if (event.type === "delta") state.waitingLength += event.text.length;
    // Behind a failed write it waits for the timer: a full disk must not be asked again with every word.
    const isDue = urgent.has(event.type) || state.waitingLength >= flushAtLength;
    if (run.failure === null && isDue) state.isUrgent = true;
  }
  schedule(state);
}

function schedule(state: State): void {
  if (state.isUrgent && state.writing === null) {
    void start(state);
    return;
  }
  state.cancelTimer ??= state.clock.after(flushAfterMs, () => {
    state.cancelTimer = null;
    void start(state);
  });
}

/** One write at a time: what failed must be written before what came after it. */
function start(state: State): Promise<void> {
  state.writing ??= writePending(state).finally(() => {
    state.writing = null;
    if (state.isUrgent) void start(state);
  });
  return state.writing;
}

async function writePending(state: State): Promise<void> {
  state.cancelTimer?.();
  state.cancelTimer = null;
  state.isUrgent = false;
  state.waitingLength = 0;
  const batches = takePending(state.runs);
  if (batches.length === 0) return;
  try {
    settle(state, batches, await state.write(batches));
  } catch (error) {
    // The worker is gone, which its client has told already.
    state.broken = messageOf(error);
    state.isUrgent = false;
    for (const run of state.runs.values()) rejectWaiters(run, state.broken);
  }
}

function settle(state: State, batches: readonly RunBatch[], results: readonly BatchResult[]): void {
  const resultById = new Map(results.map((result) => [result.runId, result]));
  for (const batch of batches) {
    const result = resultById.get(batch.runId);
    if (result === undefined) throw new Error("The storage thread did not say what became of a run.");
    if (result.ok) {
      settleSaved(state.runs, result);
      continue;
    }
    const words = `An answer could not be saved. ${result.message}`;
    const isNews = settleFailed(state.runs, batch, { isPermanent: result.isPermanent, words });
    if (isNews) state.onFailure(words);
    if (!result.isPermanent) schedule(state);
  }
}

function settled({ runs, broken }: State, runId: string): Promise<void> {
  const run = runs.get(runId);
  if (run === undefined) return Promise.resolve();
  const lost = broken ?? (run.isLost ? run.failure : null);
  if (lost !== null) return Promise.reject(new Error(lost));
  return new Promise((resolve, reject) => run.waiters.push({ resolve, reject }));
}

async function flush(state: State): Promise<void> {
  // A write that is on its way took only what was there when it began.
  if (state.writing !== null) await state.writing;
  await start(state);
  const failed = [...state.runs.values()].find((run) => run.failure !== null);
  const failure = state.broken ?? failed?.failure ?? null;
  if (failure !== null) throw new Error(failure);
}
