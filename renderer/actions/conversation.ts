import { useAppStore } from "#renderer/stores/app-store.ts";
import { newConversationTitle, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { changeComposer } from "#renderer/stores/composer-store.ts";
import { promptsOf, shownPrompt } from "#renderer/stores/prompts.ts";
import { runOfColumn, showComparisons, useRunsStore } from "#renderer/stores/runs-store.ts";
import type { Comparison } from "#shared/run.ts";
import { saveConversation } from "./columns.ts";
import { stopUnseen } from "./stop.ts";

/** The prompts of the open conversation, oldest first. */
export function openPrompts(): readonly Comparison[] {
  return promptsOf(useAppStore.getState().comparisons, useColumnsStore.getState().conversationId);
}

/** Goes to a prompt and the answers as they were then; null is the newest. */
export function showPrompt(comparisonId: string | null): void {
  const prompts = openPrompts();
  const index = prompts.findIndex((one) => one.id === comparisonId);
  const isNewest = index === -1 || index === prompts.length - 1;
  useColumnsStore.setState({ shownId: isNewest ? null : comparisonId });
  showComparisons(isNewest ? null : new Set(prompts.slice(0, index + 1).map((one) => one.id)));
}

/** Goes back (-1) and forth (1) among the prompts; stays at the ends. */
export function showNextPrompt(by: -1 | 1): void {
  const prompts = openPrompts();
  const shown = shownPrompt(prompts, useColumnsStore.getState().shownId);
  const next = prompts[prompts.findIndex((one) => one.id === shown?.id) + by];
  if (shown !== undefined && next !== undefined) showPrompt(next.id);
}

/** Answers one column alone; null asks all of them again. */
export function replyOnlyTo(columnId: string | null): void {
  changeComposer({ replyOnlyTo: columnId });
}

/**
 * Begins a conversation with the same columns, which know nothing of the old one's answers. The draft, the system
 * prompt and the values stay. Where nothing was sent yet there is nothing to leave.
 */
export function newComparison(): void {
  const prompts = openPrompts();
  if (prompts.length === 0) return;
  stopColumns();
  const conversationId = crypto.randomUUID();
  useColumnsStore.setState(({ columns, focusedId }) => {
    const fresh = columns.map((column) => ({ ...column, id: crypto.randomUUID() }));
    const focused = fresh[columns.findIndex((column) => column.id === focusedId)];
    return {
      conversationId,
      title: newConversationTitle,
      columns: fresh,
      focusedId: focused?.id ?? null,
      shownId: null,
      settingsId: null,
    };
  });
  // What an edit had put aside comes back after the next Send.
  changeComposer({ systemOf: conversationId, editingId: null, replyOnlyTo: null });
  showComparisons(null);
  void saveConversation();
}

function stopColumns(): void {
  const state = useRunsStore.getState();
  for (const column of useColumnsStore.getState().columns) stopUnseen(runOfColumn(state, column.id));
}

const longestTitle = 200;

/** An empty name leaves the title as it is. */
export function renameConversation(title: string): void {
  const name = title.trim().replaceAll(/\s+/g, " ").slice(0, longestTitle);
  if (name === "" || name === useColumnsStore.getState().title) return;
  useColumnsStore.setState({ title: name });
  void saveConversation();
}
