import type { ArchivePort } from "#electron/bridge/ports.ts";
import { refuse, succeed } from "#shared/failure.ts";
import type { Job } from "#shared/job.ts";

export type FakeArchive = ArchivePort & {
  /** What was uploaded, by its id. */
  readonly uploads: Map<string, string[]>;
  readonly stopped: string[];
  readonly running: Job[];
};

/** Keeps what is uploaded; its jobs run until the test ends them. */
export function createFakeArchive(): FakeArchive {
  const running: Job[] = [];
  const uploads = new Map<string, string[]>();
  const stopped: string[] = [];
  const begin = (kind: Job["kind"]) => {
    if (running.length > 0) return refuse("conflict", "Another job runs.");
    const job: Job = { id: `job-${kind}`, kind, state: "running", done: 0, total: null, message: null, path: null };
    running.push(job);
    return succeed(job);
  };
  return {
    running,
    uploads,
    stopped,
    jobs: () => running,
    stop: (jobId) => void stopped.push(jobId),
    export: () => begin("archive-export"),
    async upload({ uploadId, index, text }) {
      const slices = uploads.get(uploadId) ?? [];
      if (slices.length !== index) return refuse("invalid-input", "A slice is missing.");
      uploads.set(uploadId, [...slices, text]);
      return succeed(null);
    },
    check: async () => refuse("not-found", "Nothing was uploaded."),
    import: () => begin("archive-import"),
    async discard(uploadId) {
      uploads.delete(uploadId);
      return succeed(null);
    },
  };
}
