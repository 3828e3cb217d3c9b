import type { HistoryEntry, HistoryPage, HistoryQuery, HistoryRemoval } from "#shared/history.ts";
import type { HistoryChange } from "./change.ts";
import type { LoadedDetails } from "./details.ts";
import type { PurgeStep } from "./purge.ts";
import type { RemovalChoice, Undo } from "./remove.ts";

/** What the main thread asks of the worker about the history. */
export type HistoryMethods = {
  searchHistory: { input: { query: HistoryQuery; nowMs: number }; output: HistoryPage };
  historyDetails: { input: { comparisonId: string; nowMs: number }; output: LoadedDetails | null };
  changeHistory: { input: { change: HistoryChange; nowMs: number }; output: HistoryEntry | null };
  historyTags: { input: null; output: readonly string[] };
  removeHistory: { input: { choice: RemovalChoice; undo: Undo }; output: HistoryRemoval | "running" };
  restoreHistory: { input: { undoId: string }; output: boolean };
  purgeHistory: { input: { undoIds: readonly string[] | null; isFirst: boolean; nowMs: number }; output: PurgeStep };
};
