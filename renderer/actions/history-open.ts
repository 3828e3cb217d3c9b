import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { newConversationTitle, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { changeComposer, setDraft, setImages, useComposerStore } from "#renderer/stores/composer-store.ts";
import { repeatAs } from "#renderer/stores/repeat-draft-store.ts";
import { showComparisons } from "#renderer/stores/runs-store.ts";
import { useSentImagesStore } from "#renderer/stores/sent-images-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { HistoryDetails } from "#shared/history.ts";
import { mostColumns } from "#shared/repeat.ts";
import type { Column, Comparison, Conversation, Run } from "#shared/run.ts";
import { problemOf } from "./answers.ts";
import { saveConversation } from "./columns.ts";
import { showCompareView } from "./compare-layout.ts";
import { showPrompt } from "./conversation.ts";
import { focusWhenDrawn, promptSelector } from "./focus.ts";
import { openView } from "./navigate.ts";
import { showProblem } from "./problem.ts";
import { loadImages } from "./sent-images.ts";

const longestWaitMs = 5_000;

/**
 * Opens a comparison's conversation in Compare, at its prompt and with the columns that answered it. What streams in
 * the conversation of before goes on: History shows it.
 */
export async function openInCompare(comparisonId: string): Promise<void> {
  const found = await read(comparisonId);
  if (found === null) return;
  const answer = await call("conversation.open", { conversationId: found.comparison.conversationId });
  if (!answer.ok) return refuse(problemOf(answer));
  const { conversation } = answer.value;
  if (!(await isTold(conversation.id))) return refuse("Understudy did not say what is in it. Try again.");
  showConversation(conversation, columnsOf(found.runs, conversation.columns));
  showPrompt(comparisonId);
  const { repeat } = found.comparison;
  if (repeat !== undefined) showCompareView(repeat.purpose === "routes" ? "routes" : "runs");
  openView("compare");
  focusWhenDrawn('nav [href="#compare"]');
}

/** The columns of the conversation, and those that answered and were taken away since. */
function columnsOf(runs: readonly Run[], known: readonly Column[]): readonly Column[] {
  const asked = new Map(
    runs.map(({ columnId: id, target, overrides }) => [id, { id, target, ...(overrides && { overrides }) }]),
  );
  const missing = [...asked.values()].filter(({ id }) => !known.some((column) => column.id === id));
  const isRoom = known.length + missing.length <= mostColumns;
  return [...(isRoom ? known : known.filter(({ id }) => asked.has(id))), ...missing].slice(0, mostColumns);
}

/** What it holds comes as an event to every window, in turn with what streams; it may be here before the answer. */
function isTold(conversationId: string): Promise<boolean> {
  const isHere = () => useAppStore.getState().conversation?.id === conversationId;
  if (isHere()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = (isTold: boolean) => {
      clearTimeout(timer);
      stop();
      resolve(isTold);
    };
    const timer = setTimeout(() => end(false), longestWaitMs);
    const stop = useAppStore.subscribe(() => isHere() && end(true));
  });
}

/** Also where columns of the conversation before were still being saved: those are saved apart. */
function showConversation({ id, title, system = "", columns: saved }: Conversation, columns: readonly Column[]): void {
  useColumnsStore.setState({ conversationId: id, title, columns, focusedId: null, settingsId: null, isUnsaved: false });
  changeComposer({ system, systemOf: id, editingId: null, replyOnlyTo: null });
  if (columns.length !== saved.length || columns.some((column, index) => column.id !== saved[index]?.id)) {
    void saveConversation();
  }
}

/**
 * A new comparison in Compare with the prompt, the system prompt, the values, the images and the targets of an earlier
 * one, all of which can be changed first: nothing is sent.
 */
export async function runAgain(comparisonId: string): Promise<void> {
  const found = await read(comparisonId);
  if (found === null) return;
  const { comparison, runs } = found;
  await loadImages(comparison.id, comparison.images?.length ?? 0);
  const columns = columnsOf(runs, []).map((column) => ({ ...column, id: crypto.randomUUID() }));
  const conversationId = crypto.randomUUID();
  offerDraftBack();
  useColumnsStore.setState({
    conversationId,
    title: newConversationTitle,
    columns,
    focusedId: null,
    shownId: null,
    settingsId: null,
  });
  showComparisons(null);
  fillComposer(comparison, conversationId);
  openView("compare");
  focusWhenDrawn(promptSelector);
  void saveConversation();
  // What a program asks is kept only where the user wants that.
  if (comparison.prompt === "") tell({ text: "Its prompt was not kept. Write one for the same targets." });
}

/** As it was written, so that values can be changed. */
function fillComposer(
  { id, prompt, system = "", template, repeat, images: infos = [] }: Comparison,
  systemOf: string,
): void {
  const known = useSentImagesStore.getState().images[id];
  const images = infos.flatMap(({ bytes }, index) => {
    const image = known?.[index];
    return image === undefined ? [] : [{ ...image, id: crypto.randomUUID(), bytes }];
  });
  const { values } = useComposerStore.getState();
  setDraft(template?.text ?? prompt);
  repeatAs(repeat, "Rows of the earlier prompt");
  setImages(images);
  changeComposer({
    system: template?.system ?? system,
    systemOf,
    values: { ...values, ...template?.values },
    editingId: null,
    replyOnlyTo: null,
    setAside: null,
  });
  if (images.length < infos.length) showProblem("An image of this prompt could not be read. Add it again.");
}

/** What was being written makes room, and can be had back. */
function offerDraftBack(): void {
  const { draft, images, values, editingId } = useComposerStore.getState();
  // An edit is of a prompt of the conversation that is left.
  if (editingId !== null || (draft.trim() === "" && images.length === 0)) return;
  const restore = () => {
    setDraft(draft);
    setImages(images);
    changeComposer({ values });
  };
  tell({ text: "What you were writing was put away.", undo: restore });
}

async function read(comparisonId: string): Promise<HistoryDetails | null> {
  const answer = await call("history.get", { comparisonId });
  if (answer.ok) return answer.value;
  refuse(problemOf(answer));
  return null;
}

function refuse(why: string | null): void {
  tell({ text: `Compare was left as it is. ${why ?? ""}`, tone: "bad" });
}
