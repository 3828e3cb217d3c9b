import type { WorkerClient } from "#electron/storage/worker-client.ts";
import type { ChainHealth, ChainWhatIf, ChainWhatIfQuestion, HealthQuestion } from "#shared/chain-health.ts";

/** The part of the store that tells how chains did. With every run that has ended by now. */
export type HealthStore = {
  chainHealth(question: HealthQuestion): Promise<ChainHealth>;
  chainWhatIf(question: ChainWhatIfQuestion): Promise<ChainWhatIf>;
};

/** `whenWritten` asks once what is to be read is on disk. */
export function healthStore(
  worker: Pick<WorkerClient, "call">,
  whenWritten: <T>(ask: () => Promise<T>) => Promise<T>,
): HealthStore {
  return {
    chainHealth: (question) => whenWritten(() => worker.call("chainHealth", question)),
    chainWhatIf: (question) => whenWritten(() => worker.call("chainWhatIf", question)),
  };
}
