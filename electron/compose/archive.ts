import { basename } from "node:path";
import type { ArchivePort } from "#electron/bridge/ports.ts";
import type { SetupTools } from "#electron/bridge/setup/import-setup.ts";
import { setupOf } from "#electron/bridge/setup/setup-of.ts";
import { dayOf } from "#electron/exports/export-file.ts";
import type { Clock } from "#electron/manager/dependencies.ts";
import { defaultChains } from "#electron/providers/default-chains.ts";
import type { WriteStep } from "#electron/storage/archive/archive-writer.ts";
import type { Found } from "#electron/storage/archive/protocol.ts";
import type { Store } from "#electron/storage/store.ts";
import { systemClock } from "#electron/system.ts";
import type { ArchivePreview } from "#shared/archive.ts";
import type { Chain } from "#shared/chain.ts";
import { type Answer, messageOf, refuse, succeed } from "#shared/failure.ts";
import { formatCount } from "#shared/format.ts";
import type { Job } from "#shared/job.ts";
import { importArchiveSetup, previewArchiveSetup, setupRecords } from "./archive-setup.ts";
import type { JoinedBudgets } from "./budgets.ts";
import { createJobBook, type JobHandle } from "./job-book.ts";
import { preferencesPort } from "./ports.ts";

export type ArchiveParts = SetupTools & {
  readonly store: Store;
  readonly clock: Pick<Clock, "epochMs" | "monotonicMs">;
  readonly version: string;
  /** Holds what was sent and received for a moment. */
  readonly recorder: { flush(): Promise<void> };
  /** As they came with the program: they make room for an archive's. */
  readonly defaultChains: readonly Chain[];
  /** Its money counts with every step. */
  readonly imports: JoinedBudgets["imports"];
  /** History, sessions and spend are others now. */
  readonly onImported: () => void;
};

export type Archive = ArchivePort & {
  /** Takes away what a crash left. */
  begin(): Promise<void>;
  /** Stops what runs, and waits for it. */
  close(): Promise<void>;
};

type Opening = Omit<SetupTools, "budgets" | "preferences"> &
  Pick<ArchiveParts, "store" | "version" | "recorder"> & {
    readonly budgets: { readonly port: SetupTools["budgets"]; readonly imports: JoinedBudgets["imports"] };
    readonly transport: Parameters<typeof preferencesPort>[0];
    readonly manager: Parameters<typeof preferencesPort>[1];
    readonly trouble: { readonly tell: (title: string, message: string) => void };
  };

/** The archives of this program, at work. */
export function openArchive(opening: Opening): Archive {
  const { batcher, budgets, transport, manager, trouble } = opening;
  const archive = joinArchive({
    ...opening,
    clock: systemClock,
    defaultChains,
    budgets: budgets.port,
    imports: budgets.imports,
    preferences: preferencesPort(transport, manager),
    onImported: () => batcher.emit({ topic: "history-changed" }),
  });
  archive.begin().catch((error: unknown) => trouble.tell("Parts of an export are still on disk", messageOf(error)));
  return archive;
}

const busy = "Another export or import is running. Wait for it, or stop it first.";
const gone = "The file is not there any more. Choose it again.";

/** Everything that is kept, as one file and back, step by step: what streams meanwhile is not kept waiting. */
export function joinArchive(parts: ArchiveParts): Archive {
  const { store } = parts;
  const jobs = createJobBook(parts);
  /** What was looked at, to be imported as it was seen. */
  let checked: { readonly uploadId: string; readonly found: Found } | null = null;
  const started = (job: Job | null): Answer<Job> => (job === null ? refuse("conflict", busy) : succeed(job));

  return {
    jobs: jobs.list,
    stop: jobs.stop,
    close: jobs.close,
    begin: () => store.removeArchiveLeftovers(),
    export: () => started(jobs.start("archive-export", (job) => writeArchive(parts, job))),
    upload: (slice) =>
      told(async () => {
        checked = null;
        return (await store.saveUpload(slice)) ? succeed(null) : refuse("invalid-input", gone);
      }),
    async check(uploadId) {
      const { promise, resolve } = Promise.withResolvers<Answer<ArchivePreview>>();
      const job = jobs.start("archive-check", async (handle) => {
        const answer = await told(() => readUpload(parts, { uploadId, handle, saves: false }));
        if (answer.ok && answer.value !== null) checked = { uploadId, found: answer.value };
        resolve(previewOf(parts, answer));
        if (answer.ok) return answer.value === null ? null : { message: "The archive was read." };
        throw new Error(answer.failure.message);
      });
      return job === null ? refuse("conflict", busy) : await promise;
    },
    import(uploadId) {
      if (checked?.uploadId !== uploadId) return refuse("not-found", gone);
      const { found } = checked;
      return started(jobs.start("archive-import", (job) => importAll(parts, { uploadId, found, job })));
    },
    discard: (uploadId) =>
      told(async () => {
        checked = null;
        await store.removeUpload(uploadId);
        return succeed(null);
      }),
  };
}

/** What the disk refuses is no bug. */
async function told<T>(work: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await work();
  } catch (error) {
    return refuse("unavailable", messageOf(error));
  }
}

async function writeArchive({ store, recorder, workspace, clock, version }: ArchiveParts, job: JobHandle) {
  await recorder.flush();
  await store.flush();
  const exportedAtMs = clock.epochMs();
  const { total } = await store.beginArchive({
    name: `understudy-${dayOf(exportedAtMs)}`,
    program: `Understudy ${version}`,
    exportedAtMs,
    setup: setupRecords(setupOf(workspace)),
  });
  try {
    for (;;) {
      const step = await store.writeArchive();
      job.tell(step.done, total);
      if (step.isDone) return { message: writtenWords(step), ...(step.path !== null && { path: step.path }) };
      if (job.isStopped()) return null;
    }
  } finally {
    await store.endArchive();
  }
}

function writtenWords({ done, leftOut, path }: WriteStep): string {
  const left = leftOut === 0 ? "" : ` ${formatCount(leftOut)} were left out: removed, damaged or still being answered.`;
  return `${comparisons(done)} written to ${basename(path ?? "")}.${left}`;
}

type Upload = { readonly uploadId: string; readonly handle: JobHandle; readonly saves: boolean };

/** Null where it was stopped. */
async function readUpload(
  { store, imports }: ArchiveParts,
  { uploadId, handle, saves }: Upload,
): Promise<Answer<Found | null>> {
  if (!(await store.beginReading(uploadId))) return refuse("not-found", gone);
  try {
    for (;;) {
      const step = await store.readArchive({ saves: saves ? imports.spans() : null });
      if (step.added !== null) imports.add(step.added);
      handle.tell(step.bytes, step.totalBytes);
      if (step.broken !== null) return refuse("invalid-input", `This file cannot be imported. ${step.broken}`);
      if (step.isDone) return succeed(step.found);
      if (handle.isStopped()) return succeed(null);
    }
  } finally {
    await store.endArchive();
  }
}

function previewOf(parts: ArchiveParts, answer: Answer<Found | null>): Answer<ArchivePreview> {
  if (!answer.ok) return answer;
  if (answer.value === null) return refuse("conflict", "Stopped. Nothing was imported.");
  const { setup, ...found } = answer.value;
  const { refused, ...counts } = previewArchiveSetup(parts, setup);
  return succeed({
    ...found,
    ...counts,
    refused: [...refused, ...found.refused],
    refusedCount: found.refusedCount + refused.length,
  });
}

type Import = { readonly uploadId: string; readonly found: Found; readonly job: JobHandle };

/** Chains and settings first, all at once; then whole comparisons, so that a stop or a crash leaves nothing half. */
async function importAll(parts: ArchiveParts, { uploadId, found, job }: Import) {
  const applied = await importArchiveSetup(parts, found.setup);
  if (!applied.ok) throw new Error(applied.failure.message);
  try {
    const read = await readUpload(parts, { uploadId, handle: job, saves: true });
    if (!read.ok) throw new Error(read.failure.message);
    if (read.value === null) return null;
    await parts.store.removeUpload(uploadId);
    return { message: importedWords(read.value) };
  } finally {
    parts.onImported();
  }
}

function importedWords({ comparisons: count, refusedCount }: Found): string {
  const known = count.known === 0 ? "" : ` ${comparisons(count.known)} were here already.`;
  const refused = refusedCount === 0 ? "" : ` ${formatCount(refusedCount)} records could not be imported.`;
  return `${comparisons(count.fresh)} added.${known}${refused}`;
}

function comparisons(count: number): string {
  return count === 1 ? "1 comparison" : `${formatCount(count)} comparisons`;
}
