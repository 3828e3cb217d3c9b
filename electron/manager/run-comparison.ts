import type { RunEvent } from "#shared/run.ts";
import { internalFailure } from "./classify.ts";
import type { Engine } from "./engine.ts";
import { runChain } from "./run-chain.ts";
import type { RunJob } from "./run-context.ts";

/** One prompt, N targets, in parallel. Resolves when the last has ended; one failing column never stops another. */
export async function runComparison(engine: Engine, jobs: readonly RunJob[]): Promise<void> {
  await Promise.all(jobs.map((job) => runColumn(engine, job)));
}

async function runColumn(engine: Engine, job: RunJob): Promise<void> {
  const tell = (event: RunEvent) => {
    tellListener(engine, job, event);
    engine.sink.emit(event);
  };
  try {
    for await (const event of runChain(engine, job)) tell(event);
  } catch (error) {
    // What is thrown is our bug; the column still ends, so that nothing waits for it for ever.
    engine.reportBug(error);
    const atMs = Math.max(0, engine.clock.epochMs() - job.run.startedAtMs);
    tell({
      type: "run-ended",
      runId: job.run.id,
      atMs,
      status: "failed",
      answeredBy: null,
      failure: internalFailure(),
    });
  }
}

/** A listener must never harm its run: its trouble is a bug of its own. */
function tellListener(engine: Engine, { onEvent }: RunJob, event: RunEvent): void {
  try {
    onEvent?.(event);
  } catch (error) {
    engine.reportBug(error);
  }
}
