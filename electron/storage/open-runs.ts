import { joinDeltas } from "#shared/join-deltas.ts";
import { type RunEvent, runIdOf } from "#shared/run.ts";
import type { BatchResult, RunBatch } from "./run-keeper.ts";

type Waiter = { readonly resolve: () => void; readonly reject: (error: Error) => void };

/** A run whose end is not on disk. A lost one can never be saved; it stays here so that `settled` can say so. */
export type OpenRun = {
  pending: RunEvent[];
  readonly waiters: Waiter[];
  failure: string | null;
  isLost: boolean;
};

/** By run id. */
export type OpenRuns = Map<string, OpenRun>;

export function openRun(runs: OpenRuns, runId: string): OpenRun {
  const known = runs.get(runId);
  if (known !== undefined) return known;
  const run: OpenRun = { pending: [], waiters: [], failure: null, isLost: false };
  runs.set(runId, run);
  return run;
}

/** Neighbouring deltas become one; the first one's time counts, as it does in `reduceRun`. */
export function addEvent(runs: OpenRuns, event: RunEvent): OpenRun {
  const run = openRun(runs, runIdOf(event));
  if (run.isLost) return run;
  const last = run.pending.at(-1);
  const joined = event.type === "delta" && last?.type === "delta" ? joinDeltas(last, event) : null;
  if (joined === null) run.pending.push(event);
  else run.pending[run.pending.length - 1] = joined;
  return run;
}

/** Everything that waits, by run. */
export function takePending(runs: OpenRuns): RunBatch[] {
  const batches: RunBatch[] = [];
  for (const [runId, run] of runs) {
    if (run.pending.length === 0) continue;
    batches.push({ runId, events: run.pending });
    run.pending = [];
  }
  return batches;
}

export function settleSaved(runs: OpenRuns, { runId, hasEnded }: Extract<BatchResult, { ok: true }>): void {
  const run = openRun(runs, runId);
  run.failure = null;
  if (!hasEnded) return;
  // A cost that was found while the end was written comes with the next write.
  if (run.pending.length === 0) runs.delete(runId);
  for (const waiter of run.waiters.splice(0)) waiter.resolve();
}

/** Puts the events back where another try makes sense. True where this failure is news. */
export function settleFailed(
  runs: OpenRuns,
  batch: RunBatch,
  failure: { isPermanent: boolean; words: string },
): boolean {
  const run = openRun(runs, batch.runId);
  const isNews = run.failure === null;
  run.failure = failure.words;
  run.isLost = failure.isPermanent;
  run.pending = run.isLost ? [] : [...batch.events, ...run.pending];
  // A cost that is learned later comes alone, after the end: nobody may wait for it until the disk has room again.
  const isLast = run.pending.some(({ type }) => type === "run-ended" || type === "cost-found");
  if (run.isLost || isLast) rejectWaiters(run, failure.words);
  return isNews;
}

export function rejectWaiters(run: OpenRun, message: string): void {
  for (const waiter of run.waiters.splice(0)) waiter.reject(new Error(message));
}
