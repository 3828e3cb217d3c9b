import type { Database } from "#electron/storage/sqlite.ts";
import { loadComparison } from "#electron/storage/tables/comparisons.ts";
import { loadRuns } from "#electron/storage/tables/runs.ts";
import type { HistoryDetails } from "#shared/history.ts";
import { loadEntry } from "./entries.ts";

export type LoadedDetails = HistoryDetails & {
  /** What of it could not be read, in sentences for the user. */
  readonly problems: readonly string[];
};

/** A comparison with everything that is kept of it. Null where there is none of this id, or where it was removed. */
export function loadDetails(database: Database, comparisonId: string, nowMs: number): LoadedDetails | null {
  const loaded = loadComparison(database, comparisonId, nowMs);
  const entry = loadEntry(database, comparisonId, nowMs);
  const [comparison] = loaded.values;
  if (comparison === undefined || entry === null) {
    const [problem] = loaded.problems;
    if (problem !== undefined) throw new Error(problem);
    return null;
  }
  const runs = loadRuns(database, comparisonId, nowMs);
  return { comparison, runs: runs.values, entry, problems: [...loaded.problems, ...runs.problems] };
}
