import { internalFailure } from "./classify.ts";
import type { Engine } from "./engine.ts";
import { runChain } from "./run-chain.ts";
import type { RunJob } from "./run-context.ts";

/** One prompt, N targets, in parallel. Resolves when the last has ended; one failing column never stops another. */
export async function runComparison(engine: Engine, jobs: readonly RunJob[]): Promise<void> {
  await Promise.all(jobs.map((job) => runColumn(engine, job)));
}

async function runColumn(engine: Engine, job: RunJob): Promise<void> {
  try {
    for await (const event of runChain(engine, job)) engine.sink.emit(event);
  } catch (error) {
    // What is thrown is our bug; the column still ends, so that nothing waits for it for ever.
    engine.reportBug(error);
    const atMs = Math.max(0, engine.clock.epochMs() - job.run.startedAtMs);
    engine.sink.emit({
      type: "run-ended",
      runId: job.run.id,
      atMs,
      status: "failed",
      answeredBy: null,
      failure: internalFailure(),
    });
  }
}
