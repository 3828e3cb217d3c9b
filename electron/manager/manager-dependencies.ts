import type { Chain } from "#shared/chain.ts";
import type { RunEvent } from "#shared/run.ts";
import type { SavedLimit } from "#shared/saved-limit.ts";
import type { Budgets } from "./budgets.ts";
import type { Catalog, Clock, Ids, ProviderDirectory, Redact, SseReader, Transport } from "./dependencies.ts";
import type { Recorder } from "./recorder.ts";

/** Where run events go: the windows and the storage, in this order of a run, and never waited for but at its end. */
export type RunSink = {
  emit(event: RunEvent): void;
  /** Resolves when everything emitted for this run is on disk, or says in words why it is not. */
  settled(runId: string): Promise<void>;
};

/** A number from 0 (inclusive) to 1 (exclusive); seeded in tests. */
export type Random = () => number;

/** What the host knows of this computer's network (engine.md R4). */
export type HostNetwork = {
  /** True where this computer has no network at all; false also where it is not known. */
  isOffline(): boolean;
};

export type ManagerDependencies = {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly newSseReader: () => SseReader;
  /** Absent where nothing of what is sent and received is kept. */
  readonly recorder?: Recorder;
  readonly providers: ProviderDirectory;
  readonly catalog: Catalog;
  readonly sink: RunSink;
  /** Absent where nothing costs anything: a drill. */
  readonly budgets?: Budgets;
  readonly ids: Ids;
  readonly random: Random;
  readonly redact: Redact;
  readonly network: HostNetwork;
  /** Limits of an earlier start that are not over. */
  readonly savedLimits: readonly SavedLimit[];
  /** Called with all limits that are to survive a restart whenever they changed. Never waited for. */
  readonly saveLimits: (limits: readonly SavedLimit[]) => void;
  /** Now or null, so that a chain renamed or removed meanwhile is seen as it is. */
  readonly chainById: (chainId: string) => Chain | null;
  /** Called after every change of a provider's limit state, so that it can be shown. */
  readonly limitsChanged: (providerId: string) => void;
  /** Something was thrown that should have been a value. */
  readonly reportBug: (error: unknown) => void;
};
