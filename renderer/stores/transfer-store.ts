import { create } from "zustand";
import type { ArchivePreview } from "#shared/archive.ts";
import type { ChainExport, ChainFormat } from "#shared/chain-export.ts";
import type { ComparisonFormat, ExportedFile } from "#shared/exports.ts";
import type { Answer } from "#shared/failure.ts";
import type { SetupChoice, SetupPreview } from "#shared/setup.ts";

/** The export dialog. */
export type ComparisonTransfer = {
  readonly comparisonId: string;
  readonly format: ComparisonFormat;
  /** Null while it is being made. */
  readonly file: ExportedFile | null;
  readonly problem: string | null;
};

/** The dialog of chains that leave the app. */
export type ChainsTransfer = {
  /** Of what is asked for: each opening, and each change of what is exported, has its own. */
  readonly id: string;
  /** It was opened for this one. */
  readonly chainId: string;
  /** Every chain that has links, instead of that one. */
  readonly isAll: boolean;
  readonly format: ChainFormat;
  /** All formats are asked for at once, so that it can be told where something is lost; absent until it came. */
  readonly made: Readonly<Partial<Record<ChainFormat, Answer<ChainExport>>>>;
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
  readonly chains: ChainsTransfer | null;
  readonly setup: SetupTransfer | null;
  readonly archive: ArchiveTransfer | null;
  /** Of the last export, to be opened with the format that was used. */
  readonly lastFormat: ComparisonFormat;
  readonly lastChainFormat: ChainFormat;
};

/** What goes out of this window and comes in; each part is null while its dialog is closed. */
export const useTransferStore = create<TransferState>()(() => ({
  comparison: null,
  chains: null,
  setup: null,
  archive: null,
  lastFormat: "markdown",
  lastChainFormat: "python",
}));
