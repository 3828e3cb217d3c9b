import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { pickedColumns, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { setDraft, useComposerStore } from "#renderer/stores/composer-store.ts";
import { addPlaceholders, dropPlaceholders } from "#renderer/stores/runs-store.ts";
import { linksOf, targetFault, targetTitle } from "#renderer/stores/targets.ts";
import { checkPrompt } from "#shared/check-prompt.ts";
import type { StartColumn } from "#shared/contract.ts";
import { startRun } from "#shared/reduce-run.ts";
import type { Run } from "#shared/run.ts";
import { titleOf } from "#shared/title.ts";
import { saveConversation } from "./columns.ts";
import { clearProblem, showProblem } from "./problem.ts";

/**
 * Sends the draft to every picked column; the columns show it at once (design.md §4.2). A column whose target is gone
 * says so itself and never keeps the others from being sent.
 */
export async function sendDraft(): Promise<void> {
  const prompt = useComposerStore.getState().draft.trim();
  const picked = pickedColumns(useColumnsStore.getState().columns);
  if (prompt === "" || picked.length === 0) return;
  clearProblem();
  const fault = checkPrompt(prompt) ?? (picked.some(isSendable) ? null : faultOf(picked[0]));
  if (fault !== null) return showProblem(`Nothing was sent. ${fault}`);
  const takeBack = rememberScreen();
  openFreshConversation(prompt);
  const { conversationId, columns } = useColumnsStore.getState();
  setDraft("");
  const refusal = await start(prompt, conversationId, startColumns(pickedColumns(columns).filter(isSendable)));
  if (refusal === null) return;
  // Nothing the user wrote or was reading is lost where the host refused it.
  if (useComposerStore.getState().draft === "") setDraft(prompt);
  await takeBack();
  showProblem(refusal);
}

/** What is on screen before a Send, and how to get there again. */
function rememberScreen(): () => Promise<void> {
  const { conversationId, title, columns, focusedId } = useColumnsStore.getState();
  const { comparisons } = useAppStore.getState();
  return async () => {
    if (comparisons.length === 0) return;
    useColumnsStore.setState({ conversationId, title, columns, focusedId });
    useAppStore.setState({ comparisons });
    await saveConversation();
  };
}

/** Sends the prompt of a finished column to that column once more; the other columns keep their answers. */
export async function sendAgain(run: Run): Promise<void> {
  const { comparisons } = useAppStore.getState();
  const comparison = comparisons.find((one) => one.id === run.comparisonId);
  if (comparison === undefined) return;
  clearProblem();
  const column = { id: run.columnId, target: run.target };
  const refusal = await start(comparison.prompt, comparison.conversationId, startColumns([column]));
  if (refusal !== null) showProblem(refusal);
}

type PickedColumn = ReturnType<typeof pickedColumns>[number];

function faultOf(column: PickedColumn | undefined): string | null {
  return column === undefined ? null : targetFault(useAppStore.getState(), column.target);
}

function isSendable(column: PickedColumn): boolean {
  return faultOf(column) === null;
}

function startColumns(columns: readonly PickedColumn[]): readonly StartColumn[] {
  return columns.map(({ id, target }) => ({ columnId: id, runId: crypto.randomUUID(), target }));
}

/** Null where the host took it; else why nothing was sent, for people. */
async function start(prompt: string, conversationId: string, columns: readonly StartColumn[]): Promise<string | null> {
  const comparisonId = crypto.randomUUID();
  addPlaceholders(columns.map((column) => placeholder(comparisonId, column)));
  useAppStore.setState((state) => ({
    comparisons: [
      ...state.comparisons.filter((one) => one.conversationId === conversationId),
      {
        id: comparisonId,
        conversationId,
        sessionId: "",
        prompt,
        startedAtMs: Date.now(),
        isDemo: state.settings.demo,
      },
    ],
  }));
  const isSaved = await saveConversation();
  const answer = isSaved ? await call("comparison.start", { comparisonId, conversationId, prompt, columns }) : null;
  if (answer?.ok) return null;
  dropPlaceholders(columns.map((column) => column.runId));
  useAppStore.setState((state) => ({ comparisons: state.comparisons.filter((one) => one.id !== comparisonId) }));
  return answer === null
    ? "Nothing was sent, because the columns could not be saved."
    : `Nothing was sent. ${answer.failure.message}`;
}

/** Every Send is a conversation of one: a column's answers belong to one conversation, so columns get new ids too. */
function openFreshConversation(prompt: string): void {
  const title = titleOf(prompt);
  useColumnsStore.setState((state) => {
    const isUsed = useAppStore.getState().comparisons.some((one) => one.conversationId === state.conversationId);
    if (!isUsed) return { title };
    const columns = state.columns.map(({ target }) => ({ id: crypto.randomUUID(), target }));
    const focusedIndex = state.columns.findIndex((column) => column.id === state.focusedId);
    return { conversationId: crypto.randomUUID(), title, columns, focusedId: columns[focusedIndex]?.id ?? null };
  });
}

function placeholder(comparisonId: string, column: StartColumn): Run {
  const app = useAppStore.getState();
  return startRun({
    id: column.runId,
    comparisonId,
    columnId: column.columnId,
    target: column.target,
    title: targetTitle(app, column.target),
    isDemo: app.settings.demo,
    startedAtMs: Date.now(),
    links: linksOf(app, column.target),
  });
}
