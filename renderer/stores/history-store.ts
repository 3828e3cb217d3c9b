import { create } from "zustand";
import type { HistoryEntry, HistoryFilters } from "#shared/history.ts";
import type { Comparison } from "#shared/run.ts";
import type { SessionSummary } from "#shared/session.ts";

/** Of the list. `loading`: nothing is there yet; what is there stays while something newer is on its way. */
export type ListStatus = "idle" | "loading" | "ready" | "failed";

/** The comparison on show. Its runs live in runs-store, where what still streams grows. */
export type HistoryDetail =
  | { readonly kind: "none" }
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly message: string }
  | {
      readonly kind: "known";
      readonly entry: HistoryEntry;
      readonly comparison: Comparison;
      /** In the order in which they began. */
      readonly runIds: readonly string[];
    };

export type HistoryState = {
  /** As it is typed now; the list may still show what was typed before. */
  readonly text: string;
  readonly filters: HistoryFilters;
  /** What the list on screen is the answer to. */
  readonly shown: { readonly text: string; readonly filters: HistoryFilters };
  readonly status: ListStatus;
  /** Why the list, or its next page, did not come; null when all is well. */
  readonly problem: string | null;
  /** Newest first, as far as they were scrolled to. */
  readonly entries: readonly HistoryEntry[];
  /** Of the next page; null where there is none. */
  readonly cursor: string | null;
  readonly isLoadingMore: boolean;
  /** Hits, counted up to `mostCounted`; null while they are not known. */
  readonly count: number | null;
  readonly total: number | null;
  /** What was asked for is on its way and something older is shown. */
  readonly isStale: boolean;
  readonly selectedId: string | null;
  readonly detail: HistoryDetail;
  /** For names of sessions and for the filter. */
  readonly sessions: readonly SessionSummary[];
  /** Every tag in use. */
  readonly tags: readonly string[];
  /** What is asked before it is deleted. */
  readonly asking: "delete" | "clear" | null;
};

export const emptyHistory: HistoryState = {
  text: "",
  filters: {},
  shown: { text: "", filters: {} },
  status: "idle",
  problem: null,
  entries: [],
  cursor: null,
  isLoadingMore: false,
  count: null,
  total: null,
  isStale: false,
  selectedId: null,
  detail: { kind: "none" },
  sessions: [],
  tags: [],
  asking: null,
};

/** What this window shows of the history; going to another view and back keeps search, place and selection. */
export const useHistoryStore = create<HistoryState>()(() => emptyHistory);

/** Puts a changed entry in the place of the one that is known. */
export function putEntry(entry: HistoryEntry): void {
  useHistoryStore.setState(({ entries, detail }) => ({
    entries: entries.map((one) => (one.comparisonId === entry.comparisonId ? withMarks(entry, one) : one)),
    detail: detail.kind === "known" && detail.comparison.id === entry.comparisonId ? { ...detail, entry } : detail,
  }));
}

/** What was searched for stays marked where the words are still the same. */
function withMarks(entry: HistoryEntry, known: HistoryEntry): HistoryEntry {
  const title = entry.title.text === known.title.text ? known.title : entry.title;
  return { ...entry, title, snippet: known.snippet };
}

export function askHistory(asking: HistoryState["asking"]): void {
  useHistoryStore.setState({ asking });
}

/** True where something narrows the list. */
export function isNarrowed({ text, filters }: Pick<HistoryState, "text" | "filters">): boolean {
  return text.trim() !== "" || Object.keys(filters).length > 0;
}
