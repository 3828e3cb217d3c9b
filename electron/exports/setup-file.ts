import type { ExportedFile } from "#shared/exports.ts";
import type { SetupFile } from "#shared/setup.ts";
import { exportFile } from "./export-file.ts";

/** The same setup is the same text, byte for byte: no date is in it. */
export function setupFile(setup: SetupFile, atMs: number): ExportedFile {
  const text = `${JSON.stringify(setup, null, 2)}\n`;
  return exportFile({ subject: "setup", atMs, ending: "json", mimeType: "application/json", text });
}
