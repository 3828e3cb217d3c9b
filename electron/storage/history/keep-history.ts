import type { Database } from "#electron/storage/sqlite.ts";
import { putOffRefresh, refreshHistory, refreshSummary } from "./refresh.ts";

/** What happened to the runs of one comparison. */
export type ComparisonChange = {
  /** How many of them changed. */
  readonly runs: number;
  /** Some of them ended, so that there are words to be found. */
  readonly hasNewWords: boolean;
};

/** Keeps the list and the index up with runs that begin and end. Belongs into the transaction that writes them. */
export type HistoryKeeper = { changed(comparisonId: string, change: ComparisonChange): void };

/** Up to so many runs are read again whenever one of them changes: more than anybody has columns for. */
const fewRuns = 16;
/** Of more runs all are read again when a part of them has changed: so each is read a few times and not n times. */
const partOfMany = 8;

/**
 * Who looks at the list in between gets what was put off first (`catchUp`), and what a crash or the end of the program
 * leaves behind is told by the next start, for it is marked on disk.
 */
export function createHistoryKeeper(database: Database): HistoryKeeper {
  /** Runs of a comparison that changed since it was read. */
  const waiting = new Map<string, number>();
  return {
    changed(comparisonId, { runs, hasNewWords }) {
      const known = runsOf(database, comparisonId);
      if (known <= fewRuns) {
        const refresh = hasNewWords ? refreshHistory : refreshSummary;
        refresh(database, comparisonId);
        return;
      }
      const changed = (waiting.get(comparisonId) ?? 0) + runs;
      if (changed * partOfMany < known) {
        waiting.set(comparisonId, changed);
        putOffRefresh(database, comparisonId);
        return;
      }
      waiting.delete(comparisonId);
      refreshHistory(database, comparisonId);
    },
  };
}

function runsOf(database: Database, comparisonId: string): number {
  return Number(database.get("SELECT COUNT(*) AS runs FROM runs WHERE comparison_id = ?", comparisonId)?.runs);
}
