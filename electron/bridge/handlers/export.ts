import type { Handlers } from "#electron/bridge/router.ts";
import { setupOf, setupOfChains } from "#electron/bridge/setup/setup-of.ts";
import { refuse, succeed } from "#shared/failure.ts";
import type { Provider } from "#shared/model.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { historyHandlers } from "./history.ts";
import { spendHandlers } from "./spend.ts";

type ExportHandlers = Pick<Handlers, "export.comparison" | "export.spend" | "export.setup" | "export.chains">;

/** Files that the window saves or copies: of what the views show. Nothing that holds a key is within their reach. */
export function exportHandlers(dependencies: HandlerDependencies): ExportHandlers {
  const { exports, workspace } = dependencies;
  const history = historyHandlers(dependencies);
  const spend = spendHandlers(dependencies);
  const providerName = (providerId: string) => workspace.provider(providerId)?.provider.name ?? providerId;
  return {
    async "export.comparison"({ comparisonId, format }) {
      const read = await history["history.get"]({ comparisonId });
      return read.ok ? succeed(exports.comparison({ ...read.value, providerName }, format)) : read;
    },
    async "export.spend"({ range, format }) {
      const read = await spend["spend.report"]({ range });
      return read.ok ? succeed(exports.spend({ report: read.value, providerName }, format)) : read;
    },
    "export.setup": async () => succeed(exports.setup(setupOf(workspace))),
    async "export.chains"({ chainIds, format }) {
      const known = workspace.chains();
      const chains = chainIds.flatMap((chainId) => known.find(({ id }) => id === chainId) ?? []);
      if (chains.length < chainIds.length) return refuse("not-found", "This chain is not here any more.");
      const setup = setupOfChains(workspace, chains);
      return exports.chains({ chains, setup, provider: (providerId) => askedProvider(workspace, providerId) }, format);
    },
  };
}

/** A server that may be asked without a key, and has one here, is asked with it by other programs, too. */
function askedProvider(workspace: HandlerDependencies["workspace"], providerId: string): Provider | null {
  const saved = workspace.book.saved(providerId);
  const hasKey = (workspace.provider(providerId)?.key.kind ?? "none") !== "none";
  return saved !== null && hasKey ? { ...saved, keyOptional: false } : saved;
}
