import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { makeFolder } from "#electron/storage/data-files.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { archiveFormat, archiveVersion } from "#shared/archive.ts";
import { comparisonsPart, countComparisons, parts } from "./archive-pages.ts";
import { archiveFolders, freePath, unfinishedEnd } from "./archive-paths.ts";
import type { ArchiveRecord, SetupRecord } from "./records.ts";

/** So long a step keeps the thread: answers that stream are written in between. */
export const stepMs = 15;
const flushCharacters = 256_000;
const ownerOnly = 0o600;

export type ArchiveRequest = {
  readonly dataDir: string;
  /** Of the file, without its ending. */
  readonly name: string;
  readonly program: string;
  readonly exportedAtMs: number;
  readonly setup: readonly SetupRecord[];
};

export type WriteStep = {
  readonly isDone: boolean;
  /** Comparisons so far. */
  readonly done: number;
  /** Comparisons that could not be read or were still being answered. */
  readonly leftOut: number;
  /** Once it is done. */
  readonly path: string | null;
};

export type ArchiveWriter = {
  readonly total: number;
  /** Writes on for a moment. */
  step(nowMs: number): WriteStep;
  /** Takes away what is not whole. */
  drop(): void;
};

/** Writes one record a line under a name that says that it is not whole, and gives the file its name at the end. */
export function createArchiveWriter(database: Database, request: ArchiveRequest): ArchiveWriter {
  const folder = archiveFolders(request.dataDir).exports;
  makeFolder(folder);
  const file = createWholeFile(freePath(folder, request.name));
  const records = createRecords(database);
  let isFirst = true;
  const write = (record: unknown) => {
    file.write(`${isFirst ? "" : ","}\n${JSON.stringify(record)}`);
    isFirst = false;
  };
  file.write(headOf(request));
  for (const record of request.setup) write(record);
  return {
    total: countComparisons(database),
    step(nowMs) {
      const until = performance.now() + stepMs;
      while (performance.now() < until) {
        const record = records.next(nowMs);
        if (record === "end") return { ...records.count, isDone: true, path: file.finish("\n]}\n") };
        if (record !== null) write(record);
      }
      return { ...records.count, isDone: false, path: null };
    },
    drop: file.drop,
  };
}

/** All records, one after the other. */
function createRecords(database: Database) {
  // Of what comes while it is written, nothing is in it: the end would never come.
  const lastRow = Number(database.get("SELECT MAX(row) AS row FROM comparisons")?.row ?? 0);
  const count = { done: 0, leftOut: 0 };
  let part = 0;
  let row = 0;
  return {
    count,
    /** Null where one is left out. */
    next(nowMs: number): ArchiveRecord | "end" | null {
      for (;;) {
        const reading = parts[part];
        if (reading === undefined) return "end";
        const found = reading.next(database, row);
        if (found !== null && (part !== comparisonsPart || found <= lastRow)) {
          row = found;
          const record = reading.read(database, row, nowMs);
          if (part === comparisonsPart) count[record === null ? "leftOut" : "done"] += 1;
          return record;
        }
        part += 1;
        row = 0;
      }
    },
  };
}

/** A file that has its name only once it is whole. Nobody else may read it. */
function createWholeFile(path: string) {
  const unfinished = `${path}${unfinishedEnd}`;
  const file = openSync(unfinished, "wx", ownerOnly);
  let waiting = "";
  let isOpen = true;
  const flush = () => {
    writeAll(file, waiting);
    waiting = "";
  };
  const close = () => {
    isOpen = false;
    closeSync(file);
  };
  return {
    write(text: string): void {
      waiting += text;
      if (waiting.length >= flushCharacters) flush();
    },
    /** Gives its path. */
    finish(end: string): string {
      waiting += end;
      flush();
      fsyncSync(file);
      close();
      renameSync(unfinished, path);
      return path;
    },
    drop(): void {
      if (!isOpen) return;
      close();
      rmSync(unfinished, { force: true });
    },
  };
}

/** The first line; each record has one of its own, the last line closes what this one opens. */
function headOf({ program, exportedAtMs }: ArchiveRequest): string {
  const head = JSON.stringify({ format: archiveFormat, version: archiveVersion, program, exportedAtMs });
  return `${head.slice(0, -1)},"records":[`;
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
