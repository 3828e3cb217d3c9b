import { closeSync, openSync, readSync, statSync } from "node:fs";
import { archiveFormat, archiveVersion } from "#shared/archive.ts";
import { readStrictJson } from "#shared/strict-json.ts";
import { type ArchiveRecord, archiveRecord } from "./records.ts";

const chunkBytes = 262_144;
/** A line is one comparison; with all its images it is far shorter. */
const longestLine = 200_000_000;

export type ReadRecord =
  | { readonly kind: "record"; readonly record: ArchiveRecord; readonly line: number }
  /** Only this record; `why` does not repeat it. */
  | { readonly kind: "refused"; readonly line: number; readonly why: string }
  | { readonly kind: "end" }
  /** Nothing of the file can be trusted. */
  | { readonly kind: "broken"; readonly why: string };

export type ArchiveReader = {
  readonly totalBytes: number;
  /** How far it has come. */
  bytes(): number;
  next(): ReadRecord;
  close(): void;
};

/** Reads line by line, however long the file is. */
export function openArchive(path: string): ArchiveReader {
  const lines = openLines(path);
  let number = 0;
  let hasEnded = false;
  const next = (): ReadRecord => {
    const line = lines.next();
    number += 1;
    if (line === "too-long") return { kind: "broken", why: `Line ${number} is longer than any record.` };
    if (line === "no-text") return { kind: "broken", why: "It is not text in UTF-8." };
    if (number === 1) {
      const why = faultOfHead(line);
      return why === null ? next() : { kind: "broken", why };
    }
    if (line === null) {
      return hasEnded ? { kind: "end" } : { kind: "broken", why: "Its end is missing: it was not saved as a whole." };
    }
    if (line.trim() === "") return next();
    if (hasEnded) return { kind: "broken", why: `There is more behind its end (line ${number}).` };
    if (line.trimEnd() === "]}") {
      hasEnded = true;
      return next();
    }
    return readLine(line, number);
  };
  return { totalBytes: lines.totalBytes, bytes: lines.bytes, next, close: lines.close };
}

function faultOfHead(line: string | null): string | null {
  const noArchive = "It is not an archive from Understudy.";
  if (line === null || !line.trimEnd().endsWith(',"records":[')) return noArchive;
  const read = readStrictJson(`${line.trimEnd()}]}`);
  if (!read.ok || typeof read.value !== "object" || read.value === null || !("format" in read.value)) return noArchive;
  if (read.value.format !== archiveFormat) return noArchive;
  const version = "version" in read.value ? read.value.version : undefined;
  if (version === archiveVersion) return null;
  return typeof version === "number" && version > archiveVersion
    ? "It was made by a newer version of Understudy. Update Understudy first."
    : "Its version is not known.";
}

function readLine(line: string, number: number): ReadRecord {
  const text = line.trimEnd();
  const read = readStrictJson(text.endsWith(",") ? text.slice(0, -1) : text, { allowsNul: true });
  if (!read.ok) return { kind: "refused", line: number, why: read.message };
  const parsed = archiveRecord.safeParse(read.value);
  if (parsed.success) return { kind: "record", record: parsed.data, line: number };
  const place = parsed.error.issues[0]?.path.filter((part) => typeof part !== "symbol").join(".") ?? "";
  return { kind: "refused", line: number, why: place === "" ? "It is no record." : `${place} is not as it must be.` };
}

type Lines = {
  readonly totalBytes: number;
  bytes(): number;
  next(): string | "too-long" | "no-text" | null;
  close(): void;
};

function openLines(path: string): Lines {
  const file = openSync(path, "r");
  const totalBytes = statSync(path).size;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const chunk = Buffer.alloc(chunkBytes);
  let read = 0;
  /** Lines that are whole, the next one last. */
  let ready: string[] = [];
  let pieces: string[] = [];
  let length = 0;
  let hasEnded = false;

  function fill(): "too-long" | "no-text" | null {
    const count = readSync(file, chunk, 0, chunkBytes, read);
    read += count;
    let text: string;
    try {
      text = decoder.decode(chunk.subarray(0, count), { stream: count > 0 });
    } catch {
      // The decoder says no more than that.
      return "no-text";
    }
    hasEnded = count === 0;
    const [first = "", ...others] = text.split("\n");
    pieces.push(first);
    length += first.length;
    if (length > longestLine) return "too-long";
    if (others.length === 0) return null;
    const last = others.pop() ?? "";
    ready = [pieces.join(""), ...others].reverse();
    pieces = [last];
    length = last.length;
    return null;
  }

  return {
    totalBytes,
    bytes: () => read,
    next() {
      for (;;) {
        const line = ready.pop();
        if (line !== undefined) return line;
        if (hasEnded) {
          const rest = pieces.join("");
          pieces = [];
          return rest === "" ? null : rest;
        }
        const fault = fill();
        if (fault !== null) return fault;
      }
    },
    close: () => closeSync(file),
  };
}
