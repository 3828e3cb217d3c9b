import type { ManagerPort, StoredConversation } from "#electron/bridge/ports.ts";
import type { ComparisonState } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type Reading = Pick<HandlerDependencies, "workspace" | "manager"> & {
  readonly store: Pick<HandlerDependencies["store"], "conversation">;
};

/**
 * A conversation as it is now, live runs as far as they are; null where there is none. Read again while something of
 * it changed during the read: a run that was live before has ended, so that neither the read nor `live` would show its
 * end.
 */
export async function readConversation(
  { workspace, store, manager }: Reading,
  conversationId: string,
): Promise<Answer<StoredConversation | null>> {
  for (;;) {
    const revision = workspace.conversationRevision();
    const liveBefore = liveIds(manager);
    const read = await store.conversation(conversationId);
    if (!read.ok) return refuse("unavailable", `The conversation could not be read: ${read.message}`);
    const liveNow = new Set(liveIds(manager));
    const isFresh = revision === workspace.conversationRevision() && liveBefore.every((id) => liveNow.has(id));
    if (isFresh) return succeed(read.value && withLiveRuns(read.value, manager));
  }
}

/** A comparison is named beside its runs: its first run may not have begun yet. */
export function liveIds(manager: ManagerPort): string[] {
  return manager.live().flatMap(({ comparison, runs }) => [comparison.id, ...runs.map((run) => run.id)]);
}

/**
 * The conversation with its runs as they are in this very turn. Live wins: the disk is behind by up to half a second.
 * What is live and not yet read stands last.
 */
export function withLiveRuns(stored: StoredConversation, manager: ManagerPort): StoredConversation {
  const states = new Map(stored.comparisons.map((state) => [state.comparison.id, state]));
  for (const { comparison, runs } of manager.live()) {
    if (comparison.conversationId !== stored.conversation.id) continue;
    const known = states.get(comparison.id)?.runs ?? [];
    states.set(comparison.id, { comparison, runs: withLive(known, runs) });
  }
  return { ...stored, comparisons: [...states.values()] };
}

/** The open conversation; read again where another one was opened meanwhile. */
async function readOpenConversation(reading: Reading): Promise<Answer<StoredConversation | null>> {
  for (;;) {
    const { conversationId } = reading.workspace.settings();
    if (conversationId === null) return succeed(null);
    const read = await readConversation(reading, conversationId);
    if (!read.ok || reading.workspace.settings().conversationId === conversationId) return read;
  }
}

/**
 * Hands on the open conversation as it is in that very turn, null where none is open: runs went on since it was read,
 * so they are taken once more.
 */
export async function withOpenConversation<T>(
  reading: Reading,
  use: (open: StoredConversation | null) => T,
): Promise<Answer<T>> {
  const { manager } = reading;
  for (;;) {
    const liveBefore = liveIds(manager);
    const read = await readOpenConversation(reading);
    if (!read.ok) return read;
    const liveNow = new Set(liveIds(manager));
    // Else a run ended in the turns that handed the read over, and neither shows its end.
    if (!liveBefore.every((id) => liveNow.has(id))) continue;
    return succeed(use(read.value && withLiveRuns(read.value, manager)));
  }
}

/** Tells every window all there is of the open conversation. */
export function tellOpenConversation(reading: Reading): Promise<Answer<StoredConversation | null>> {
  return withOpenConversation(reading, (open) => {
    if (open !== null) reading.workspace.tellOpened(open);
    return open;
  });
}

/** A comparison that is tried again long after it ended has its earlier runs on disk only. */
export function withLive(stored: ComparisonState["runs"], live: ComparisonState["runs"]): ComparisonState["runs"] {
  return [...new Map([...stored, ...live].map((run) => [run.id, run])).values()];
}
