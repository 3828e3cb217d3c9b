import { notSaved } from "#electron/bridge/not-saved.ts";
import type { Handlers } from "#electron/bridge/router.ts";
import type { Input } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { Comparison } from "#shared/run.ts";
import { askColumns } from "./ask-columns.ts";
import { checkTargets } from "./check-targets.ts";
import { openConversation } from "./conversation.ts";
import { readConversation } from "./conversation-state.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { checkStart, comparisonOf, conversationAfter } from "./new-comparison.ts";
import { retryComparison } from "./retry-comparison.ts";

type ComparisonHandlers = Pick<
  Handlers,
  | "comparison.start"
  | "comparison.retry"
  | "comparison.stop"
  | "comparison.image"
  | "run.stop"
  | "run.sendNow"
  | "limit.clear"
>;

/** Send, Try again, Stop, and not to wait. */
export function comparisonHandlers(dependencies: HandlerDependencies): ComparisonHandlers {
  const { manager, workspace, store, repeats } = dependencies;
  return {
    // In turn, so that the same id sent twice at once meets the first one on disk.
    "comparison.start": (input) => workspace.conversationTurns(() => startComparison(dependencies, input)),
    "comparison.retry": (input) => workspace.conversationTurns(() => retryComparison(dependencies, input)),
    async "comparison.stop"({ comparisonId }) {
      // Else what is stopped would be asked again at once.
      const stopped = repeats.isRunning(comparisonId) ? await repeats.stop(comparisonId) : null;
      manager.stopComparison(comparisonId);
      return stopped?.ok === false ? notSaved(stopped) : succeed(null);
    },
    async "comparison.image"({ comparisonId, index }) {
      const found = await store.image(comparisonId, index);
      if (!found.ok) return refuse("unavailable", `The image could not be read: ${found.message}`);
      return found.value === null ? refuse("not-found", "This image is not there.") : succeed(found.value);
    },
    async "run.stop"({ runId }) {
      manager.stopRun(runId);
      return succeed(null);
    },
    async "run.sendNow"({ runId }) {
      manager.sendNow(runId);
      return succeed(null);
    },
    async "limit.clear"({ providerId }) {
      if (workspace.provider(providerId) === null) return refuse("not-found", "This provider is not there any more.");
      manager.clearLimits(providerId);
      return succeed(null);
    },
  };
}

type Start = Input<"comparison.start">;

async function startComparison(dependencies: HandlerDependencies, input: Start): Promise<Answer<Comparison>> {
  const { workspace, store, manager } = dependencies;
  const lost = checkTargets(dependencies, input.columns);
  if (lost !== null) return lost;
  const read = await readConversation(dependencies, input.conversationId);
  if (!read.ok) return read;
  const problem = checkStart(dependencies, input, read.value);
  if (problem !== null) return problem;
  const comparison = comparisonOf(dependencies, input);
  const known = read.value?.comparisons ?? [];
  // Before anything is saved: what could not be asked must not stand there as sent.
  const asked = await askColumns(dependencies, {
    comparison,
    columns: input.columns,
    known,
    images: input.images ?? [],
  });
  const opened = await openConversation(dependencies, conversationAfter(dependencies, input, read.value));
  if (!opened.ok) return opened;
  const saved = await store.saveComparison(comparison, input.images);
  if (!saved.ok) return notSaved(saved);
  workspace.tellComparison(comparison);
  return await manager.start({ comparison, columns: asked });
}
