import { type Link, newLink, type OnMidStream } from "#shared/chain.ts";
import type { ComparisonState, StartColumn } from "#shared/contract.ts";
import type { RateLimitState } from "#shared/provider-state.ts";
import type { Comparison, RunEvent } from "#shared/run.ts";
import type { ManagerDependencies } from "./dependencies.ts";
import type { Engine } from "./engine.ts";
import { createGate } from "./gate.ts";
import { createLimitBoard } from "./limit-board.ts";
import { createLiveComparisons } from "./live-comparisons.ts";
import { createRetryTokens } from "./retry-tokens.ts";
import { runComparison } from "./run-comparison.ts";
import type { RunJob } from "./run-context.ts";

/** Chains and targets; starts, stops and snapshots comparisons. Nothing else. */
export type ModelManager = {
  /** Starts every column at once. The caller has checked that each target exists; one that vanished fails its run. */
  start(comparison: Comparison, columns: readonly StartColumn[]): void;
  stopComparison(comparisonId: string): void;
  stopRun(runId: string): void;
  /** Comparisons that run, or ended a short while ago, oldest first. */
  live(): ComparisonState[];
  /** Number of runs that have not ended. */
  running(): number;
  limits(providerId: string): RateLimitState;
  /** Stops everything as interrupted and resolves when the last run's end is on disk. */
  close(): Promise<void>;
};

/** Runs that one account serves at a time before others queue (engine.md R20). */
const parallelPerAccount = 8;
/** How long a column waits for a limited link before it gives up (engine.md R18a). */
const compareMaxWaitMs = 60_000;

export function createModelManager(dependencies: ManagerDependencies): ModelManager {
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
  const engine: Engine = {
    ...dependencies,
    sink: { ...dependencies.sink, emit },
    board: createLimitBoard(dependencies.clock, safely(dependencies.limitsChanged)),
    gate: createGate(parallelPerAccount),
    retryTokens: createRetryTokens(),
  };
  return {
    start: (comparison, columns) => {
      const jobs = columns.map((column) => jobFor(dependencies, comparison, column));
      comparisons.add(comparison, new Map(jobs.map(({ job, controller }) => [job.run.id, controller])));
      const done = runComparison(
        engine,
        jobs.map(({ job }) => job),
      );
      comparisons.ends(comparison.id, done);
    },
    stopComparison: (comparisonId) => comparisons.abort(comparisonId, "user-stop"),
    stopRun: (runId) => comparisons.abortRun(runId, "user-stop"),
    live: comparisons.states,
    running: comparisons.running,
    limits: (providerId) => engine.board.shown(providerId),
    close: async () => {
      await comparisons.abortAll("shutdown");
      // What could not be saved has been told as trouble of the storage; closing goes on all the same.
      await Promise.allSettled(comparisons.runIds().map((runId) => dependencies.sink.settled(runId)));
    },
  };
}

function jobFor(
  dependencies: ManagerDependencies,
  comparison: Comparison,
  column: StartColumn,
): { job: RunJob; controller: AbortController } {
  const controller = new AbortController();
  const { title, links, onMidStream } = planFor(dependencies, column);
  const job: RunJob = {
    run: {
      id: column.runId,
      comparisonId: comparison.id,
      columnId: column.columnId,
      target: column.target,
      title,
      isDemo: comparison.isDemo,
      startedAtMs: comparison.startedAtMs,
      links,
    },
    prompt: { system: null, messages: [{ role: "user", text: comparison.prompt }] },
    overrides: {},
    onMidStream,
    maxWaitMs: compareMaxWaitMs,
    signal: controller.signal,
  };
  return { job, controller };
}

type Plan = { readonly title: string; readonly links: readonly Link[]; readonly onMidStream: OnMidStream };

/** A model is a chain of one link, but a cut answer of it is kept: there is nothing to take over. */
function planFor(dependencies: ManagerDependencies, { target, columnId }: StartColumn): Plan {
  if (target.kind === "chain") {
    const chain = dependencies.chainById(target.chainId);
    if (chain === null) return { title: target.chainId, links: [], onMidStream: "fail" };
    return { title: chain.name, links: chain.links, onMidStream: chain.onMidStream };
  }
  const name = dependencies.catalog.nameOf(target.providerId, target.modelId);
  const link = newLink(columnId, name, target);
  return { title: name, links: [link], onMidStream: "fail" };
}
