import type { ExportedFile } from "./exports.ts";

/** In the order of the dialog. `json` is Understudy's own (electron/exports/setup.schema.json). */
export const chainFormats = [
  "python",
  "typescript",
  "typescript-fetch",
  "litellm",
  "portkey",
  "openrouter",
  "curl",
  "json",
] as const;
export type ChainFormat = (typeof chainFormats)[number];

/** Something of a chain that the target has no words for, so that it is not in the file. */
export type ExportLoss = {
  /** As the chain has it: “cut stream: start over”. */
  readonly what: string;
  /** A sentence that says why, and what the target does instead. */
  readonly why: string;
  /** The chain, and the link by its place from 0; null for the whole chain. */
  readonly chainName: string;
  readonly linkIndex: number | null;
};

/**
 * How files of this form are checked in this program's own tests. `target`: by the target's own program, schema or
 * parser. `run`: it was run, and answered. `none`: not checked by the target.
 */
export type ExportCheck = { readonly kind: "target" | "run" | "none"; readonly by: string };

/** A chain, or several, as a file for another program. */
export type ChainExport = {
  readonly format: ChainFormat;
  readonly file: ExportedFile;
  readonly language: "python" | "typescript" | "yaml" | "json" | "bash";
  readonly losses: readonly ExportLoss[];
  /** Environment variables that the file reads; keys come from them alone. */
  readonly variables: readonly string[];
  readonly check: ExportCheck;
  /** How the file is used, in a sentence or two, where that is not plain. */
  readonly note?: string;
};
