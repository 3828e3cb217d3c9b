import { addedSpend, newestRow } from "#electron/storage/spend/sums.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { mostTold } from "#shared/archive.ts";
import type { AddedSpend } from "#shared/spend.ts";
import { openArchive, type ReadRecord } from "./archive-reader.ts";
import { stepMs } from "./archive-writer.ts";
import type { Found, ReadRequest, ReadStep } from "./protocol.ts";
import { type ArchiveRecord, type SetupRecord, setupTypes } from "./records.ts";
import { judgeRecord, newFileIds, type SaveResult, saveRecord } from "./save-record.ts";

/** More things than a setup may have are no setup. */
const mostSetupRecords = 2_000;

export type ArchiveReading = {
  /** Reads on for a moment, and saves what it reads in one transaction where that is asked for. */
  step(request: ReadRequest): ReadStep;
  close(): void;
};

/** One way through an archive, from its first line to its last. */
export function beginReading(database: Database, path: string): ArchiveReading {
  const reader = openArchive(path);
  const ids = newFileIds();
  const tally = newTally();
  let isDone = false;
  let broken: string | null = null;

  /** False at the end. */
  function readNext(saves: boolean): boolean {
    const read = reader.next();
    if (read.kind === "end") return false;
    if (read.kind === "broken") {
      broken = read.why;
      return false;
    }
    if (read.kind === "refused") tally.refuse(read.line, read.why);
    else tally.take(read, (saves ? saveRecord : judgeRecord)(database, read.record, ids));
    return true;
  }

  return {
    step({ saves }) {
      const until = performance.now() + stepMs;
      const go = () => {
        while (!isDone && performance.now() < until) isDone = !readNext(saves !== null);
      };
      let added: AddedSpend | null = null;
      if (saves === null) go();
      else {
        database.transaction(() => {
          const before = newestRow(database);
          go();
          added = addedSpend(database, saves, before);
        });
      }
      return {
        added,
        isDone,
        broken,
        bytes: reader.bytes(),
        totalBytes: reader.totalBytes,
        found: tally.found(isDone),
      };
    },
    close: reader.close,
  };
}

type Counts = { fresh: number; known: number };

function newTally() {
  const counts = { comparison: newCounts(), conversation: newCounts(), spend: newCounts() };
  const refused: string[] = [];
  const setup: SetupRecord[] = [];
  let refusedCount = 0;
  let fromMs: number | null = null;
  let untilMs: number | null = null;
  const refuse = (line: number, why: string) => {
    refusedCount += 1;
    if (refused.length < mostTold) refused.push(`Line ${line}: ${why}`);
  };
  return {
    refuse,
    take({ record, line }: Extract<ReadRecord, { kind: "record" }>, result: SaveResult) {
      if (isSetup(record)) {
        if (setup.length < mostSetupRecords) setup.push(record);
        else refuse(line, "There are too many chains, sets, prices and providers.");
        return;
      }
      if (result.kind === "refused") {
        refuse(line, result.why);
        return;
      }
      if (record.type in counts) counts[countedAs(record)][result.kind] += 1;
      if (record.type !== "comparison") return;
      const { startedAtMs } = record.comparison;
      fromMs = Math.min(fromMs ?? startedAtMs, startedAtMs);
      untilMs = Math.max(untilMs ?? startedAtMs, startedAtMs);
    },
    found: (isDone: boolean): Found => ({
      comparisons: { ...counts.comparison },
      conversations: { ...counts.conversation },
      spend: { ...counts.spend },
      fromMs,
      untilMs,
      refused: [...refused],
      refusedCount,
      setup: isDone ? setup : [],
    }),
  };
}

function newCounts(): Counts {
  return { fresh: 0, known: 0 };
}

function countedAs({ type }: ArchiveRecord): "comparison" | "conversation" | "spend" {
  return type === "comparison" || type === "conversation" ? type : "spend";
}

function isSetup(record: ArchiveRecord): record is SetupRecord {
  return setupTypes.some((type) => type === record.type);
}
