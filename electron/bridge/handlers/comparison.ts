import { notSaved } from "#electron/bridge/not-saved.ts";
import type { StoredConversation } from "#electron/bridge/ports.ts";
import type { Handlers } from "#electron/bridge/router.ts";
import type { Input, StartColumn } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { Column, Comparison, Conversation } from "#shared/run.ts";
import { titleOf } from "#shared/title.ts";
import { askColumns } from "./ask-columns.ts";
import { checkTargets } from "./check-targets.ts";
import { openConversation } from "./conversation.ts";
import { readConversation } from "./conversation-state.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { comparisonOf } from "./new-comparison.ts";
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
  const { manager, workspace, store } = dependencies;
  return {
    // In turn, so that the same id sent twice at once meets the first one on disk.
    "comparison.start": (input) => workspace.conversationTurns(() => startComparison(dependencies, input)),
    "comparison.retry": (input) => workspace.conversationTurns(() => retryComparison(dependencies, input)),
    async "comparison.stop"({ comparisonId }) {
      manager.stopComparison(comparisonId);
      return succeed(null);
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

/** Null where the ids are new and the prompt follows one of its own conversation. */
function checkStart({ manager }: HandlerDependencies, input: Start, stored: StoredConversation | null) {
  const { comparisonId, followsId } = input;
  const own = stored?.comparisons ?? [];
  const runIds = new Set(input.columns.map((column) => column.runId));
  const isUsed = [...own, ...manager.live()].some(
    ({ comparison, runs }) => comparison.id === comparisonId || runs.some((run) => runIds.has(run.id)),
  );
  if (isUsed) return refuse("conflict", "This comparison was started before.");
  if (followsId === undefined || own.some(({ comparison }) => comparison.id === followsId)) return null;
  return refuse("not-found", "The prompt that this one follows is not part of this conversation.");
}

/** The conversation as it is after this prompt. */
function conversationAfter(
  { clock }: HandlerDependencies,
  input: Start,
  stored: StoredConversation | null,
): Conversation {
  const before = stored?.conversation;
  const system = before === undefined ? (input.template?.system ?? input.system ?? "") : (before.system ?? "");
  return {
    id: input.conversationId,
    title: before?.title || titleOf(input.prompt),
    createdAtMs: before?.createdAtMs ?? clock.epochMs(),
    columns: withColumns(before?.columns ?? [], input.columns),
    ...(system !== "" && { system }),
  };
}

/**
 * Columns that were sent to get their target; the others stay as they are. What a known column sets for itself stays,
 * too: it is saved with the conversation, and may hold variables that were filled in for this prompt.
 */
function withColumns(before: readonly Column[], sent: readonly StartColumn[]): Column[] {
  const columns = new Map(before.map((column) => [column.id, column]));
  for (const { columnId: id, target, overrides } of sent) {
    const known = columns.get(id);
    columns.set(id, known === undefined ? { id, target, ...(overrides && { overrides }) } : { ...known, target });
  }
  return [...columns.values()];
}
