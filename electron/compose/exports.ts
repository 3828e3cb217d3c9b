import type { ExportsPort } from "#electron/bridge/export-port.ts";
import { chainFile } from "#electron/exports/chains/registry.ts";
import { comparisonFile } from "#electron/exports/comparison-file.ts";
import { setupFile } from "#electron/exports/setup-file.ts";
import { spendFile } from "#electron/exports/spend-file.ts";
import type { Clock } from "#electron/manager/dependencies.ts";
import { refuse, succeed } from "#shared/failure.ts";
import { chainFactsOf, type FactsCatalog } from "./chain-facts.ts";

export type ExportsParts = {
  readonly clock: Pick<Clock, "epochMs">;
  readonly version: string;
  readonly catalog: FactsCatalog;
};

const nothingToAsk = "There is nothing to export: no link that could be asked. Add a link first.";

/** What the bridge hands over, with what every file says of itself. */
export function exportsPort({ clock, version, catalog }: ExportsParts): ExportsPort {
  return {
    comparison({ comparison, runs, entry, providerName }, format) {
      const { isPinned, tags, isRenamed } = entry;
      const title = isRenamed ? entry.title.text : null;
      const exportedAtMs = clock.epochMs();
      return comparisonFile({ comparison, runs, title, tags, isPinned, providerName, version, exportedAtMs }, format);
    },
    spend: (asked, format) => spendFile({ ...asked, version, exportedAtMs: clock.epochMs() }, format),
    setup: (setup) => setupFile(setup, clock.epochMs()),
    chains(asked, format) {
      const { facts, lost } = chainFactsOf({ asked, catalog, nowMs: clock.epochMs() });
      if (facts.chains.length === 0 && format !== "json") return refuse("conflict", nothingToAsk);
      return succeed(chainFile(facts, format, lost));
    },
  };
}
