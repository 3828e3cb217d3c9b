import { useAppStore } from "#renderer/stores/app-store.ts";
import { newConversationTitle, pickedColumns, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { useCompareLayoutStore } from "#renderer/stores/compare-layout-store.ts";
import { changeComposer, setDraft, setImages, useComposerStore } from "#renderer/stores/composer-store.ts";
import { missingNow, variablesInUse } from "#renderer/stores/draft-variables.ts";
import { nextFollowsId, promptsOf } from "#renderer/stores/prompts.ts";
import { besideRows, repeatChoice, rowFields } from "#renderer/stores/repeat-choice.ts";
import { endRepeatDraft, useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";
import type { Sent } from "#renderer/stores/sent-storage.ts";
import { targetFault } from "#renderer/stores/targets.ts";
import { checkImages } from "#shared/check-images.ts";
import { checkSystem } from "#shared/check-overrides.ts";
import { checkPrompt } from "#shared/check-prompt.ts";
import type { StartColumn } from "#shared/contract.ts";
import type { RepeatChoice } from "#shared/repeat-contract.ts";
import type { Column, ComparisonFields } from "#shared/run.ts";
import { fillTemplate, type Values } from "#shared/template.ts";
import { titleOf } from "#shared/title.ts";
import { saveConversation } from "./columns.ts";
import { showAnswers, showCompareView } from "./compare-layout.ts";
import { showPrompt } from "./conversation.ts";
import { emptyComposer } from "./empty-composer.ts";
import { clearProblem, showProblem } from "./problem.ts";
import { startRepeat } from "./repeats.ts";
import { start, startColumns } from "./sending.ts";
import { rememberSent } from "./unheard.ts";

/**
 * Sends the draft as the next prompt of the conversation, to every picked column or to the one that alone is asked; the
 * columns show it at once (design.md §4.2). A column whose target is gone says so itself and never keeps the others
 * from being sent.
 */
export async function sendDraft(): Promise<void> {
  const columns = askedColumns();
  if (useComposerStore.getState().draft.trim() === "" || columns.length === 0) return;
  clearProblem();
  const draft = draftOf(columns.filter(isSendable));
  const fault = faultOf(draft.fields) ?? (draft.columns.length > 0 ? null : targetFaultOf(columns[0]));
  if (fault !== null) return showProblem(`Nothing was sent. ${fault}`);
  const takeBack = rememberScreen();
  const sent = sentOf(draft.fields);
  nameConversation(draft.fields.prompt);
  emptyComposer();
  endRepeatDraft();
  // What was written makes room for it first: a browser keeps only so much.
  rememberSent(sent);
  showPrompt(null);
  const refusal = await send(draft);
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

async function send({ fields, columns, repeat }: DraftToSend): Promise<string | null> {
  if (repeat === null) {
    showAnswers();
    return await start({ ...fields, columns });
  }
  showCompareView("runs");
  return await startRepeat({ ...fields, columns: columns.map(({ runId: _, ...column }) => column), repeat });
}

/** What is written now, to be had again until the host has answered. */
export function sentOf({ comparisonId, conversationId }: ComparisonFields): Sent {
  const { draft, images, editingId, replyOnlyTo, setAside } = useComposerStore.getState();
  const { times, data, perProvider, seed } = useRepeatDraftStore.getState();
  const repeat = { times, data, perProvider, seed };
  return { comparisonId, conversationId, draft, images, editingId, replyOnlyTo, setAside, repeat };
}

/** What is in the composer, as it would be sent. */
export type DraftToSend = {
  readonly fields: ComparisonFields;
  readonly columns: readonly StartColumn[];
  /** Null where it is sent once. */
  readonly repeat: RepeatChoice | null;
};

export function draftOf(columns: readonly Column[]): DraftToSend {
  const { draft, system, values, images, editingId } = useComposerStore.getState();
  const { conversationId } = useColumnsStore.getState();
  const prompts = promptsOf(useAppStore.getState().comparisons, conversationId);
  const followsId = nextFollowsId(prompts, editingId);
  const names = variablesInUse(draft, system, columns);
  const { used, repeat } = valuesOf(names, values);
  const filledSystem = fillTemplate(system, used).trim();
  return {
    fields: {
      comparisonId: crypto.randomUUID(),
      conversationId,
      prompt: fillTemplate(draft, used).trim(),
      ...(filledSystem !== "" && { system: filledSystem }),
      ...(names.length > 0 && { template: { text: draft.trim(), system, values: used } }),
      ...(images.length > 0 && { images: images.map(({ mimeType, base64 }) => ({ mimeType, base64 })) }),
      ...(followsId !== undefined && { followsId }),
    },
    columns: startColumns(columns, used),
    repeat,
  };
}

/** What is filled in by hand, and what is left to the rows of a data set. */
function valuesOf(names: readonly string[], values: Values) {
  const chosen = repeatChoice();
  const all = Object.fromEntries(names.map((name) => [name, values[name] ?? ""]));
  if (chosen === null) return { used: all, repeat: null };
  const filled = besideRows(all, chosen, rowFields(useRepeatDraftStore.getState()));
  return { used: filled.values, repeat: filled.repeat };
}

function faultOf({ prompt, system = "" }: ComparisonFields): string | null {
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
  const { evidence } = useCompareLayoutStore.getState();
  const { times, data, perProvider, seed, last } = useRepeatDraftStore.getState();
  return async () => {
    const isEmpty = useComposerStore.getState().draft === (setAside?.draft ?? "");
    if (isEmpty) {
      setDraft(draft);
      setImages(images);
      changeComposer({ editingId, replyOnlyTo, setAside });
      useRepeatDraftStore.setState({ times, data, perProvider, seed, last });
    }
    useCompareLayoutStore.setState({ evidence });
    showPrompt(shownId);
    if (useColumnsStore.getState().title === title) return;
    useColumnsStore.setState({ title });
    await saveConversation();
  };
}

/** A conversation is called after its first prompt, until somebody names it. */
export function nameConversation(prompt: string): void {
  useColumnsStore.setState(({ title, conversationId }) => {
    const isFirst = promptsOf(useAppStore.getState().comparisons, conversationId).length === 0;
    return { title: isFirst && title === newConversationTitle ? titleOf(prompt) : title };
  });
}
