import type { EventBatcher } from "#electron/bridge/event-batcher.ts";
import type { Workspace } from "#electron/bridge/workspace.ts";
import { newSseReader } from "#electron/http/sse-reader.ts";
import type { Redactor } from "#electron/keys/redactor.ts";
import type { Log } from "#electron/log/log.ts";
import type { Budgets } from "#electron/manager/budgets.ts";
import type { ManagerDependencies } from "#electron/manager/manager-dependencies.ts";
import type { Recorder } from "#electron/manager/recorder.ts";
import type { Store } from "#electron/storage/store.ts";
import { systemClock, systemIds } from "#electron/system.ts";
import { loggedSink } from "./log.ts";
import { createRunSink, type RunSinkParts } from "./run-sink.ts";

export type EngineParts = Pick<ManagerDependencies, "catalog" | "transport" | "network" | "savedLimits"> & {
  readonly recorder: Recorder;
  readonly budgets: Budgets;
  readonly store: Store;
  readonly redactor: Redactor;
  readonly log: Pick<Log, "bug" | "note">;
  readonly batcher: EventBatcher;
  readonly directory: ManagerDependencies["providers"];
};

/** Parts that the engine asks only once it runs, because they ask the engine, too. */
export type LateParts = { readonly workspace: () => Workspace; readonly gateway: RunSinkParts["gateway"] };

/** What the engine needs of the world, on this computer's own clocks. */
export function engineParts(parts: EngineParts, { workspace, gateway }: LateParts): ManagerDependencies {
  const { catalog, transport, recorder, budgets, network, savedLimits, store, batcher, directory } = parts;
  const { redact } = parts.redactor;
  return {
    clock: systemClock,
    transport,
    recorder,
    budgets,
    newSseReader,
    providers: directory,
    catalog,
    sink: loggedSink(createRunSink({ batcher, store, gateway }), parts.log),
    ids: systemIds,
    random: Math.random,
    redact,
    network,
    savedLimits,
    saveLimits: (limits) => store.saveLimits(limits),
    chainById: (chainId) =>
      workspace()
        .chains()
        .find((chain) => chain.id === chainId) ?? null,
    limitsChanged: (providerId) => workspace().tellProvider(providerId),
    reportBug: (error) => parts.log.bug("host", error),
  };
}
