import type { KeyboardEvent } from "react";
import { loadHistory, loadMoreHistory } from "#renderer/actions/history.ts";
import { selectComparison } from "#renderer/actions/history-detail.ts";
import { openInCompare } from "#renderer/actions/history-open.ts";
import { askHistory, useHistoryStore } from "#renderer/stores/history-store.ts";

export const listId = "history-list";

export function optionId(comparisonId: string): string {
  return `history-${comparisonId}`;
}

/** How many comparisons a page of the list is, more or less. */
const pageOfEntries = 8;

/** ↑ ↓ and the pages, Home and End go through the list; Enter opens in Compare, Delete asks and deletes. */
export function onListKeys(event: KeyboardEvent): void {
  if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const { selectedId } = useHistoryStore.getState();
  if (event.key === "Home") select(0);
  else if (event.key === "End") select(Number.POSITIVE_INFINITY);
  else if ((event.key === "Delete" || event.key === "Backspace") && selectedId !== null) askHistory("delete");
  else {
    onSearchKeys(event);
    return;
  }
  event.preventDefault();
}

/** In the field Home, End and Delete are of the text. */
export function onSearchKeys(event: KeyboardEvent): void {
  if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const by = { ArrowDown: 1, ArrowUp: -1, PageDown: pageOfEntries, PageUp: -pageOfEntries }[event.key];
  const { entries, selectedId, isStale } = useHistoryStore.getState();
  if (by !== undefined) {
    const at = entries.findIndex((entry) => entry.comparisonId === selectedId);
    select(at === -1 ? 0 : at + by);
  } else if (event.key === "Enter" && selectedId !== null) {
    // Who types and presses Enter means what is found, not what was on screen before.
    if (isStale) void loadHistory();
    else void openInCompare(selectedId);
  } else return;
  event.preventDefault();
}

function select(index: number): void {
  const { entries } = useHistoryStore.getState();
  const entry = entries[Math.max(0, Math.min(entries.length - 1, index))];
  if (entry !== undefined) selectComparison(entry.comparisonId);
  if (index > entries.length - pageOfEntries) void loadMoreHistory();
}
