import type { StoredConversation } from "#electron/bridge/ports.ts";
import type { Handlers } from "#electron/bridge/router.ts";
import type { Snapshot } from "#shared/contract.ts";
import { type Answer, succeed } from "#shared/failure.ts";
import { liveIds, readConversation, withLiveRuns } from "./conversation-state.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type AppHandlers = Pick<Handlers, "app.snapshot" | "notice.dismiss">;

/** What a window asks when it opens, and the notices above its views. */
export function appHandlers(dependencies: HandlerDependencies): AppHandlers {
  const { workspace, manager } = dependencies;
  return {
    async "app.snapshot"() {
      for (;;) {
        const liveBefore = liveIds(manager);
        const read = await readOpenConversation(dependencies);
        if (!read.ok) return read;
        const liveNow = new Set(liveIds(manager));
        // Else a run ended in the turns that handed the read over, and neither shows its end.
        if (liveBefore.every((id) => liveNow.has(id))) return succeed(snapshotNow(dependencies, read.value));
      }
    },
    async "notice.dismiss"({ id }) {
      workspace.dismiss(id);
      return succeed(null);
    },
  };
}

/**
 * In one turn: what is pending goes out under its number, and what is told here belongs to it. Runs went on since the
 * conversation was read, so they are taken once more.
 */
function snapshotNow(dependencies: HandlerDependencies, read: StoredConversation | null): Snapshot {
  const { workspace, manager, batcher, catalog, keys, gateway, network, capabilities } = dependencies;
  batcher.flush();
  const open = read === null ? null : withLiveRuns(read, manager);
  return {
    seq: batcher.seq(),
    capabilities,
    settings: workspace.settings(),
    keychain: keys.state(),
    providers: workspace.providers(),
    chains: workspace.chains(),
    columnSets: workspace.columnSets(),
    modelLists: catalog.lists(),
    conversation: open?.conversation ?? null,
    comparisons: open?.comparisons ?? [],
    notices: workspace.notices(),
    gateway: gateway.state(),
    gatewayRequests: gateway.requests(),
    online: !network.isOffline(),
  };
}

/** The open conversation; read again where another one was opened meanwhile. */
async function readOpenConversation(dependencies: HandlerDependencies): Promise<Answer<StoredConversation | null>> {
  const { workspace } = dependencies;
  for (;;) {
    const { conversationId } = workspace.settings();
    if (conversationId === null) return succeed(null);
    const read = await readConversation(dependencies, conversationId);
    if (!read.ok || workspace.settings().conversationId === conversationId) return read;
  }
}
