import type { RunLog } from "./run-log.ts";
import type { WorkerClient } from "./worker-client.ts";

/** A worker that does not end by itself in this time is ended by force. */
const endPatienceMs = 5000;

/** The worker ends even if the last write fails; the failure is told after that. */
export async function closeStore(worker: WorkerClient, log: RunLog): Promise<void> {
  try {
    await log.flush();
  } finally {
    await endWorker(worker);
  }
}

export async function endWorker(worker: WorkerClient): Promise<void> {
  try {
    await worker.call("close", null);
  } finally {
    await worker.ended(endPatienceMs);
  }
}
