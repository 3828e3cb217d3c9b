import type { AskedColumn, ManagerPort } from "#electron/bridge/ports.ts";
import type { HostEvent } from "#shared/contract.ts";
import { unlimited } from "#shared/provider-state.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import type { Comparison, Run, RunEvent } from "#shared/run.ts";
import type { FakeStore } from "./fake-store.ts";

export type FakeManager = ManagerPort & {
  readonly stopped: string[];
  /** What each run was asked, by its id. */
  readonly asked: Map<string, AskedColumn>;
  /** Runs that were not to wait, and providers whose limits were lifted. */
  readonly hurried: string[];
  readonly cleared: string[];
  /** Providers whose key was replaced or removed. */
  readonly rekeyed: string[];
  /** Lets a run go on: its state, the windows and at its end the disk hear of it, in the real order. */
  play(event: RunEvent): void;
};

/** Runs that do what the test plays. */
export function createFakeManager(store: FakeStore, emit: (event: HostEvent) => void): FakeManager {
  const comparisons = new Map<string, Comparison>();
  const runs = new Map<string, Run>();
  const runsOf = (comparisonId: string) => [...runs.values()].filter((run) => run.comparisonId === comparisonId);
  const play = (event: RunEvent) => {
    const runId = event.type === "run-started" ? event.run.id : event.runId;
    const run = reduceRun(runs.get(runId), event);
    if (run === undefined) throw new Error(`No run ${runId}.`);
    runs.set(runId, run);
    emit({ topic: "run", event });
    if (runsOf(run.comparisonId).some((one) => one.endMs === null)) return;
    for (const ended of runsOf(run.comparisonId)) store.runs.set(ended.id, ended);
    comparisons.delete(run.comparisonId);
  };
  const stopped: string[] = [];
  const asked = new Map<string, AskedColumn>();
  const hurried: string[] = [];
  const cleared: string[] = [];
  const rekeyed: string[] = [];
  return {
    stopped,
    asked,
    hurried,
    cleared,
    rekeyed,
    play,
    start({ comparison, columns, send = comparison }) {
      comparisons.set(comparison.id, comparison);
      for (const column of columns) {
        const { columnId, runId: id, target, overrides } = column;
        const { startedAtMs, isDemo, sessionId } = send;
        const common = { id, comparisonId: comparison.id, columnId, target, title: columnId, links: [] };
        asked.set(id, column);
        play({
          type: "run-started",
          run: { ...common, isDemo, startedAtMs, sessionId, ...(overrides && { overrides }) },
        });
      }
      return { ok: true, value: comparison };
    },
    stopComparison: (comparisonId) => void stopped.push(comparisonId),
    stopRun: (runId) => void stopped.push(runId),
    sendNow: (runId) => void hurried.push(runId),
    clearLimits: (providerId) => void cleared.push(providerId),
    keyReplaced: (providerId) => void rekeyed.push(providerId),
    live: () => [...comparisons.values()].map((comparison) => ({ comparison, runs: runsOf(comparison.id) })),
    forget(comparisonIds) {
      for (const id of comparisonIds) {
        for (const run of runsOf(id)) runs.delete(run.id);
        comparisons.delete(id);
      }
    },
    limits: () => unlimited,
  };
}
