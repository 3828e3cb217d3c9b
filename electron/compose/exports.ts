import type { ExportsPort } from "#electron/bridge/ports.ts";
import { comparisonFile } from "#electron/exports/comparison-file.ts";
import { setupFile } from "#electron/exports/setup-file.ts";
import { spendFile } from "#electron/exports/spend-file.ts";
import type { Clock } from "#electron/manager/dependencies.ts";

export type ExportsParts = { readonly clock: Pick<Clock, "epochMs">; readonly version: string };

/** What the bridge hands over, with what every file says of itself. */
export function exportsPort({ clock, version }: ExportsParts): ExportsPort {
  return {
    comparison({ comparison, runs, entry, providerName }, format) {
      const { isPinned, tags, isRenamed } = entry;
      const title = isRenamed ? entry.title.text : null;
      const exportedAtMs = clock.epochMs();
      return comparisonFile({ comparison, runs, title, tags, isPinned, providerName, version, exportedAtMs }, format);
    },
    spend: (asked, format) => spendFile({ ...asked, version, exportedAtMs: clock.epochMs() }, format),
    setup: (setup) => setupFile(setup, clock.epochMs()),
  };
}
