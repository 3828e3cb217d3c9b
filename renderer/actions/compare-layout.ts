import { type ColumnDraft, focusColumn, useColumnsStore } from "#renderer/stores/columns-store.ts";
import {
  type CompareLayoutState,
  type CompareView,
  evidenceViews,
  type ListColumn,
  useCompareLayoutStore,
} from "#renderer/stores/compare-layout-store.ts";
import { narrowestColumnPx, sizeClassNow, widestColumnPx } from "#renderer/stores/compare-size.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import { announce } from "./announce.ts";
import { saveConversation } from "./columns.ts";

/**
 * Shows the answers as columns, as a list or as a diff, which is kept for conversations of this size; or what many runs
 * say, which counts for this conversation.
 */
export function showCompareView(view: CompareView): void {
  useViewStore.setState({ view: "compare" });
  const evidence = evidenceViews.find((one) => one === view);
  if (evidence !== undefined) {
    const { conversationId } = useColumnsStore.getState();
    useCompareLayoutStore.setState({ evidence: { view: evidence, conversationId } });
    return;
  }
  const sizeClass = sizeClassNow();
  useCompareLayoutStore.setState((state) => ({ picked: { ...state.picked, [sizeClass]: view }, evidence: null }));
}

/** Back to the answers in the layout that they had, as where a prompt is sent that is not repeated. */
export function showAnswers(): void {
  useCompareLayoutStore.setState({ evidence: null });
}

export function toggleScrollTogether(): void {
  useCompareLayoutStore.setState((state) => ({ scrollsTogether: !state.scrollsTogether }));
}

/** Moves a column by so many places; at the ends it stays. */
export function moveColumn(columnId: string, by: number): void {
  const { columns } = useColumnsStore.getState();
  const from = columns.findIndex((column) => column.id === columnId);
  const to = Math.max(0, Math.min(columns.length - 1, from + by));
  if (from === -1 || from === to) return;
  moveColumnTo(columnId, to);
  announce(`Column moved to ${to + 1} of ${columns.length}.`);
}

/** `toIndex` counts in the list without the column. */
export function moveColumnTo(columnId: string, toIndex: number): void {
  const { columns } = useColumnsStore.getState();
  const moved = columns.find((column) => column.id === columnId);
  if (moved === undefined) return;
  const others = columns.filter((column) => column !== moved);
  useColumnsStore.setState({ columns: others.toSpliced(toIndex, 0, moved) });
  void saveConversation();
}

/** Focuses column `index`, counted from 0; nothing where there are fewer. */
export function focusColumnAt(index: number): void {
  const column = useColumnsStore.getState().columns[index];
  if (column !== undefined) focusIn(column);
}

/** The next (1) or previous (-1) column, around the ends. */
export function focusNextColumn(by: number): void {
  const { columns, focusedId } = useColumnsStore.getState();
  if (columns.length === 0) return;
  const at = columns.findIndex((column) => column.id === focusedId);
  const next = at === -1 ? (by > 0 ? 0 : columns.length - 1) : (at + by + columns.length) % columns.length;
  focusColumnAt(next);
}

/** The keyboard goes where the column can be read, or to its name where there is no answer yet. */
function focusIn(column: ColumnDraft): void {
  useViewStore.setState({ view: "compare" });
  focusColumn(column.id);
  requestAnimationFrame(() => {
    const root = document.querySelector(`[data-column="${column.id}"]`);
    const answer = root?.querySelector<HTMLElement>("section[tabindex]");
    (answer ?? root?.querySelector<HTMLElement>("header button"))?.focus();
    root?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}

/** Sets the width of the column at `index` in px; null lets it take its share again. */
export function resizeColumn(index: number, widthPx: number | null): void {
  const { length } = useColumnsStore.getState().columns;
  const width = widthPx === null ? null : Math.round(Math.max(narrowestColumnPx, Math.min(widestColumnPx, widthPx)));
  useCompareLayoutStore.setState((state) => {
    const known = state.widths[length] ?? [];
    const widths = Array.from({ length }, (_, at) => (at === index ? width : (known[at] ?? null)));
    return { widths: { ...state.widths, [length]: widths } };
  });
}

/** Every column takes the same share again. */
export function equalColumnWidths(): void {
  const { length } = useColumnsStore.getState().columns;
  useCompareLayoutStore.setState((state) => ({ widths: { ...state.widths, [length]: [] } }));
}

/** Sorts the list by a column; the same one again turns it around. */
export function sortList(by: ListColumn): void {
  useCompareLayoutStore.setState(({ sort }) => ({
    sort: sort?.by === by ? { by, isDescending: !sort.isDescending } : { by, isDescending: by === "speed" },
  }));
}

/** Keeps an answer beside the one being read, or lets it go. */
export function togglePinned(columnId: string): void {
  useCompareLayoutStore.setState(({ pinnedId }) => ({ pinnedId: pinnedId === columnId ? null : columnId }));
}

export function compareAnswers(
  change: Partial<Pick<CompareLayoutState, "baselineId" | "comparedId" | "diffUnit">>,
): void {
  useCompareLayoutStore.setState(change);
}
