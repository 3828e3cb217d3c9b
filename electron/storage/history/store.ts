import type { Clock } from "#electron/manager/dependencies.ts";
import type { WorkerClient } from "#electron/storage/worker-client.ts";
import type { HistoryEntry, HistoryPage, HistoryQuery, HistoryRemoval } from "#shared/history.ts";
import type { HistoryChange } from "./change.ts";
import type { LoadedDetails } from "./details.ts";
import type { PurgeStep } from "./purge.ts";
import type { RemovalChoice, Undo } from "./remove.ts";

/** The history's part of the store. */
export type HistoryStore = {
  /** Newest first. Any text is a safe one. */
  searchHistory(query: HistoryQuery): Promise<HistoryPage>;
  /** Null where there is none of this id, or where it was removed. */
  historyDetails(comparisonId: string): Promise<LoadedDetails | null>;
  /** Null where there is none of this id. */
  changeHistory(change: HistoryChange): Promise<HistoryEntry | null>;
  /** Every tag in use, in the order of the alphabet. */
  historyTags(): Promise<readonly string[]>;
  /** Takes comparisons out, to be brought back by this id. `running`: nothing was changed. */
  removeHistory(choice: RemovalChoice, undo: Undo): Promise<HistoryRemoval | "running">;
  /** False where it is too late. */
  restoreHistory(undoId: string): Promise<boolean>;
  /**
   * One step of deleting for good what was removed by these ids, or all of it (null): to be called until it is done,
   * `isFirst` at the first time. Steps are short, so that answers that stream are written in between.
   */
  purgeHistory(step: { readonly undoIds: readonly string[] | null; readonly isFirst: boolean }): Promise<PurgeStep>;
};

type Parts = {
  readonly worker: Pick<WorkerClient, "call">;
  readonly log: { flush(): Promise<void> };
  readonly clock: Pick<Clock, "epochMs">;
};

export function historyStore({ worker, log, clock }: Parts): HistoryStore {
  const nowMs = () => clock.epochMs();
  return {
    searchHistory: (query) => worker.call("searchHistory", { query, nowMs: nowMs() }),
    historyDetails: (comparisonId) => worker.call("historyDetails", { comparisonId, nowMs: nowMs() }),
    changeHistory: (change) => worker.call("changeHistory", { change, nowMs: nowMs() }),
    historyTags: () => worker.call("historyTags", null),
    removeHistory: async (choice, undo) => {
      // What began a moment ago must be there to be seen as running.
      await log.flush();
      return worker.call("removeHistory", { choice, undo });
    },
    restoreHistory: (undoId) => worker.call("restoreHistory", { undoId }),
    purgeHistory: (step) => worker.call("purgeHistory", { ...step, nowMs: nowMs() }),
  };
}
