import type { Clock } from "#electron/manager/dependencies.ts";
import type { LoadedRows } from "./tables/json-rows.ts";
import type { StoredRepeat } from "./tables/repeats.ts";
import type { WorkerClient } from "./worker-client.ts";

/** The part of the store that keeps how far repeated comparisons are. */
export type RepeatStore = {
  /**
   * Repeated comparisons that have not ended, and all of this conversation, in the order in which they began. What ran
   * when the program ended is paused (`restart`).
   */
  repeats(conversationId: string | null): Promise<LoadedRows<StoredRepeat>>;
  /** Null for a comparison that is not repeated, and where its state cannot be read: then it stands still. */
  repeat(comparisonId: string): Promise<StoredRepeat | null>;
  /** `saveComparison` begins it as running. It leaves with its comparison; nothing is saved where that is gone. */
  saveRepeat(repeat: Omit<StoredRepeat, "conversationId">): Promise<void>;
};

export function repeatStore(worker: Pick<WorkerClient, "call">, clock: Pick<Clock, "epochMs">): RepeatStore {
  return {
    repeats: (conversationId) => worker.call("repeats", { conversationId, nowMs: clock.epochMs() }),
    repeat: (comparisonId) => worker.call("repeat", { comparisonId, nowMs: clock.epochMs() }),
    async saveRepeat(repeat) {
      await worker.call("saveRepeat", repeat);
    },
  };
}
