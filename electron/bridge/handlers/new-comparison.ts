import type { StoredConversation } from "#electron/bridge/ports.ts";
import { bytesOfBase64 } from "#shared/check-images.ts";
import { refuse } from "#shared/failure.ts";
import type { RepeatColumn } from "#shared/repeat.ts";
import type { Column, Comparison, ComparisonFields, Conversation } from "#shared/run.ts";
import { titleOf } from "#shared/title.ts";
import type { HandlerDependencies } from "./dependencies.ts";

/** A prompt that is sent now, once or again and again: then the host names its runs. */
export type Sent = ComparisonFields & { readonly columns: readonly (RepeatColumn & { readonly runId?: string })[] };

/** What is kept and told of a prompt that is sent now. */
export function comparisonOf({ workspace, clock, sessions }: HandlerDependencies, input: ComparisonFields): Comparison {
  const { comparisonId: id, conversationId, prompt, system = "", template, followsId, images = [] } = input;
  const infos = images.map(({ mimeType, base64 }) => ({ mimeType, bytes: bytesOfBase64(base64) ?? 0 }));
  return {
    id,
    conversationId,
    sessionId: sessions.current().id,
    prompt,
    startedAtMs: clock.epochMs(),
    isDemo: workspace.settings().demo,
    ...(system !== "" && { system }),
    ...(template !== undefined && { template }),
    ...(infos.length > 0 && { images: infos }),
    ...(followsId !== undefined && { followsId }),
  };
}

/** Null where the ids are new and the prompt follows one of its own conversation. */
export function checkStart({ manager }: HandlerDependencies, input: Sent, stored: StoredConversation | null) {
  const { comparisonId, followsId } = input;
  const own = stored?.comparisons ?? [];
  const runIds = new Set(input.columns.flatMap(({ runId }) => runId ?? []));
  const isUsed = [...own, ...manager.live()].some(
    ({ comparison, runs }) => comparison.id === comparisonId || runs.some((run) => runIds.has(run.id)),
  );
  if (isUsed) return refuse("conflict", "This comparison was started before.");
  if (followsId === undefined || own.some(({ comparison }) => comparison.id === followsId)) return null;
  return refuse("not-found", "The prompt that this one follows is not part of this conversation.");
}

/** The conversation as it is after this prompt. */
export function conversationAfter(
  { clock }: HandlerDependencies,
  input: Sent,
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
function withColumns(before: readonly Column[], sent: Sent["columns"]): Column[] {
  const columns = new Map(before.map((column) => [column.id, column]));
  for (const { columnId: id, target, overrides } of sent) {
    const known = columns.get(id);
    columns.set(id, known === undefined ? { id, target, ...(overrides && { overrides }) } : { ...known, target });
  }
  return [...columns.values()];
}
