import type { HistoryDetails, HistoryEntry, HistoryPage, HistoryQuery, HistoryRemoval } from "./history.ts";

/** The methods of the history: a part of the contract. */
export type HistoryContract = {
  "history.search": { input: HistoryQuery; output: HistoryPage };
  /** A comparison exactly as it was, live runs as far as they are. */
  "history.get": { input: { comparisonId: string }; output: HistoryDetails };
  /** What is not given stays. A null title is the one that its prompt makes. */
  "history.change": {
    input: { comparisonId: string; title?: string | null; isPinned?: boolean; tags?: readonly string[] };
    output: HistoryEntry;
  };
  /** Every tag in use, in the order of the alphabet. */
  "history.tags": { input: Record<string, never>; output: readonly string[] };
  /**
   * Takes comparisons out of the history at once; `history.restore` brings them back for `undoMs`, then they are
   * deleted for good. What was spent on them stays counted. `conflict` where one of them is still being answered.
   */
  "history.remove": { input: { comparisonIds: readonly string[] }; output: HistoryRemoval };
  /** All that began from `fromMs` and before `untilMs`; null is no bound. `fromBackups`: all backups are deleted, too. */
  "history.clear": {
    input: { fromMs: number | null; untilMs: number | null; fromBackups: boolean };
    output: HistoryRemoval;
  };
  /** `not-found` where it is too late. */
  "history.restore": { input: { undoId: string }; output: null };
};
