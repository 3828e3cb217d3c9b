import type { ArchivePreview } from "#shared/archive.ts";
import type { AddedSpend, SpendSpans } from "#shared/spend.ts";
import type { ArchiveRequest, WriteStep } from "./archive-writer.ts";
import type { SetupRecord } from "./records.ts";

/** What reading an archive has found so far. */
export type ReadStep = {
  readonly isDone: boolean;
  readonly bytes: number;
  readonly totalBytes: number;
  /** Why nothing of it can be imported; it is done then. */
  readonly broken: string | null;
  readonly found: Found;
  /** Money that this step saved and nobody counted yet; null where there is none. */
  readonly added: AddedSpend | null;
};

/** How records are read: `saves` null only looks; otherwise what is not here yet is saved, and told for these spans. */
export type ReadRequest = { readonly saves: SpendSpans | null };

export type Found = Pick<
  ArchivePreview,
  "comparisons" | "conversations" | "spend" | "fromMs" | "untilMs" | "refused" | "refusedCount"
> & {
  /** Told once it is done, to be judged where setups are. */
  readonly setup: readonly SetupRecord[];
};

/** What the main thread asks of the worker about archives. Steps are short: what streams is written in between. */
export type ArchiveMethods = {
  removeArchiveLeftovers: { input: null; output: null };
  beginArchive: { input: Omit<ArchiveRequest, "dataDir">; output: { total: number } };
  writeArchive: { input: { nowMs: number }; output: WriteStep };
  /** Ends what is written or read, and takes away what is not whole. */
  endArchive: { input: null; output: null };
  /** False where a slice is missing before it. */
  saveUpload: { input: { uploadId: string; index: number; text: string }; output: boolean };
  removeUpload: { input: { uploadId: string }; output: null };
  /** False where nothing was uploaded under this id. */
  beginReading: { input: { uploadId: string }; output: boolean };
  /** Says what is there, or saves what is not here yet. */
  readArchive: { input: ReadRequest; output: ReadStep };
};
