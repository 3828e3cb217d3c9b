import { call } from "#renderer/bridge/host.ts";
import { type ColumnDraft, useColumnsStore } from "#renderer/stores/columns-store.ts";
import { changeComposer, setDraft, useComposerStore } from "#renderer/stores/composer-store.ts";
import { missingNow } from "#renderer/stores/draft-variables.ts";
import { estimateIn } from "#renderer/stores/repeat-check-store.ts";
import { giveBackRepeat, useRepeatDraftStore } from "#renderer/stores/repeat-draft-store.ts";
import { changeRoutes, pickedRoutes, routeKey, useRoutesStore } from "#renderer/stores/routes-store.ts";
import { checkPrompt } from "#shared/check-prompt.ts";
import { checkRepeatSize } from "#shared/check-repeat.ts";
import { mostColumns, roundsOf } from "#shared/repeat.ts";
import type { RepeatChoice } from "#shared/repeat-contract.ts";
import type { Route } from "#shared/route.ts";
import type { Column, Comparison } from "#shared/run.ts";
import { problemOf } from "./answers.ts";
import { createSoon } from "./ask-soon.ts";
import { replaceColumns } from "./columns.ts";
import { showCompareView } from "./compare-layout.ts";
import { showPrompt } from "./conversation.ts";
import { takeUpImages } from "./edit-prompt.ts";
import { emptyComposer } from "./empty-composer.ts";
import { clearProblem, showProblem } from "./problem.ts";
import { startRepeat } from "./repeats.ts";
import { draftOf, nameConversation, sentOf } from "./start-comparison.ts";
import { rememberSent } from "./unheard.ts";

/** The prompt on screen, as it was written, to be asked again; what was being written must be empty. */
export async function takeUpPrompt(sent: Comparison): Promise<void> {
  const { prompt, system = "", template } = sent;
  const { values } = useComposerStore.getState();
  const draft = template?.text ?? prompt;
  setDraft(draft);
  changeComposer({ system: template?.system ?? system, values: { ...values, ...template?.values } });
  await takeUpImages(sent, () => useComposerStore.getState().draft === draft);
}

/** Why the routes cannot be measured as they are; null where they can. */
export function routesFault(): string | null {
  const state = useRoutesStore.getState();
  const routes = pickedRoutes(state);
  if (routes.length < 2) return "Choose two routes or more.";
  const { draft } = useComposerStore.getState();
  if (draft.trim() === "") return "Write a prompt below.";
  const columns = columnsFor(routes);
  if (columns === null) return `A conversation has ${mostColumns} columns at most. Close one, or start a new one.`;
  const missing = missingNow(columns.own);
  if (missing.length > 0) return `Fill in ${missing.map((name) => `{{${name}}}`).join(", ")}.`;
  return checkPrompt(draft) ?? checkRepeatSize(choiceOf(columns.own), routes.length);
}

type RouteColumns = {
  /** One for each route. */
  readonly own: readonly Column[];
  /** Those of the conversation, with the ones that are new. */
  readonly all: readonly ColumnDraft[];
};

/**
 * A column for each route: one that is there already and sets nothing of its own, else an empty one, else a new one.
 * Null where there is no room.
 */
function columnsFor(routes: readonly Route[]): RouteColumns | null {
  const all: ColumnDraft[] = [...useColumnsStore.getState().columns];
  const own = routes.map(({ providerId, modelId }): Column => {
    const target = { kind: "model", providerId, modelId } as const;
    const isSame = (one: ColumnDraft) =>
      one.target?.kind === "model" && routeKey(one.target) === routeKey(target) && isPlain(one);
    const known = all.findIndex(isSame);
    const at = known === -1 ? all.findIndex((one) => one.target === null) : known;
    const column = { id: all[at]?.id ?? crypto.randomUUID(), target };
    if (at === -1) all.push(column);
    else all[at] = column;
    return column;
  });
  return all.length > mostColumns ? null : { own, all };
}

function isPlain({ overrides = {} }: ColumnDraft): boolean {
  return Object.keys(overrides).length === 0;
}

/** The rows of a data set that the composer has fill the prompt here, too. */
function choiceOf(columns: readonly Column[]): RepeatChoice {
  const { times } = useRoutesStore.getState();
  const rows = draftOf(columns).repeat?.rows;
  return { purpose: "routes", times, perProvider: 1, ...(rows !== undefined && { rows }) };
}

/** How often each route is asked, with every row of a data set. */
export function routesRounds(): number {
  return roundsOf(choiceOf([]));
}

/** The host asks routes afresh, whatever their columns were asked before. */
function inputOf(columns: readonly Column[]) {
  const { fields, columns: asked } = draftOf(columns);
  return { ...fields, columns: asked.map(({ runId: _, ...column }) => column), repeat: choiceOf(columns) };
}

const soon = createSoon(() => void checkRoutes(newest));
let newest = 0;

/** Asks what measuring the picked routes would come to, once nothing changed for a moment. */
export function checkRoutesSoon(): void {
  newest += 1;
  if (routesFault() !== null) {
    soon.cancel();
    changeRoutes({ check: { kind: "none" } });
    return;
  }
  changeRoutes({ check: { kind: "asking", before: estimateIn(useRoutesStore.getState().check) } });
  soon.ask();
}

async function checkRoutes(number: number): Promise<void> {
  const columns = columnsFor(pickedRoutes(useRoutesStore.getState()));
  if (columns === null || routesFault() !== null) return changeRoutes({ check: { kind: "none" } });
  const { comparisonId: _, template: __, ...input } = inputOf(columns.own);
  const answer = await call("repeat.check", input);
  if (number !== newest) return;
  if (answer.ok) changeRoutes({ check: { kind: "known", estimate: answer.value } });
  else changeRoutes({ check: { kind: "refused", message: problemOf(answer) ?? "" } });
}

/** Sends the draft by every picked route, in turn, as often as chosen. The routes become columns. */
export async function measureRoutes(): Promise<void> {
  const fault = routesFault();
  const columns = columnsFor(pickedRoutes(useRoutesStore.getState()));
  if (fault !== null || columns === null || useRoutesStore.getState().isStarting) return;
  clearProblem();
  changeRoutes({ isStarting: true });
  const { draft } = useComposerStore.getState();
  const { shownId, title, columns: before } = useColumnsStore.getState();
  const input = inputOf(columns.own);
  rememberSent(sentOf(input));
  nameConversation(input.prompt);
  replaceColumns(columns.all);
  showPrompt(null);
  showCompareView("routes");
  const refusal = await startRepeat(input);
  changeRoutes({ isStarting: false });
  if (refusal !== null) {
    // Another conversation may be open by now: it keeps its own.
    if (useColumnsStore.getState().conversationId === input.conversationId) {
      useColumnsStore.setState({ title });
      replaceColumns(before);
      showPrompt(shownId);
    }
    showProblem(refusal);
    return;
  }
  // What was written meanwhile stays.
  if (useComposerStore.getState().draft !== draft) return;
  emptyComposer();
  // Of an edited prompt: what was chosen before it comes back with what was written before it.
  if (useRepeatDraftStore.getState().aside !== null) giveBackRepeat();
}
