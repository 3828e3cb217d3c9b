import type { ComparisonState, StartColumn } from "#shared/contract.ts";
import type { Prompt } from "#shared/prompt.ts";
import type { RateLimitState } from "#shared/provider-state.ts";
import type { Comparison, RunEvent } from "#shared/run.ts";
import { type Engine, type EngineParts, newEngine } from "./engine.ts";
import { createLiveComparisons } from "./live-comparisons.ts";
import type { ManagerDependencies } from "./manager-dependencies.ts";
import { type NewJob, newJob, type RunOfRepeat, type RunRequest, withoutSystem } from "./new-job.ts";
import { createPacer, type Pacer } from "./pacer.ts";
import { runComparison } from "./run-comparison.ts";

/** A column that is asked. Without a prompt of its own it is asked what the comparison says, and nothing before it. */
export type ColumnAsk = StartColumn & {
  readonly prompt?: Prompt;
  /** Of a repeated comparison. */
  readonly repeated?: RunOfRepeat;
};

/** Chains and targets; starts, stops and snapshots comparisons. Nothing else. */
export type ModelManager = {
  /**
   * Starts every column at once. The caller has checked that each target exists; one that vanished fails its run. A
   * comparison that ran before gets these runs as well; `send` is their own time, demo switch and session then.
   */
  start(comparison: Comparison, columns: readonly ColumnAsk[], send?: RunRequest["send"]): void;
  /**
   * Starts the only run of a comparison, for a whole prompt. Its events go to `onEvent`, in the turn in which they
   * happen, and to the sink like any other's. `stop` ends it as Stop does.
   */
  startRun(request: RunRequest): { readonly runId: string; stop(): void };
  stopComparison(comparisonId: string): void;
  stopRun(runId: string): void;
  /** Ends the wait of a run: what keeps its next link from being tried is lifted (R20). Nothing where it does not wait. */
  sendNow(runId: string): void;
  /** Lifts every limit of a provider; who waits for it goes on at once (R20). */
  clearLimits(providerId: string): void;
  /** Its key is another one from now on, or gone: limits of the account before are not shown any more. */
  keyReplaced(providerId: string): void;
  /** Comparisons that run, or ended a short while ago, oldest first. */
  live(): ComparisonState[];
  /** Lets go of ended comparisons that were removed; one that runs stays. */
  forget(comparisonIds: ReadonlySet<string>): void;
  /** Requests that one account serves at a time (R20), from now on. */
  setParallelRequests(limit: number): void;
  /** Number of runs that have not ended. */
  running(): number;
  limits(providerId: string): RateLimitState;
  /** When the next request that nobody waits for may be sent. */
  readonly pacer: Pacer;
  /** This computer woke up: what began before is not held against a provider, and who waits looks again (R4, R11). */
  noteWake(): void;
  /** Stops everything as interrupted and resolves when the last run's end is on disk. */
  close(): Promise<void>;
};

/** How long a column waits for a limited link before it gives up (engine.md R18a). */
const compareMaxWaitMs = 60_000;

export function createModelManager(dependencies: ManagerDependencies, parts?: EngineParts): ModelManager {
  const comparisons = createLiveComparisons();
  // What listens must never harm a run: its trouble is a bug of its own.
  const safely =
    <Value>(tell: (value: Value) => void) =>
    (value: Value) => {
      try {
        tell(value);
      } catch (error) {
        dependencies.reportBug(error);
      }
    };
  const tellSink = safely((event: RunEvent) => dependencies.sink.emit(event));
  const emit = (event: RunEvent) => {
    comparisons.note(event);
    tellSink(event);
  };
  const limitsChanged = safely(dependencies.limitsChanged);
  const engine = newEngine({ ...dependencies, limitsChanged, sink: { ...dependencies.sink, emit } }, parts);
  // What could not be saved has been told as trouble of the storage; everything goes on all the same.
  const onDisk = (runIds: readonly string[]) => Promise.allSettled(runIds.map(dependencies.sink.settled));
  const runToDisk = async (started: readonly NewJob[]) => {
    const jobs = started.map(({ job }) => job);
    await runComparison(engine, jobs);
    await onDisk(jobs.map(({ run }) => run.id));
  };
  const begin = (comparison: Comparison, started: readonly NewJob[]) => {
    comparisons.add(comparison, new Map(started.map(({ job, controller }) => [job.run.id, controller])));
    comparisons.ends(comparison.id, runToDisk(started));
  };
  return {
    start: (comparison, columns, send = comparison) => {
      const { system = null, prompt: text } = comparison;
      const common = { comparison, send, maxWaitMs: compareMaxWaitMs };
      begin(
        comparison,
        columns.map(({ prompt = { system, messages: [{ role: "user", text }] }, repeated, ...column }) => {
          const overrides = withoutSystem(column.overrides ?? {});
          return newJob(dependencies, { ...common, column, prompt, overrides, ...repeated });
        }),
      );
    },
    startRun: (request) => {
      const started = newJob(dependencies, request);
      begin(request.comparison, [started]);
      return { runId: started.job.run.id, stop: () => started.controller.abort("user-stop") };
    },
    stopComparison: (comparisonId) => comparisons.abort(comparisonId, "user-stop"),
    stopRun: (runId) => comparisons.abortRun(runId, "user-stop"),
    live: comparisons.states,
    forget: comparisons.forget,
    running: comparisons.running,
    setParallelRequests: engine.gate.setLimit,
    ...limitActions(engine),
    close: async () => {
      // First the look-ups, so that the runs that are stopped now begin none.
      await engine.costLookups.close();
      await comparisons.abortAll("shutdown");
      await onDisk(comparisons.runIds());
    },
  };
}

type LimitActions = Pick<ModelManager, "limits" | "pacer" | "sendNow" | "clearLimits" | "keyReplaced" | "noteWake">;

function limitActions(engine: Engine): LimitActions {
  const { board, waits, thisComputer } = engine;
  return {
    pacer: createPacer(engine),
    limits: board.shown,
    sendNow: (runId) => {
      const wait = waits.of(runId);
      if (wait === null) return;
      wait.isHurried = true;
      board.open(wait.scopes);
    },
    clearLimits: board.clear,
    keyReplaced: board.keyReplaced,
    noteWake: () => {
      thisComputer.noteWake();
      board.lookAgain();
    },
  };
}
