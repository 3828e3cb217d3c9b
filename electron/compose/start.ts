import type { WorkspaceStart } from "#electron/bridge/workspace.ts";
import type { EnvironmentReading } from "#electron/keys/environment.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import type { Loaded } from "#electron/storage/worker-protocol.ts";
import { systemIds } from "#electron/system.ts";
import type { Notice } from "#shared/contract.ts";
import { environmentFacts } from "./keys.ts";

type Read = { readonly environment: EnvironmentReading; readonly loaded: Loaded };

/** What was on disk and in the environment, as the workspace begins with it. */
export function startOf({ environment, loaded }: Read): WorkspaceStart {
  const notices: Notice[] = [...environment.problems, ...loaded.problems].map((body) => ({
    id: systemIds.next(),
    tone: "warning",
    title: "Noticed at the start",
    body,
  }));
  if (loaded.restored !== undefined) {
    notices.unshift({ id: systemIds.next(), tone: "danger", title: "A backup was restored", body: loaded.restored });
  }
  return {
    settings: loaded.settings,
    chains: loaded.chains,
    columnSets: loaded.columnSets,
    ownPrices: loaded.ownPrices,
    builtInProviders,
    storedProviders: loaded.providers.map(({ provider }) => provider),
    keyRecords: loaded.providers.flatMap(({ provider, keyRecords }) =>
      keyRecords.map((record) => ({ ...record, providerId: provider.id })),
    ),
    environment: environmentFacts(environment),
    notices,
  };
}
