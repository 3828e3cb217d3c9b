import { readFileSync } from "node:fs";
import { onTestFinished } from "vitest";
import type { SetupRecord } from "#electron/storage/archive/records.ts";
import { createHandlers, type Handlers } from "#electron/storage/handlers.ts";
import { temporaryFolder } from "#test/electron/storage/store-fixtures.ts";
import { makeBigHistory } from "#test/support/big-history.ts";

export const nowMs = Date.UTC(2026, 10, 23, 12);

/** A data folder with a database that is open, and gone when the test is over. */
export function openFolder(runs = 0): { handlers: Handlers; dataDir: string } {
  const folder = temporaryFolder();
  if (runs > 0) makeBigHistory(folder.path, { runs, bytes: runs * 4_000, untilMs: nowMs });
  const handlers = createHandlers();
  const opened = handlers.open({ dataDir: folder.path, nowMs });
  if (!opened.ok) throw new Error(opened.message);
  onTestFinished(() => {
    handlers.close(null);
    folder.remove();
  });
  return { handlers, dataDir: folder.path };
}

const request = { name: "understudy-2026-11-23", program: "Understudy 0.1.0", exportedAtMs: nowMs };

/** Writes an archive to its end; gives its path, its text and how many steps it took. */
export function exportAll(handlers: Handlers, setup: readonly SetupRecord[] = []) {
  const { total } = handlers.beginArchive({ ...request, setup });
  for (let steps = 1; ; steps += 1) {
    const { isDone, path, done, leftOut } = handlers.writeArchive({ nowMs });
    if (!isDone || path === null) continue;
    handlers.endArchive(null);
    return { path, text: readFileSync(path, "utf8"), steps, total, done, leftOut };
  }
}

export function uploadAll(handlers: Handlers, text: string, sliceCharacters = 100_000): void {
  const count = Math.max(1, Math.ceil(text.length / sliceCharacters));
  for (let index = 0; index < count; index += 1) {
    const slice = text.slice(index * sliceCharacters, (index + 1) * sliceCharacters);
    if (!handlers.saveUpload({ uploadId: "u1", index, text: slice })) throw new Error(`Slice ${index} was refused.`);
  }
}

/** For those who ask for no sums. */
export const noSpans = { sessionIds: [], dayStartsMs: [] };

/** Reads what was uploaded to its end, saving it or only looking. */
export function readAll(handlers: Handlers, saves: boolean) {
  if (!handlers.beginReading({ uploadId: "u1" })) throw new Error("Nothing was uploaded.");
  for (;;) {
    const step = handlers.readArchive({ saves: saves ? noSpans : null });
    if (!step.isDone) continue;
    handlers.endArchive(null);
    return step;
  }
}

/** Into a folder of its own; gives that. */
export function importInto(text: string) {
  const here = openFolder();
  uploadAll(here.handlers, text);
  const step = readAll(here.handlers, true);
  return { ...here, step };
}

/** An archive of these records, as text. */
export function archiveOf(records: readonly unknown[], head = '{"format":"understudy-archive","version":1'): string {
  return `${head},"records":[\n${records.map((record) => JSON.stringify(record)).join(",\n")}\n]}\n`;
}
