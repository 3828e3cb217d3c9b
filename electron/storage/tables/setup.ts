import type { Database } from "#electron/storage/sqlite.ts";
import { saveChains } from "#electron/storage/tables/chains.ts";
import { saveColumnSets } from "#electron/storage/tables/column-sets.ts";
import { saveOwnPrices } from "#electron/storage/tables/own-prices.ts";
import { saveProvider } from "#electron/storage/tables/providers.ts";
import { saveSettings } from "#electron/storage/tables/settings.ts";
import type { Setup } from "#electron/storage/worker-protocol.ts";

/** Call it in a transaction: an import is done wholly or not at all. */
export function saveSetup(database: Database, { providers, chains, columnSets, ownPrices, settings }: Setup): void {
  for (const provider of providers) saveProvider(database, provider);
  saveChains(database, chains);
  saveColumnSets(database, columnSets);
  saveOwnPrices(database, ownPrices);
  saveSettings(database, settings);
}
