import type { EventBatcher } from "#electron/bridge/event-batcher.ts";
import type { Clock, Ids } from "#electron/manager/dependencies.ts";
import { messageOf } from "#shared/failure.ts";
import type { Job } from "#shared/job.ts";

/** Told so often that a bar moves, and no more. */
const tellEveryMs = 100;
/** Ended ones that a window may still have to hear of. */
const mostEnded = 5;

export type JobBookParts = {
  readonly batcher: Pick<EventBatcher, "emit">;
  readonly ids: Ids;
  readonly clock: Pick<Clock, "monotonicMs">;
};

/** How a job ended well. */
export type JobEnd = { readonly message: string; readonly path?: string };

/** What a job's work is given: it tells how far it is, and hears whether it is to stop. */
export type JobHandle = { tell(done: number, total: number | null): void; isStopped(): boolean };

export type JobBook = ReturnType<typeof createJobBook>;

/** Long work, one at a time. Each step of it asks whether it was stopped; what it did until then is its own business. */
export function createJobBook({ batcher, ids, clock }: JobBookParts) {
  const jobs = new Map<string, Job>();
  let running: { readonly id: string; readonly ended: Promise<void> } | null = null;
  let stoppedId: string | null = null;

  const put = (job: Job) => {
    jobs.set(job.id, job);
    const ended = [...jobs.values()].filter(({ state }) => state !== "running");
    for (const { id } of ended.slice(0, -mostEnded)) jobs.delete(id);
    batcher.emit({ topic: "job", job });
  };

  /** Gives the job at once; null where another one runs. `work` gives null where it was stopped. */
  function start(kind: Job["kind"], work: (handle: JobHandle) => Promise<JobEnd | null>): Job | null {
    if (running !== null) return null;
    const id = ids.next();
    let job: Job = { id, kind, state: "running", done: 0, total: null, message: null, path: null };
    let toldMs = clock.monotonicMs();
    const handle: JobHandle = {
      tell(done, total) {
        job = { ...job, done, total };
        jobs.set(id, job);
        if (clock.monotonicMs() - toldMs < tellEveryMs) return;
        toldMs = clock.monotonicMs();
        put(job);
      },
      isStopped: () => stoppedId === id,
    };
    const end = (change: Partial<Job>) => {
      running = null;
      put({ ...job, ...change });
    };
    put(job);
    const ended = work(handle).then(
      (result) => {
        if (result === null) end({ state: "stopped", message: "Stopped." });
        else end({ state: "done", message: result.message, path: result.path ?? null });
      },
      (error: unknown) => end({ state: "failed", message: messageOf(error) }),
    );
    running = { id, ended };
    return job;
  }

  return {
    start,
    list: (): readonly Job[] => [...jobs.values()],
    stop(jobId: string): void {
      if (running?.id === jobId) stoppedId = jobId;
    },
    /** Stops what runs, and waits for it. */
    async close(): Promise<void> {
      if (running === null) return;
      stoppedId = running.id;
      await running.ended;
    },
  };
}
