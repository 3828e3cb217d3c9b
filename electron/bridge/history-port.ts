import type { HistoryDetails, HistoryEntry, HistoryPage, HistoryQuery, HistoryRemoval } from "#shared/history.ts";
import type { Found } from "./outcome.ts";

/** Which comparisons are to go: these, or all that began from `fromMs` and before `untilMs` (null: no bound). */
export type HistoryChoice =
  | { readonly comparisonIds: readonly string[] }
  | { readonly fromMs: number | null; readonly untilMs: number | null; readonly fromBackups: boolean };

/** What is given of it is changed. */
export type HistoryChange = {
  readonly comparisonId: string;
  readonly title?: string | null;
  readonly isPinned?: boolean;
  readonly tags?: readonly string[];
};

/** Everything that was ever sent. It deletes for good by itself what was not brought back in time. */
export type HistoryPort = {
  search(query: HistoryQuery): Promise<Found<HistoryPage>>;
  /** As on disk; null where there is none of this id. */
  details(comparisonId: string): Promise<Found<HistoryDetails | null>>;
  /** Null where there is none of this id. */
  change(change: HistoryChange): Promise<Found<HistoryEntry | null>>;
  tags(): Promise<Found<readonly string[]>>;
  /** `running`: one of them is still being answered, and nothing was changed. */
  remove(choice: HistoryChoice): Promise<Found<HistoryRemoval | "running">>;
  /** False where it is too late. */
  restore(undoId: string): Promise<Found<boolean>>;
};
