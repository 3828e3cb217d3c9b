import type { ExportedFile } from "#shared/exports.ts";

type FileParts = {
  /** What it is of, in any words; may come from a prompt. */
  readonly subject: string;
  /** Epoch ms; its local day stands in the name. */
  readonly atMs: number;
  readonly ending: string;
  readonly mimeType: string;
  readonly text: string;
};

const longestSubject = 40;

/** `understudy-incident-summary-2026-11-22.md`: nothing in it that any file system or shell reads as something else. */
export function exportFile({ subject, atMs, ending, mimeType, text }: FileParts): ExportedFile {
  const words = subject
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longestSubject)
    .replace(/^-+|-+$/g, "");
  const parts = ["understudy", words, dayOf(atMs)].filter((part) => part !== "");
  return { fileName: `${parts.join("-")}.${ending}`, mimeType, text };
}

/** The local day, as in 2026-11-22. */
export function dayOf(epochMs: number): string {
  const date = new Date(epochMs);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
