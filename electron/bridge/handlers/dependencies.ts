import type { DiagnosticsPort } from "#electron/bridge/diagnostics-port.ts";
import type { EventBatcher } from "#electron/bridge/event-batcher.ts";
import type { ExportsPort } from "#electron/bridge/export-port.ts";
import type { HistoryPort } from "#electron/bridge/history-port.ts";
import type {
  AcceptsPort,
  ArchivePort,
  BudgetsPort,
  CatalogPort,
  ChecksPort,
  DemoPort,
  DiscoveryPort,
  DrillsPort,
  ExchangesPort,
  GatewayPort,
  KeysPort,
  ManagerPort,
  NetworkPort,
  PreferencesPort,
  StorePort,
  TokensPort,
} from "#electron/bridge/ports.ts";
import type { RepeatStorePort, RepeatsPort } from "#electron/bridge/repeats-port.ts";
import type { RoutesPort } from "#electron/bridge/routes-port.ts";
import type { SessionBook } from "#electron/bridge/session-book.ts";
import type { Workspace } from "#electron/bridge/workspace.ts";
import type { Clock, Ids } from "#electron/manager/dependencies.ts";
import type { Random } from "#electron/manager/manager-dependencies.ts";
import type { Capabilities } from "#shared/contract.ts";

/** Everything a handler may reach. */
export type HandlerDependencies = {
  readonly workspace: Workspace;
  readonly store: StorePort & RepeatStorePort;
  readonly keys: KeysPort;
  readonly checks: ChecksPort;
  readonly discovery: DiscoveryPort;
  readonly catalog: CatalogPort & RoutesPort;
  readonly manager: ManagerPort;
  readonly repeats: RepeatsPort;
  readonly demo: DemoPort;
  readonly exchanges: ExchangesPort;
  readonly exports: ExportsPort;
  readonly archive: ArchivePort;
  readonly gateway: GatewayPort;
  readonly history: HistoryPort;
  readonly budgets: BudgetsPort;
  readonly network: NetworkPort;
  readonly preferences: PreferencesPort;
  readonly tokens: TokensPort;
  readonly accepts: AcceptsPort;
  readonly drills: DrillsPort;
  readonly diagnostics: DiagnosticsPort;
  /** Rejects where the system has nothing that opens it. */
  readonly openLink: (url: string) => Promise<void>;
  /** Shows a folder in the system's file manager; undefined where there is none. Rejects where it does not start. */
  readonly openFolder?: ((folder: string) => Promise<void>) | undefined;
  readonly batcher: EventBatcher;
  readonly clock: Pick<Clock, "epochMs">;
  readonly ids: Ids;
  readonly random: Random;
  readonly capabilities: Capabilities;
  /** Spans of spend; what is sent belongs to the current one. */
  readonly sessions: SessionBook;
};
