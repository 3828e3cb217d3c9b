import { create } from "zustand";
import type { ArchivePreview } from "#shared/archive.ts";
import type { ComparisonFormat, ExportedFile } from "#shared/exports.ts";
import type { SetupChoice, SetupPreview } from "#shared/setup.ts";

/** The export dialog. */
export type ComparisonTransfer = {
  readonly comparisonId: string;
  readonly format: ComparisonFormat;
  /** Null while it is being made. */
  readonly file: ExportedFile | null;
  readonly problem: string | null;
};

/** The dialog of a file of chains and settings. */
export type SetupTransfer = {
  readonly fileName: string;
  /** Null while it is read, or where it was refused. */
  readonly preview: SetupPreview | null;
  /** By the key of an item, where the user chose. */
  readonly choices: Readonly<Record<string, SetupChoice>>;
  readonly isApplying: boolean;
  readonly problem: string | null;
};

/** The dialog of an archive. */
export type ArchiveTransfer = {
  readonly fileName: string;
  readonly uploadId: string;
  /** How much of it was handed over, 0 to 1. */
  readonly uploadedShare: number;
  /** Null while it is read. */
  readonly preview: ArchivePreview | null;
  readonly problem: string | null;
};

export type TransferState = {
  readonly comparison: ComparisonTransfer | null;
  readonly setup: SetupTransfer | null;
  readonly archive: ArchiveTransfer | null;
  /** Of the last export, to be opened with the format that was used. */
  readonly lastFormat: ComparisonFormat;
};

/** What goes out of this window and comes in; each part is null while its dialog is closed. */
export const useTransferStore = create<TransferState>()(() => ({
  comparison: null,
  setup: null,
  archive: null,
  lastFormat: "markdown",
}));
