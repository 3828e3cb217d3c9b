import type { EventBatcher } from "#electron/bridge/event-batcher.ts";
import { createSerial } from "#electron/bridge/serial.ts";
import type { SessionBook } from "#electron/bridge/session-book.ts";
import { isSameToken, newToken } from "#electron/bridge/token.ts";
import type { Workspace } from "#electron/bridge/workspace.ts";
import { createGateway, type Gateway } from "#electron/gateway/gateway.ts";
import { createGatewayKey, readToken, tokenVariable } from "#electron/gateway/gateway-key.ts";
import type { KeyStore } from "#electron/keys/key-store.ts";
import type { Redactor } from "#electron/keys/redactor.ts";
import type { Log } from "#electron/log/log.ts";
import type { ModelManager } from "#electron/manager/model-manager.ts";
import type { ModelCatalog } from "#electron/providers/catalog/catalog.ts";
import type { Store } from "#electron/storage/store.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import { messageOf } from "#shared/failure.ts";
import { mostGatewayRequests } from "#shared/gateway.ts";
import { localMidnight } from "#shared/local-day.ts";

export type GatewayJoin = {
  readonly batcher: EventBatcher;
  readonly sessions: Pick<SessionBook, "current">;
  readonly workspace: Workspace;
  readonly catalog: ModelCatalog;
  readonly manager: ModelManager;
  readonly store: Pick<Store, "saveRequest" | "requests" | "appendRunEvents">;
  readonly keys: KeyStore;
  readonly redactor: Redactor;
  readonly log: Pick<Log, "bug">;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isClosing: () => boolean;
};

/** The gateway over the parts of this program. */
export async function joinGateway(join: GatewayJoin): Promise<Gateway> {
  const { batcher, workspace, catalog, manager, store, keys, redactor, isClosing } = join;
  const { token, problem } = readToken(join.env[tokenVariable]);
  if (problem !== null) workspace.notify({ tone: "warning", title: "Noticed at the start", body: problem });
  const tell = (title: string) => (error: unknown) =>
    workspace.notify({ tone: "danger", title, body: redactor.redact(messageOf(error)) });
  const past = await pastRequests(join, tell("Earlier requests of programs could not be read"));
  return createGateway({
    sessionId: () => join.sessions.current().id,
    emit: (event) => batcher.emit(event),
    reportBug: (error) => join.log.bug("gateway", error),
    clock: systemClock,
    ids: systemIds,
    serving: {
      settings: workspace.settings,
      chains: workspace.chains,
      providers: workspace.providers,
      modelLists: catalog.lists,
    },
    startRun: (request) => (isClosing() ? null : manager.startRun(request)),
    record: (request) => {
      store.saveRequest(request).catch(tell("A program's request was not recorded"));
    },
    keep: store.appendRunEvents,
    key: createGatewayKey({
      place: keys,
      fromEnvironment: token,
      newToken,
      remember: (key) => redactor.remember(key),
    }),
    isSameToken,
    past,
    saveSwitch: async (change) => {
      const saved = await workspace.changeSettings(({ gateway }) => ({ gateway: { ...gateway, ...change } }));
      if (!saved.ok) tell("The gateway's switch was not saved")(saved.failure.message);
    },
    inTurn: createSerial(),
  });
}

/** Of today, so that a restart does not empty the list. */
async function pastRequests({ store }: GatewayJoin, onFailure: (error: unknown) => void) {
  try {
    return await store.requests({ sinceMs: localMidnight(systemClock.epochMs()), most: mostGatewayRequests });
  } catch (error) {
    onFailure(error);
    return [];
  }
}
