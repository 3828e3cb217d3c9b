import { countOf } from "#renderer/parts/count-of.ts";
import type { ExportedFile } from "#shared/exports.ts";
import { formatBytes } from "#shared/format.ts";

/** `26 lines, 812 B` */
export function sizeWords({ text }: ExportedFile): string {
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  return `${countOf(lines, "line")}, ${formatBytes(new Blob([text]).size)}`;
}
