import type { DraftData, RepeatDraft } from "#renderer/stores/repeat-draft-storage.ts";
import { isRepeated } from "#renderer/stores/repeat-draft-store.ts";
import { formatCost, formatCount } from "#shared/format.ts";
import { type RepeatEstimate, roundsOf } from "#shared/repeat.ts";

/** `×20`, and with a data set `×3 · 12 rows`. */
export function timesWords({ times, data }: Pick<RepeatDraft, "times" | "data">): string {
  return data === null ? `×${times}` : `×${times} · ${rowsWords(data)}`;
}

export function rowsWords({ rows }: Pick<DraftData, "rows">): string {
  return rows.length === 1 ? "1 row" : `${formatCount(rows.length)} rows`;
}

/** Runs of all columns together. */
export function runCount({ times, data }: Pick<RepeatDraft, "times" | "data">, columns: number): number {
  return roundsOf({ times, ...(data !== null && { rows: data.rows }) }) * columns;
}

/** `3 columns × 20 = 60 runs`; once to each is no repeat. */
export function sizeWords(draft: Pick<RepeatDraft, "times" | "data">, columns: number): string {
  const asked = columns === 1 ? "1 column" : `${columns} columns`;
  if (!isRepeated(draft)) return `Sent once to ${asked}`;
  const parts = [
    asked,
    ...(draft.data === null ? [] : [rowsWords(draft.data)]),
    ...(draft.times === 1 ? [] : [String(draft.times)]),
  ];
  const runs = runCount(draft, columns);
  return `${parts.join(" × ")} = ${formatCount(runs)} ${runs === 1 ? "run" : "runs"}`;
}

/** `at most $0.55`; what is not known is said. */
export function mostWords({ atMostNanoUsd, unknown }: RepeatEstimate): string {
  if (atMostNanoUsd === null) return "price unknown";
  const most = `at most ${formatCost(atMostNanoUsd)}`;
  return unknown.length === 0 ? most : `${most} plus what has no known price`;
}

/** What a data set came from: its file, else how it was read. */
export function dataName({ fileName, form }: Pick<DraftData, "fileName" | "form">): string {
  return fileName ?? { csv: "Pasted CSV", jsonl: "Pasted JSON Lines", lines: "Pasted lines" }[form];
}
