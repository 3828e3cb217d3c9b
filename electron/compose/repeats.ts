import type { EventBatcher } from "#electron/bridge/event-batcher.ts";
import { readUnended } from "#electron/bridge/handlers/repeat-states.ts";
import type { BudgetsPort, StorePort } from "#electron/bridge/ports.ts";
import type { RepeatStorePort } from "#electron/bridge/repeats-port.ts";
import type { SessionBook } from "#electron/bridge/session-book.ts";
import type { Workspace } from "#electron/bridge/workspace.ts";
import type { Log } from "#electron/log/log.ts";
import type { Catalog } from "#electron/manager/dependencies.ts";
import type { ModelManager } from "#electron/manager/model-manager.ts";
import { createRepeats, type Repeats } from "#electron/manager/repeat/repeats.ts";
import type { Store } from "#electron/storage/store.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import { done, managerPort } from "./ports.ts";

export type RepeatsJoin = {
  readonly manager: ModelManager;
  readonly catalog: Catalog;
  readonly workspace: Workspace;
  readonly sessions: SessionBook;
  readonly budgets: { readonly port: BudgetsPort };
  readonly batcher: Pick<EventBatcher, "emit">;
  readonly store: Pick<Store, "saveRepeat" | "settled">;
  readonly log: Pick<Log, "bug">;
};

/** Repeated comparisons over the engine, the budgets and the disk. */
export function joinRepeats(join: RepeatsJoin): Repeats {
  const { manager, catalog, workspace, sessions, budgets, batcher, store, log } = join;
  const chainById = (chainId: string) => workspace.chains().find((chain) => chain.id === chainId) ?? null;
  const providerById = (providerId: string) => workspace.provider(providerId)?.provider ?? null;
  const pricing = { clock: systemClock, catalog, chainById, providerById };
  return createRepeats({
    clock: systemClock,
    ids: systemIds,
    reportBug: (error) => log.bug("host", error),
    manager,
    pacer: manager.pacer,
    pricing,
    budgets: () => ({
      states: budgets.port.states(),
      hardStop: workspace.settings().budgets.hardStop,
      allowedUnknown: budgets.port.allowedUnknown(),
    }),
    parallelRequests: () => workspace.settings().parallelRequests,
    sessionId: () => sessions.current().id,
    save: (state) => done(store.saveRepeat(state)),
    settled: (runId) => store.settled(runId),
    tell: (repeat) => batcher.emit({ topic: "repeat", repeat }),
  });
}

type Reading = Pick<RepeatsJoin, "manager" | "workspace" | "batcher" | "log"> & {
  readonly store: StorePort & RepeatStorePort;
  readonly repeats: Repeats;
};

/** What an earlier start left unended becomes known while the windows open: it may be long. */
export function tellUnended({ manager, workspace, batcher, store, repeats, log }: Reading): void {
  const reading = { workspace, store, repeats, manager: managerPort(manager, () => false) };
  readUnended(reading, (repeat) => batcher.emit({ topic: "repeat", repeat })).catch((error: unknown) =>
    log.bug("host", error),
  );
}
