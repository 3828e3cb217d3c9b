import type { Clock } from "#electron/manager/dependencies.ts";
import type { WorkerClient } from "#electron/storage/worker-client.ts";
import type { WriteStep } from "./archive-writer.ts";
import type { ArchiveMethods, ReadRequest, ReadStep } from "./protocol.ts";

/** The archives' part of the store: one at a time, step by step, so that answers that stream are written in between. */
export type ArchiveStore = {
  /** What a crash left half written or half uploaded. */
  removeArchiveLeftovers(): Promise<void>;
  beginArchive(request: ArchiveMethods["beginArchive"]["input"]): Promise<{ readonly total: number }>;
  writeArchive(): Promise<WriteStep>;
  /** Also in the middle: then nothing of what is written stays, and what was imported so far does. */
  endArchive(): Promise<void>;
  /** False where a slice is missing before it. */
  saveUpload(slice: ArchiveMethods["saveUpload"]["input"]): Promise<boolean>;
  removeUpload(uploadId: string): Promise<void>;
  /** False where nothing was uploaded under this id. */
  beginReading(uploadId: string): Promise<boolean>;
  readArchive(request: ReadRequest): Promise<ReadStep>;
};

type Parts = { readonly worker: Pick<WorkerClient, "call">; readonly clock: Pick<Clock, "epochMs"> };

export function archiveStore({ worker, clock }: Parts): ArchiveStore {
  const done = async (call: Promise<null>) => {
    await call;
  };
  return {
    removeArchiveLeftovers: () => done(worker.call("removeArchiveLeftovers", null)),
    beginArchive: (request) => worker.call("beginArchive", request),
    writeArchive: () => worker.call("writeArchive", { nowMs: clock.epochMs() }),
    endArchive: () => done(worker.call("endArchive", null)),
    saveUpload: (slice) => worker.call("saveUpload", slice),
    removeUpload: (uploadId) => done(worker.call("removeUpload", { uploadId })),
    beginReading: (uploadId) => worker.call("beginReading", { uploadId }),
    readArchive: (request) => worker.call("readArchive", request),
  };
}
