import type { Handlers } from "#electron/bridge/router.ts";
import { setupOf } from "#electron/bridge/setup/setup-of.ts";
import { succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { historyHandlers } from "./history.ts";
import { spendHandlers } from "./spend.ts";

type ExportHandlers = Pick<Handlers, "export.comparison" | "export.spend" | "export.setup">;

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
  };
}
