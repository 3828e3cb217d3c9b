import { notSaved } from "#electron/bridge/not-saved.ts";
import type { Handlers } from "#electron/bridge/router.ts";
import type { Input } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { Conversation } from "#shared/run.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type ConversationHandlers = Pick<Handlers, "conversation.save">;

/** Columns, title and system prompt of the open conversation. */
export function conversationHandlers(dependencies: HandlerDependencies): ConversationHandlers {
  const { workspace } = dependencies;
  return {
    "conversation.save": (input) => workspace.conversationTurns(() => saveConversation(dependencies, input)),
  };
}

async function saveConversation(
  dependencies: HandlerDependencies,
  { id, title, columns, system = "" }: Input<"conversation.save">,
): Promise<Answer<Conversation>> {
  const { store, clock } = dependencies;
  const read = await store.conversation(id);
  if (!read.ok) return refuse("unavailable", `The conversation could not be read: ${read.message}`);
  const createdAtMs = read.value?.conversation.createdAtMs ?? clock.epochMs();
  return openConversation(dependencies, { id, title, createdAtMs, columns, ...(system !== "" && { system }) });
}

/** Saves a conversation and makes it the open one, which the next start brings back. */
export async function openConversation(
  { workspace, store }: HandlerDependencies,
  conversation: Conversation,
): Promise<Answer<Conversation>> {
  const saved = await store.saveConversation(conversation);
  if (!saved.ok) return notSaved(saved);
  workspace.tellConversation(conversation);
  if (workspace.settings().conversationId === conversation.id) return succeed(conversation);
  const changed = await workspace.changeSettings({ conversationId: conversation.id });
  return changed.ok ? succeed(conversation) : changed;
}
