import { createHandlers } from "#electron/bridge/create-handlers.ts";
import type { HandlerDependencies } from "#electron/bridge/handlers/dependencies.ts";
import { createRouter, type Router } from "#electron/bridge/router.ts";
import { capabilitiesOf, type HostFacts } from "#electron/host-capabilities.ts";
import type { ClosableTransport } from "#electron/http/undici-transport.ts";
import type { Log } from "#electron/log/log.ts";
import type { ProviderDirectory, Redact } from "#electron/manager/dependencies.ts";
import type { ModelManager } from "#electron/manager/model-manager.ts";
import { acceptedOverrides } from "#electron/providers/accepted-overrides.ts";
import { createDiscovery } from "#electron/providers/compatible/discovery.ts";
import { createProviderChecks } from "#electron/providers/provider-checks.ts";
import type { Store } from "#electron/storage/store.ts";
import { systemClock } from "#electron/system.ts";
import type { JoinedBudgets } from "./budgets.ts";
import type { ExchangeRecorder } from "./exchange-recorder.ts";
import { exportsPort } from "./exports.ts";
import { checksPort, exchangesPort, managerPort, preferencesPort } from "./ports.ts";

/** What is made here of the parts below; the other dependencies fit as they are. */
type Made =
  | "checks"
  | "discovery"
  | "manager"
  | "exchanges"
  | "exports"
  | "accepts"
  | "budgets"
  | "preferences"
  | "random";

export type RouterJoin = Omit<HandlerDependencies, Made | "openLink" | "openFolder" | "capabilities"> & {
  readonly options: HostFacts & Pick<HandlerDependencies, "openLink" | "openFolder">;
  readonly redact: Redact;
  readonly log: Pick<Log, "bug" | "note">;
  readonly disk: Pick<Store, "exchange">;
  readonly directory: ProviderDirectory;
  readonly transport: ClosableTransport;
  readonly manager: ModelManager;
  readonly budgets: JoinedBudgets;
  readonly recorder: ExchangeRecorder;
  readonly isClosing: () => boolean;
};

/** What a window may ask, over everything that is joined by now. */
export function joinRouter(join: RouterJoin): Router {
  const { options, redact, directory, transport, manager } = join;
  const handlers = createHandlers({
    ...join,
    checks: checksPort(createProviderChecks({ directory, transport, clock: systemClock, redact })),
    discovery: createDiscovery({ transport, clock: systemClock }),
    manager: managerPort(manager, join.isClosing),
    exchanges: exchangesPort(join.recorder, join.disk),
    random: Math.random,
    exports: exportsPort({ clock: systemClock, version: options.version, catalog: join.catalog }),
    accepts: { of: acceptedOverrides },
    budgets: join.budgets.port,
    preferences: preferencesPort(transport, manager),
    openLink: options.openLink,
    openFolder: options.openFolder,
    capabilities: capabilitiesOf(options),
  });
  return createRouter({
    handlers,
    onBug: ({ method, error }) => join.log.bug("bridge", error, method),
    onRefused: ({ code, method }) => {
      const detail = { code, method };
      join.log.note({ level: "warning", area: "bridge", message: "A request of a window was refused", detail });
    },
  });
}
