import { checkPerProvider, checkSeed, checkTimes } from "#shared/check-repeat.ts";
import type { DataSet } from "#shared/repeat.ts";
import { isRecord, keep, readJson } from "./composer-storage.ts";

/** A data set that fills the variables of the draft. */
export type DraftData = DataSet & {
  /** The file it came from; null where it was pasted. */
  readonly fileName: string | null;
};

/** How often the draft is sent. */
export type RepeatDraft = {
  /** 1: it is not repeated, unless a data set fills it. Of each row otherwise. */
  readonly times: number;
  readonly data: DraftData | null;
  readonly perProvider: number;
  /** Null draws one. */
  readonly seed: number | null;
};

export const notRepeated: RepeatDraft = { times: 1, data: null, perProvider: 1, seed: null };

const storageKey = "understudy-repeat";

/** A data set may be larger than what a browser keeps (some 5 MB): it is then in memory only, and so is all of it. */
export function keepRepeatDraft(draft: RepeatDraft): void {
  keep(storageKey, JSON.stringify(draft));
}

export function readRepeatDraft(): RepeatDraft {
  const stored = readJson(storageKey);
  return isRecord(stored) ? repeatDraftIn(stored) : notRepeated;
}

/** Part by part: one that is not as it should be is left out. */
export function repeatDraftIn({ times, data, perProvider, seed }: Readonly<Record<string, unknown>>): RepeatDraft {
  return {
    times: typeof times === "number" && checkTimes(times) === null ? times : notRepeated.times,
    data: isData(data) ? data : null,
    perProvider:
      typeof perProvider === "number" && checkPerProvider(perProvider) === null ? perProvider : notRepeated.perProvider,
    seed: typeof seed === "number" && checkSeed(seed) === null ? seed : null,
  };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function isData(value: unknown): value is DraftData {
  if (!isRecord(value)) return false;
  const { fileName, form, fields, rows, notes } = value;
  const isRow = (row: unknown) => isRecord(row) && Object.values(row).every((text) => typeof text === "string");
  return (
    (fileName === null || typeof fileName === "string") &&
    ["csv", "jsonl", "lines"].some((one) => one === form) &&
    isTexts(fields) &&
    isTexts(notes) &&
    Array.isArray(rows) &&
    rows.length > 0 &&
    rows.every(isRow)
  );
}
