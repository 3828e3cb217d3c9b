import { create } from "zustand";
import type { Target } from "#shared/chain.ts";
import type { Column, Conversation } from "#shared/run.ts";

export const mostColumns = 16;

/** A column on screen. Its target is null until the user picked one; only then the host knows of it. */
export type ColumnDraft = { readonly id: string; readonly target: Target | null };

export type ColumnsState = {
  readonly conversationId: string;
  readonly title: string;
  readonly columns: readonly ColumnDraft[];
  /** The column that Esc, Stop and shortcuts act on; null before any was touched. */
  readonly focusedId: string | null;
  /** Saves on their way: what the host tells meanwhile is older than what is on screen. */
  readonly savesInFlight: number;
};

const newConversationTitle = "New comparison";

export const useColumnsStore = create<ColumnsState>()(() => ({
  conversationId: crypto.randomUUID(),
  title: newConversationTitle,
  columns: [],
  focusedId: null,
  savesInFlight: 0,
}));

/** Takes over what the host keeps; columns without a target exist only here and stay. */
export function takeConversation(conversation: Conversation): void {
  useColumnsStore.setState((state) => {
    if (state.savesInFlight > 0) return state;
    const isSame = state.conversationId === conversation.id;
    const unpicked = isSame ? state.columns.filter((column) => column.target === null) : [];
    return {
      conversationId: conversation.id,
      title: conversation.title,
      columns: [...conversation.columns, ...unpicked],
    };
  });
}

export function focusColumn(columnId: string): void {
  if (useColumnsStore.getState().focusedId !== columnId) useColumnsStore.setState({ focusedId: columnId });
}

/** The columns that can be sent and saved. */
export function pickedColumns(columns: readonly ColumnDraft[]): readonly Column[] {
  return columns.flatMap(({ id, target }) => (target === null ? [] : [{ id, target }]));
}
