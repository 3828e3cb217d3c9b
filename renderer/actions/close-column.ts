import { useAppStore } from "#renderer/stores/app-store.ts";
import { type ColumnDraft, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { targetTitle } from "#renderer/stores/targets.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { removeColumn, saveConversation } from "./columns.ts";
import { columnSelector, focusWhenDrawn, promptSelector } from "./focus.ts";

/** Removes a column, moves the focus to its left neighbour (ui/README.md §8) and offers the way back. */
export function closeColumn(columnId: string): void {
  const { columns, conversationId } = useColumnsStore.getState();
  const index = columns.findIndex((column) => column.id === columnId);
  const column = columns[index];
  if (column === undefined) return;
  const neighbourId = removeColumn(columnId);
  focusWhenDrawn(neighbourId === null ? promptSelector : columnSelector(neighbourId));
  const name = column.target === null ? "New column" : targetTitle(useAppStore.getState(), column.target);
  tell({ text: `Removed the column ${name}.`, undo: () => putBack(column, index, conversationId) });
}

/** The same id brings its answers back; in a conversation that was begun meanwhile they are not its history. */
function putBack(column: ColumnDraft, index: number, conversationId: string): void {
  const state = useColumnsStore.getState();
  if (state.columns.some((one) => one.id === column.id)) return;
  const returned = state.conversationId === conversationId ? column : { ...column, id: crypto.randomUUID() };
  useColumnsStore.setState({ columns: state.columns.toSpliced(index, 0, returned), focusedId: returned.id });
  void saveConversation();
  focusWhenDrawn(columnSelector(returned.id));
}
