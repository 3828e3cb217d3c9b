import type { StoredConversation } from "#electron/bridge/ports.ts";
import type { Handlers } from "#electron/bridge/router.ts";
import type { ComparisonState } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type AppHandlers = Pick<Handlers, "app.snapshot" | "notice.dismiss">;

/** What a window asks when it opens, and the notices above its views. */
export function appHandlers(dependencies: HandlerDependencies): AppHandlers {
  const { workspace, batcher, catalog, keys, manager, gateway, network, capabilities } = dependencies;
  return {
    async "app.snapshot"() {
      const read = await readOpenConversation(dependencies);
      if (!read.ok) return read;
      // From here on nothing waits: what is pending goes out under its number, and what is read belongs to it.
      batcher.flush();
      return succeed({
        seq: batcher.seq(),
        capabilities,
        settings: workspace.settings(),
        keychain: keys.state(),
        providers: workspace.providers(),
        chains: workspace.chains(),
        modelLists: catalog.lists(),
        conversation: read.value?.conversation ?? null,
        comparisons: read.value === null ? [] : overlay(read.value, manager.live()),
        notices: workspace.notices(),
        gateway: gateway.state(),
        gatewayRequests: gateway.requests(),
        online: !network.isOffline(),
      });
    },
    async "notice.dismiss"({ id }) {
      workspace.dismiss(id);
      return succeed(null);
    },
  };
}

/**
 * Reads the open conversation again while something of it changed during the read: another one was opened, or a
 * comparison that was live before has ended, so that neither the read nor `live` would show its end.
 */
async function readOpenConversation({
  workspace,
  store,
  manager,
}: HandlerDependencies): Promise<Answer<StoredConversation | null>> {
  for (;;) {
    const { conversationId } = workspace.settings();
    if (conversationId === null) return succeed(null);
    const revision = workspace.conversationRevision();
    const liveBefore = liveIds(manager);
    const read = await store.conversation(conversationId);
    if (!read.ok) return refuse("unavailable", `The conversation could not be read: ${read.message}`);
    const isSame = workspace.settings().conversationId === conversationId;
    const liveNow = new Set(liveIds(manager));
    const isFresh = revision === workspace.conversationRevision() && liveBefore.every((id) => liveNow.has(id));
    if (isSame && isFresh) return succeed(read.value);
  }
}

function liveIds(manager: HandlerDependencies["manager"]): string[] {
  return manager.live().map((state) => state.comparison.id);
}

/** Live wins: the disk is behind by up to half a second. One that is live and not yet read stands last. */
function overlay(stored: StoredConversation, live: readonly ComparisonState[]): ComparisonState[] {
  const states = new Map(stored.comparisons.map((state) => [state.comparison.id, state]));
  for (const state of live) {
    if (state.comparison.conversationId === stored.conversation.id) states.set(state.comparison.id, state);
  }
  return [...states.values()];
}
