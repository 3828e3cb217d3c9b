import type { HistoryChoice } from "#electron/bridge/history-port.ts";
import { notSaved } from "#electron/bridge/not-saved.ts";
import type { Found } from "#electron/bridge/outcome.ts";
import type { Handlers } from "#electron/bridge/router.ts";
import type { ComparisonState } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { HistoryDetails, HistoryRemoval } from "#shared/history.ts";
import type { Comparison } from "#shared/run.ts";
import { liveIds, withLive } from "./conversation-state.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { tellOpenWithRepeats } from "./repeat-states.ts";

type HistoryHandlers = Pick<
  Handlers,
  | "history.search"
  | "history.get"
  | "history.change"
  | "history.tags"
  | "history.remove"
  | "history.clear"
  | "history.restore"
>;

const gone = "This comparison is not in the history any more.";

/** Everything that was ever sent: found, read, named, taken out and brought back. */
export function historyHandlers(dependencies: HandlerDependencies): HistoryHandlers {
  const { workspace, history, batcher } = dependencies;
  return {
    "history.search": async (query) => readAnswer(await history.search(query)),
    "history.get": ({ comparisonId }) => detailsNow(dependencies, comparisonId),
    "history.tags": async () => readAnswer(await history.tags()),
    async "history.change"(change) {
      const changed = await history.change(change);
      if (!changed.ok) return notSaved(changed);
      if (changed.value === null) return refuse("not-found", gone);
      batcher.emit({ topic: "history-changed" });
      return succeed(changed.value);
    },
    // In turn with what is sent, so that nothing follows a prompt that is just leaving.
    "history.remove": (choice) => workspace.conversationTurns(() => remove(dependencies, choice)),
    "history.clear": (choice) => workspace.conversationTurns(() => remove(dependencies, choice)),
    "history.restore": ({ undoId }) => workspace.conversationTurns(() => restore(dependencies, undoId)),
  };
}

function readAnswer<T>(found: Found<T>): Answer<T> {
  return found.ok ? succeed(found.value) : refuse("unavailable", `The history could not be read: ${found.message}`);
}

/** Read again where a run of any comparison ended meanwhile: neither the read nor `live` would show its end. */
async function detailsNow(dependencies: HandlerDependencies, comparisonId: string): Promise<Answer<HistoryDetails>> {
  const { history, manager, batcher } = dependencies;
  for (;;) {
    const liveBefore = liveIds(manager);
    const found = await history.details(comparisonId);
    if (!found.ok) return readAnswer(found);
    if (found.value === null) return refuse("not-found", gone);
    const liveNow = new Set(liveIds(manager));
    if (!liveBefore.every((id) => liveNow.has(id))) continue;
    // What is pending is in the runs already: after this answer it would be heard twice.
    batcher.flush();
    const live = manager.live().find(({ comparison }) => comparison.id === comparisonId);
    return succeed({ ...found.value, runs: withLive(found.value.runs, live?.runs ?? []) });
  }
}

async function remove(dependencies: HandlerDependencies, choice: HistoryChoice): Promise<Answer<HistoryRemoval>> {
  const { history, manager, repeats } = dependencies;
  const chosen = manager.live().filter(({ comparison }) => isChosen(comparison, choice));
  const removed = chosen.some(isAnswering) ? ({ ok: true, value: "running" } as const) : await history.remove(choice);
  if (!removed.ok) return notSaved(removed);
  if (removed.value === "running") {
    return refuse("conflict", "One of these is still being answered. Stop it first, then delete it.");
  }
  manager.forget(new Set(chosen.map(({ comparison }) => comparison.id)));
  repeats.forget((comparison) => isChosen(comparison, choice));
  await tellChange(dependencies);
  return succeed(removed.value);
}

async function restore(dependencies: HandlerDependencies, undoId: string): Promise<Answer<null>> {
  const restored = await dependencies.history.restore(undoId);
  if (!restored.ok) return notSaved(restored);
  if (!restored.value) return refuse("not-found", "It is too late: this was deleted for good.");
  await tellChange(dependencies);
  return succeed(null);
}

/** The open conversation may have lost prompts or got them back. What cannot be read now, the next snapshot tells. */
async function tellChange(dependencies: HandlerDependencies): Promise<void> {
  await tellOpenWithRepeats(dependencies);
  dependencies.batcher.emit({ topic: "history-changed" });
}

function isChosen({ id, startedAtMs }: Comparison, choice: HistoryChoice): boolean {
  if ("comparisonIds" in choice) return choice.comparisonIds.includes(id);
  return startedAtMs >= (choice.fromMs ?? 0) && startedAtMs < (choice.untilMs ?? Number.POSITIVE_INFINITY);
}

/** Also before its first run has begun. */
function isAnswering({ runs }: ComparisonState): boolean {
  return runs.length === 0 || runs.some((run) => run.endMs === null);
}
