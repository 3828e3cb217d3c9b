import type { EventBatcher } from "#electron/bridge/event-batcher.ts";
import type { Clock, Ids } from "#electron/manager/dependencies.ts";
import { messageOf } from "#shared/failure.ts";
import type { Job } from "#shared/job.ts";

/** Told so often that a bar moves, and no more. */
const tellEveryMs = 100;
/** So long a window that opens still hears of one that ended. */
const toldForMs = 30_000;

export type JobBookParts = {
  readonly batcher: Pick<EventBatcher, "emit">;
  readonly ids: Ids;
  readonly clock: Pick<Clock, "monotonicMs">;
};

/** How a job ended well. */
export type JobEnd = { readonly message: string; readonly path?: string };

/** What a job's work is given: it tells how far it is, and hears whether it is to stop. */
export type JobHandle = { tell(done: number, total: number | null): void; isStopped(): boolean };

/** Does it; null where it was stopped. A rejection is a failure in words. */
type Work = (handle: JobHandle) => Promise<JobEnd | null>;

export type JobBook = {
  /** Those that run, and those that ended just now. */
  list(): readonly Job[];
  /** Gives the job at once; null where another one runs. */
  start(kind: Job["kind"], work: Work): Job | null;
  /** Stopping what has ended changes nothing. */
  stop(jobId: string): void;
  /** Stops what runs, and waits for it. */
  close(): Promise<void>;
};

/** Long work, one at a time. Each step of it asks whether it was stopped; what it did until then is its own business. */
export function createJobBook(parts: JobBookParts): JobBook {
  const told = createToldJobs(parts);
  let running: { readonly id: string; readonly ended: Promise<void> } | null = null;
  let stoppedId: string | null = null;

  return {
    list: told.list,
    start(kind, work) {
      if (running !== null) return null;
      const id = parts.ids.next();
      let job: Job = { id, kind, state: "running", done: 0, total: null, message: null, path: null };
      const end = (change: Pick<Job, "state" | "message"> & Partial<Job>) => {
        running = null;
        told.put({ ...job, ...change });
      };
      told.put(job);
      const handle: JobHandle = {
        tell(done, total) {
          job = { ...job, done, total };
          told.putSometimes(job);
        },
        isStopped: () => stoppedId === id,
      };
      const ended = work(handle).then(
        (result) =>
          result === null
            ? end({ state: "stopped", message: "Stopped." })
            : end({ state: "done", message: result.message, path: result.path ?? null }),
        (error: unknown) => end({ state: "failed", message: messageOf(error) }),
      );
      running = { id, ended };
      return job;
    },
    stop(jobId) {
      if (running?.id === jobId) stoppedId = jobId;
    },
    async close() {
      if (running === null) return;
      stoppedId = running.id;
      await running.ended;
    },
  };
}

/** What the windows hear of jobs. */
function createToldJobs({ batcher, clock }: JobBookParts) {
  const jobs = new Map<string, Job>();
  const endedAtMs = new Map<string, number>();
  let toldMs = 0;
  const put = (job: Job) => {
    jobs.set(job.id, job);
    if (job.state !== "running") endedAtMs.set(job.id, clock.monotonicMs());
    toldMs = clock.monotonicMs();
    batcher.emit({ topic: "job", job });
  };
  return {
    put,
    putSometimes(job: Job): void {
      if (clock.monotonicMs() - toldMs < tellEveryMs) jobs.set(job.id, job);
      else put(job);
    },
    list(): readonly Job[] {
      for (const [id, atMs] of endedAtMs) {
        if (clock.monotonicMs() - atMs < toldForMs) continue;
        jobs.delete(id);
        endedAtMs.delete(id);
      }
      return [...jobs.values()];
    },
  };
}
