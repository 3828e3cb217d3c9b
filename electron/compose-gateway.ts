import { detailsOf, messageOf } from "#shared/failure.ts";
import type { EventBatcher } from "./bridge/event-batcher.ts";
import { createSerial } from "./bridge/serial.ts";
import { isSameToken, newToken } from "./bridge/token.ts";
import type { Workspace } from "./bridge/workspace.ts";
import { createGateway, type Gateway } from "./gateway/gateway.ts";
import { createGatewayKey, readToken, tokenVariable } from "./gateway/gateway-key.ts";
import type { KeyStore } from "./keys/key-store.ts";
import type { Redactor } from "./keys/redactor.ts";
import type { ModelManager } from "./manager/model-manager.ts";
import type { ModelCatalog } from "./providers/catalog/catalog.ts";
import type { Store } from "./storage/store.ts";
import { systemClock, systemIds } from "./system.ts";

export type GatewayJoin = {
  readonly batcher: EventBatcher;
  readonly sessionId: string;
  readonly workspace: Workspace;
  readonly catalog: ModelCatalog;
  readonly manager: ModelManager;
  readonly store: Pick<Store, "saveConversation" | "saveComparison">;
  readonly keys: KeyStore;
  readonly redactor: Redactor;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isClosing: () => boolean;
};

/** The gateway over the parts of this program. */
export function joinGateway(join: GatewayJoin): Gateway {
  const { batcher, workspace, catalog, manager, store, keys, redactor, isClosing } = join;
  const { token, problem } = readToken(join.env[tokenVariable]);
  if (problem !== null) workspace.notify({ tone: "warning", title: "Noticed at the start", body: problem });
  const tell = (title: string) => (error: unknown) =>
    workspace.notify({ tone: "danger", title, body: redactor.redact(messageOf(error)) });
  return createGateway({
    sessionId: join.sessionId,
    emit: (event) => batcher.emit(event),
    reportBug: (error) => console.error(redactor.redact(detailsOf(error))),
    clock: systemClock,
    ids: systemIds,
    serving: {
      settings: workspace.settings,
      chains: workspace.chains,
      providers: workspace.providers,
      modelLists: catalog.lists,
    },
    startRun: (request) => (isClosing() ? null : manager.startRun(request)),
    record: (conversation, comparison) => {
      // In this order; the storage does what it is asked in turn.
      const saved = Promise.all([store.saveConversation(conversation), store.saveComparison(comparison)]);
      saved.catch(tell("A program's request was not recorded"));
    },
    key: createGatewayKey({
      place: keys,
      fromEnvironment: token,
      newToken,
      remember: (key) => redactor.remember(key),
    }),
    isSameToken,
    saveSwitch: async (change) => {
      const saved = await workspace.changeSettings(({ gateway }) => ({ gateway: { ...gateway, ...change } }));
      if (!saved.ok) tell("The gateway's switch was not saved")(saved.failure.message);
    },
    inTurn: createSerial(),
  });
}
