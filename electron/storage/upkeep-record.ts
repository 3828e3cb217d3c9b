import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { type DataPaths, writeWhole } from "./data-files.ts";

/** What is known of the last checks. In a file of its own: a damaged database must not be asked about its damage. */
export type UpkeepRecord = {
  /** Epoch ms of the last whole check that found nothing; null before the first one. */
  readonly wholeCheckAtMs: number | null;
  /** What a check beside the running program found wrong: the next start looks before it opens. */
  readonly suspicion: string | null;
};

const schema = z.object({ wholeCheckAtMs: z.number().nullable(), suspicion: z.string().nullable() });
const nothingKnown: UpkeepRecord = { wholeCheckAtMs: null, suspicion: null };

/** Where it cannot be read nothing is known, and everything is checked again. */
export function readUpkeep(paths: DataPaths): UpkeepRecord {
  try {
    const read = schema.safeParse(JSON.parse(readFileSync(paths.upkeep, "utf8")));
    return read.success ? read.data : nothingKnown;
  } catch {
    return nothingKnown;
  }
}

export function writeUpkeep(paths: DataPaths, record: UpkeepRecord): void {
  writeWhole(dirname(paths.upkeep), paths.upkeep, (unfinished) => writeFileSync(unfinished, JSON.stringify(record)));
}
