import type { StoredConversation } from "#electron/bridge/ports.ts";
import type { Handlers } from "#electron/bridge/router.ts";
import { type Answer, succeed } from "#shared/failure.ts";
import { readConversation } from "./conversation-state.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type AppHandlers = Pick<Handlers, "app.snapshot" | "notice.dismiss">;

/** What a window asks when it opens, and the notices above its views. */
export function appHandlers(dependencies: HandlerDependencies): AppHandlers {
  const { workspace, batcher, catalog, keys, gateway, network, capabilities } = dependencies;
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
        columnSets: workspace.columnSets(),
        modelLists: catalog.lists(),
        conversation: read.value?.conversation ?? null,
        comparisons: read.value?.comparisons ?? [],
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
