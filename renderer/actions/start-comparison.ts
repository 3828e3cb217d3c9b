import { useAppStore } from "#renderer/stores/app-store.ts";
import { newConversationTitle, pickedColumns, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { changeComposer, setDraft, setImages, useComposerStore } from "#renderer/stores/composer-store.ts";
import { missingNow, variablesInUse } from "#renderer/stores/draft-variables.ts";
import { nextFollowsId, promptsOf } from "#renderer/stores/prompts.ts";
import { targetFault } from "#renderer/stores/targets.ts";
import { checkImages } from "#shared/check-images.ts";
import { checkSystem } from "#shared/check-overrides.ts";
import { checkPrompt } from "#shared/check-prompt.ts";
import type { Input } from "#shared/contract.ts";
import type { Column } from "#shared/run.ts";
import { fillTemplate } from "#shared/template.ts";
import { titleOf } from "#shared/title.ts";
import { saveConversation } from "./columns.ts";
import { showPrompt } from "./conversation.ts";
import { emptyComposer } from "./empty-composer.ts";
import { clearProblem, showProblem } from "./problem.ts";
import { start, startColumns } from "./sending.ts";

/**
 * Sends the draft as the next prompt of the conversation, to every picked column or to the one that alone is asked; the
 * columns show it at once (design.md §4.2). A column whose target is gone says so itself and never keeps the others
 * from being sent.
 */
export async function sendDraft(): Promise<void> {
  const columns = askedColumns();
  if (useComposerStore.getState().draft.trim() === "" || columns.length === 0) return;
  clearProblem();
  const input = inputOf(columns.filter(isSendable));
  const fault = faultOf(input) ?? (input.columns.length > 0 ? null : targetFaultOf(columns[0]));
  if (fault !== null) return showProblem(`Nothing was sent. ${fault}`);
  const takeBack = rememberScreen();
  nameConversation(input.prompt);
  emptyComposer();
  showPrompt(null);
  const refusal = await start(input);
  if (refusal === null) return;
  // Nothing the user wrote or was reading is lost where the host refused it.
  await takeBack();
  showProblem(refusal);
}

/** The columns that the next Send asks: the picked ones, or the one that alone is answered. */
export function askedColumns(): readonly Column[] {
  const { replyOnlyTo } = useComposerStore.getState();
  const picked = pickedColumns(useColumnsStore.getState().columns);
  const only = picked.filter((column) => column.id === replyOnlyTo);
  return only.length > 0 ? only : picked;
}

function inputOf(columns: readonly Column[]): Input<"comparison.start"> {
  const { draft, system, values, images, editingId } = useComposerStore.getState();
  const { conversationId } = useColumnsStore.getState();
  const prompts = promptsOf(useAppStore.getState().comparisons, conversationId);
  const followsId = nextFollowsId(prompts, editingId);
  const names = variablesInUse(draft, system, columns);
  const used = Object.fromEntries(names.map((name) => [name, values[name] ?? ""]));
  const filledSystem = fillTemplate(system, used).trim();
  return {
    comparisonId: crypto.randomUUID(),
    conversationId,
    prompt: fillTemplate(draft, used).trim(),
    columns: startColumns(columns, used),
    ...(filledSystem !== "" && { system: filledSystem }),
    ...(names.length > 0 && { template: { text: draft.trim(), system, values: used } }),
    ...(images.length > 0 && { images: images.map(({ mimeType, base64 }) => ({ mimeType, base64 })) }),
    ...(followsId !== undefined && { followsId }),
  };
}

function faultOf({ prompt, system = "" }: Input<"comparison.start">): string | null {
  const missing = missingNow(askedColumns());
  if (missing.length > 0) return `Fill in ${missing.map((name) => `{{${name}}}`).join(", ")}.`;
  return checkPrompt(prompt) ?? checkSystem(system) ?? checkImages(useComposerStore.getState().images);
}

function targetFaultOf(column: Column | undefined): string | null {
  return column === undefined ? null : targetFault(useAppStore.getState(), column.target);
}

function isSendable(column: Column): boolean {
  return targetFaultOf(column) === null;
}

/** What is on screen and in the composer before a Send, and how to get there again. */
function rememberScreen(): () => Promise<void> {
  const { title, shownId } = useColumnsStore.getState();
  const { draft, images, editingId, replyOnlyTo, setAside } = useComposerStore.getState();
  return async () => {
    const isEmpty = useComposerStore.getState().draft === (setAside?.draft ?? "");
    if (isEmpty) {
      setDraft(draft);
      setImages(images);
      changeComposer({ editingId, replyOnlyTo, setAside });
    }
    showPrompt(shownId);
    if (useColumnsStore.getState().title === title) return;
    useColumnsStore.setState({ title });
    await saveConversation();
  };
}

/** A conversation is called after its first prompt, until somebody names it. */
function nameConversation(prompt: string): void {
  useColumnsStore.setState(({ title, conversationId }) => {
    const isFirst = promptsOf(useAppStore.getState().comparisons, conversationId).length === 0;
    return { title: isFirst && title === newConversationTitle ? titleOf(prompt) : title };
  });
}
