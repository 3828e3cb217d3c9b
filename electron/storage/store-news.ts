import type { WorkerClient } from "./worker-client.ts";

/** The database was brought to a newer version · the day's backup was made · a request to the disk took long. */
export type StoreNews =
  | { readonly kind: "migrated"; readonly fromVersion: number }
  | { readonly kind: "backed-up" }
  | { readonly kind: "slow"; readonly method: string; readonly tookMs: number };

/** A disk that takes longer is worth a line in the log: the end of every answer waits for its write. */
export const slowMs = 1_000;

/** The same worker; each request that took long is told when it is over. */
export function tellSlow(worker: WorkerClient, onNews: ((news: StoreNews) => void) | undefined): WorkerClient {
  if (onNews === undefined) return worker;
  return {
    ended: worker.ended,
    async call(method, input) {
      const startMs = performance.now();
      try {
        return await worker.call(method, input);
      } finally {
        const tookMs = Math.round(performance.now() - startMs);
        if (tookMs >= slowMs) onNews({ kind: "slow", method, tookMs });
      }
    },
  };
}
