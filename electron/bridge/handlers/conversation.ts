import { notSaved } from "#electron/bridge/not-saved.ts";
import type { StoredConversation } from "#electron/bridge/ports.ts";
import type { Handlers } from "#electron/bridge/router.ts";
import type { Input } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { Conversation } from "#shared/run.ts";
import { readConversation } from "./conversation-state.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { tellOpenWithRepeats } from "./repeat-states.ts";

type ConversationHandlers = Pick<Handlers, "conversation.save" | "conversation.open">;

/** Columns, title and system prompt of the open conversation. */
export function conversationHandlers(dependencies: HandlerDependencies): ConversationHandlers {
  const { workspace } = dependencies;
  return {
    "conversation.save": (input) => workspace.conversationTurns(() => saveConversation(dependencies, input)),
    "conversation.open": ({ conversationId }) =>
      workspace.conversationTurns(() => openPastConversation(dependencies, conversationId)),
  };
}

async function openPastConversation(
  dependencies: HandlerDependencies,
  conversationId: string,
): Promise<Answer<StoredConversation>> {
  const read = await readConversation(dependencies, conversationId);
  if (!read.ok) return read;
  if (read.value === null) return refuse("not-found", "This conversation is not there any more.");
  if (read.value.comparisons.some(({ comparison }) => comparison.client !== undefined)) {
    return refuse("conflict", "This was asked by a program. It can be read and sent again, but not continued.");
  }
  const changed = await dependencies.workspace.changeSettings({ conversationId });
  if (!changed.ok) return changed;
  const opened = await tellOpenWithRepeats(dependencies);
  return opened.ok ? succeed(opened.value ?? read.value) : opened;
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
