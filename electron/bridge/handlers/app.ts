import type { StoredConversation } from "#electron/bridge/ports.ts";
import type { StoredRepeat } from "#electron/bridge/repeats-port.ts";
import type { Handlers } from "#electron/bridge/router.ts";
import type { Snapshot } from "#shared/contract.ts";
import { succeed } from "#shared/failure.ts";
import { withOpenConversation } from "./conversation-state.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { readStored, shownStates } from "./repeat-states.ts";

type AppHandlers = Pick<Handlers, "app.snapshot" | "notice.dismiss">;

/** What a window asks when it opens, and the notices above its views. */
export function appHandlers(dependencies: HandlerDependencies): AppHandlers {
  const { workspace } = dependencies;
  return {
    async "app.snapshot"() {
      const stored = await readStored(dependencies, workspace.settings().conversationId);
      return withOpenConversation(dependencies, (open) => snapshotNow(dependencies, { open, stored }));
    },
    async "notice.dismiss"({ id }) {
      workspace.dismiss(id);
      return succeed(null);
    },
  };
}

type Read = { readonly open: StoredConversation | null; readonly stored: readonly StoredRepeat[] };

/** In one turn: what is pending goes out under its number, and what is told here belongs to it. */
function snapshotNow(dependencies: HandlerDependencies, { open, stored }: Read): Snapshot {
  const { workspace, batcher, catalog, keys, gateway, network, sessions, budgets, archive, capabilities } =
    dependencies;
  batcher.flush();
  return {
    seq: batcher.seq(),
    capabilities,
    settings: workspace.settings(),
    keychain: keys.state(),
    providers: workspace.providers(),
    chains: workspace.chains(),
    columnSets: workspace.columnSets(),
    modelLists: catalog.lists(),
    ownPrices: workspace.ownPrices(),
    conversation: open?.conversation ?? null,
    comparisons: open?.comparisons ?? [],
    repeats: shownStates(dependencies, open, stored),
    notices: workspace.notices(),
    gateway: gateway.state(),
    gatewayRequests: gateway.requests(),
    online: !network.isOffline(),
    budgets: budgets.states(),
    allowedUnknown: budgets.allowedUnknown(),
    spendNow: budgets.spendNow(),
    session: sessions.current(),
    jobs: archive.jobs(),
  };
}
