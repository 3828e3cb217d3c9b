import type { Workspace } from "#electron/bridge/workspace.ts";
import type { Chain } from "#shared/chain.ts";
import type { Provider } from "#shared/model.ts";
import type { Settings } from "#shared/settings.ts";
import { type SetupFile, type SetupSettings, setupFormat, setupVersion } from "#shared/setup.ts";

/** What belongs to the user, as it is now. The fields stand in one order, so that the same setup is the same file. */
export function setupOf(workspace: Workspace): SetupFile {
  return {
    format: setupFormat,
    version: setupVersion,
    providers: setupProviders(workspace),
    chains: workspace.chains(),
    columnSets: workspace.columnSets(),
    ownPrices: workspace.ownPrices(),
    settings: setupSettings(workspace.settings()),
  };
}

/** These chains with the providers and own prices that they need, and nothing else of the user's. */
export function setupOfChains(workspace: Workspace, chains: readonly Chain[]): SetupFile {
  const models = chains.flatMap(({ links }) =>
    links.flatMap(({ provider, modelId, models = [] }) => [modelId, ...models].map((one) => `${provider} ${one}`)),
  );
  const providerIds = new Set(chains.flatMap(({ links }) => links.map(({ provider }) => provider)));
  return {
    format: setupFormat,
    version: setupVersion,
    providers: setupProviders(workspace).filter(({ id }) => providerIds.has(id)),
    chains,
    columnSets: [],
    ownPrices: workspace.ownPrices().filter((one) => models.includes(`${one.providerId} ${one.modelId}`)),
    settings: {},
  };
}

/** As saved, without what the environment puts over it; built-in ones only where they were changed. */
function setupProviders({ providers, book }: Workspace): readonly Provider[] {
  return providers().flatMap(({ provider: { id } }) => {
    const saved = book.saved(id);
    if (saved === null || book.isAsItCame(id)) return [];
    const { name, kind, baseUrl, keyOptional } = saved;
    return [{ id, name, kind, baseUrl, keyOptional }];
  });
}

/** Field by field: what is new in the settings is not in a file until somebody decided so. */
export function setupSettings(settings: Settings): SetupSettings {
  const { theme, density, sendWith, parallelRequests, proxy, budgets, gateway } = settings;
  const { saveTexts, hiddenChainIds, directModels } = gateway;
  return {
    theme,
    density,
    sendWith,
    parallelRequests,
    proxy,
    budgets,
    gateway: { saveTexts, hiddenChainIds, directModels },
  };
}
