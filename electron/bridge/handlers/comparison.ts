import type { Handlers } from "#electron/bridge/router.ts";
import { notSaved } from "#electron/bridge/workspace.ts";
import type { Target } from "#shared/chain.ts";
import type { Input, StartColumn } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { Column, Comparison, Conversation } from "#shared/run.ts";
import { titleOf } from "#shared/title.ts";
import { openConversation } from "./conversation.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type ComparisonHandlers = Pick<
  Handlers,
  "comparison.start" | "comparison.stop" | "run.stop" | "run.sendNow" | "limit.clear"
>;

/** Send, Stop, and not to wait. */
export function comparisonHandlers(dependencies: HandlerDependencies): ComparisonHandlers {
  const { manager, workspace } = dependencies;
  return {
    // In turn, so that the same id sent twice at once meets the first one on disk.
    "comparison.start": (input) => workspace.conversationTurns(() => startComparison(dependencies, input)),
    async "comparison.stop"({ comparisonId }) {
      manager.stopComparison(comparisonId);
      return succeed(null);
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
  const { workspace, store, manager, clock, sessionId } = dependencies;
  const unknown = input.columns.map((column) => checkTarget(dependencies, column.target)).find((one) => one !== null);
  if (unknown) return unknown;
  const found = await findConversation(dependencies, input);
  if (!found.ok) return found;
  const opened = await openConversation(dependencies, found.value);
  if (!opened.ok) return opened;
  const { comparisonId: id, conversationId, prompt } = input;
  const { demo: isDemo } = workspace.settings();
  const comparison = { id, conversationId, sessionId, prompt, startedAtMs: clock.epochMs(), isDemo };
  const saved = await store.saveComparison(comparison);
  if (!saved.ok) return notSaved(saved);
  workspace.tellComparison(comparison);
  return await manager.start({ comparison, columns: input.columns });
}

/** Null where the target is there. */
function checkTarget({ workspace }: HandlerDependencies, target: Target) {
  if (target.kind === "model") {
    return workspace.provider(target.providerId) === null
      ? refuse("not-found", `There is no provider ${target.providerId} any more. Pick another model.`)
      : null;
  }
  const chain = workspace.chains().find((one) => one.id === target.chainId);
  if (chain === undefined) return refuse("not-found", "This chain is not there any more. Pick another target.");
  return chain.links.length > 0 ? null : refuse("conflict", `The chain ${chain.name} has no links yet. Add one first.`);
}

/** The conversation as it is after this prompt; refused where the comparison's or a run's id was used in it before. */
async function findConversation(dependencies: HandlerDependencies, input: Start): Promise<Answer<Conversation>> {
  const { store, manager, clock } = dependencies;
  const read = await store.conversation(input.conversationId);
  if (!read.ok) return refuse("unavailable", `The conversation could not be read: ${read.message}`);
  const known = [...(read.value?.comparisons ?? []), ...manager.live()];
  const runIds = new Set(input.columns.map((column) => column.runId));
  const isUsed = known.some(
    ({ comparison, runs }) => comparison.id === input.comparisonId || runs.some((run) => runIds.has(run.id)),
  );
  if (isUsed) return refuse("conflict", "This comparison was started before.");
  const before = read.value?.conversation;
  return succeed({
    id: input.conversationId,
    title: before?.title || titleOf(input.prompt),
    createdAtMs: before?.createdAtMs ?? clock.epochMs(),
    columns: withColumns(before?.columns ?? [], input.columns),
  });
}

/** Columns that were sent to get their target; the others stay as they are. */
function withColumns(before: readonly Column[], sent: readonly StartColumn[]): Column[] {
  const columns = new Map(before.map((column) => [column.id, column]));
  for (const { columnId: id, target } of sent) columns.set(id, { id, target });
  return [...columns.values()];
}
