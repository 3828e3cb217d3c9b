import { call } from "#renderer/bridge/host.ts";
import { useColumnsStore } from "#renderer/stores/columns-store.ts";
import { changeComposer, setDraft, setImages, useComposerStore } from "#renderer/stores/composer-store.ts";
import { endRepeatDraft, useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";
import { forgetSent, keepSent, keptSents, type Sent } from "#renderer/stores/sent-storage.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { Snapshot } from "#shared/contract.ts";
import type { Answer } from "#shared/failure.ts";
import { emptyComposer } from "./empty-composer.ts";
import { clearProblem, showProblem } from "./problem.ts";

/** Comparisons that the host was asked for and has not answered: whether it takes them is not decided. */
const onTheWay = new Set<string>();

/** Keeps what is sent until the host has answered, so that a window that is loaded anew meanwhile has it still. */
export function rememberSent(sent: Sent): void {
  onTheWay.add(sent.comparisonId);
  keepSent(sent);
}

/** Null where it was not even asked for. Where the connection was lost, the next snapshot tells whether it was taken. */
export function noteAnswer(comparisonId: string, answer: Answer<unknown> | null): void {
  onTheWay.delete(comparisonId);
  const isUnheard = answer?.ok === false && answer.failure.code === "disconnected";
  if (!isUnheard) forgetSent(comparisonId);
}

/** Each Send whose answer was lost, with the connection or with the page that waited for it. */
export function settleUnheard(snapshot: Snapshot): void {
  for (const sent of keptSents()) {
    if (onTheWay.has(sent.comparisonId)) continue;
    if (snapshot.comparisons.some(({ comparison }) => comparison.id === sent.comparisonId)) endDraft(sent);
    else if (snapshot.conversation?.id === sent.conversationId) bringBack(sent);
    else void settleElsewhere(sent);
  }
}

/** Of a conversation that is not open any more: the snapshot says nothing of it. */
async function settleElsewhere(sent: Sent): Promise<void> {
  const answer = await call("history.get", { comparisonId: sent.comparisonId });
  if (answer.ok) endDraft(sent);
  else if (answer.failure.code === "not-found") bringBack(sent);
}

/** The host did take it: the draft that came back goes again, so that nobody sends it twice. */
function endDraft(sent: Sent): void {
  forgetSent(sent.comparisonId);
  clearProblem();
  if (useComposerStore.getState().draft.trim() !== sent.draft.trim()) return;
  emptyComposer();
  endRepeatDraft();
}

/** The host never heard of it: nothing that was written is lost. */
function bringBack(sent: Sent): void {
  forgetSent(sent.comparisonId);
  const { draft, images } = useComposerStore.getState();
  // It is back already, where only the connection was lost.
  if (draft.trim() === sent.draft.trim()) return;
  const isFree = draft === (sent.setAside?.draft ?? "") && images.length === (sent.setAside?.images.length ?? 0);
  if (!isFree) {
    tell({ text: "A prompt was not sent and is put away.", undo: () => writeAgain(sent) });
    return;
  }
  writeAgain(sent);
  showProblem("Nothing was sent: the window was loaded anew before Understudy took the prompt.");
}

function writeAgain({ draft, images, editingId, replyOnlyTo, setAside, conversationId, repeat }: Sent): void {
  setDraft(draft);
  setImages(images);
  // An edit, and a column, are of their own conversation.
  if (useColumnsStore.getState().conversationId === conversationId) {
    changeComposer({ editingId, replyOnlyTo, setAside });
  }
  useRepeatDraftStore.setState(repeat);
}
