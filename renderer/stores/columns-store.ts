import { create } from "zustand";
import type { Target } from "#shared/chain.ts";
import type { ColumnOverrides } from "#shared/prompt.ts";
import type { Column, Conversation } from "#shared/run.ts";

/** A column on screen. Its target is null until the user picked one; only then the host knows of it. */
export type ColumnDraft = {
  readonly id: string;
  readonly target: Target | null;
  readonly overrides?: ColumnOverrides;
};

export type ColumnsState = {
  readonly conversationId: string;
  readonly title: string;
  readonly columns: readonly ColumnDraft[];
  /** The column that Esc, Stop and shortcuts act on; null before any was touched. */
  readonly focusedId: string | null;
  /** The comparison that the columns answer on screen; null is the newest. */
  readonly shownId: string | null;
  /** The column whose settings are open; null while none are. */
  readonly settingsId: string | null;
  /** A column that was added a moment ago and asks at once what to send to; null once it did. */
  readonly newId: string | null;
  /** Saves on their way: what the host tells meanwhile is older than what is on screen. */
  readonly savesInFlight: number;
  /** Settings of a column that were changed a moment ago are saved in a moment: they are newer than what the host has. */
  readonly isChanging: boolean;
  /** What is on screen never reached the host, because the connection was lost: it is newer than what the host has. */
  readonly isUnsaved: boolean;
};

export const newConversationTitle = "New comparison";

export const useColumnsStore = create<ColumnsState>()(() => ({
  conversationId: crypto.randomUUID(),
  title: newConversationTitle,
  columns: [],
  focusedId: null,
  shownId: null,
  settingsId: null,
  newId: null,
  savesInFlight: 0,
  isChanging: false,
  isUnsaved: false,
}));

/**
 * Takes over what the host keeps; columns without a target exist only here and stay. False where what is on screen is
 * newer.
 */
export function takeConversation(conversation: Conversation): boolean {
  const { savesInFlight, isChanging, isUnsaved, conversationId, columns, shownId } = useColumnsStore.getState();
  const isSame = conversationId === conversation.id;
  if (savesInFlight > 0 || isUnsaved || (isSame && isChanging)) return false;
  const unpicked = isSame ? columns.filter((column) => column.target === null) : [];
  useColumnsStore.setState({
    conversationId: conversation.id,
    title: conversation.title,
    columns: [...conversation.columns, ...unpicked],
    isChanging: false,
    shownId: isSame ? shownId : null,
  });
  return true;
}

export function focusColumn(columnId: string): void {
  if (useColumnsStore.getState().focusedId !== columnId) useColumnsStore.setState({ focusedId: columnId });
}

/** The new column has asked what to send to. */
export function endAsking(): void {
  useColumnsStore.setState({ newId: null });
}

/** Opens the settings of one column; null closes them. */
export function openSettings(columnId: string | null): void {
  useColumnsStore.setState({ settingsId: columnId });
}

/** The columns that can be sent and saved. */
export function pickedColumns(columns: readonly ColumnDraft[]): readonly Column[] {
  return columns.flatMap(({ target, ...rest }) => (target === null ? [] : [{ ...rest, target }]));
}
