import type { ExportedFile } from "#shared/exports.ts";

/** The browser reads the file a moment after the click. */
const keptMs = 60_000;

/** Hands a file to the browser, or to the window's own save dialog. It never leaves this computer on its way. */
export function saveFile({ fileName, mimeType, text }: ExportedFile): void {
  const address = URL.createObjectURL(new Blob([text], { type: mimeType }));
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
}
