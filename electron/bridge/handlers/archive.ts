import type { Handlers } from "#electron/bridge/router.ts";
import { succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type ArchiveHandlers = Pick<
  Handlers,
  "archive.export" | "archive.upload" | "archive.check" | "archive.import" | "archive.discard" | "job.stop"
>;

/** Everything that is kept, as one file and back. */
export function archiveHandlers({ archive }: HandlerDependencies): ArchiveHandlers {
  return {
    "archive.export": async () => archive.export(),
    "archive.upload": (slice) => archive.upload(slice),
    "archive.check": ({ uploadId }) => archive.check(uploadId),
    "archive.import": async ({ uploadId }) => archive.import(uploadId),
    "archive.discard": ({ uploadId }) => archive.discard(uploadId),
    async "job.stop"({ jobId }) {
      archive.stop(jobId);
      return succeed(null);
    },
  };
}
