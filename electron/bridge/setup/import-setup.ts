import type { EventBatcher } from "#electron/bridge/event-batcher.ts";
import type { BudgetsPort, CatalogPort, PreferencesPort } from "#electron/bridge/ports.ts";
import type { Workspace } from "#electron/bridge/workspace.ts";
import type { Ids } from "#electron/manager/dependencies.ts";
import { mostChains } from "#shared/check-chain.ts";
import { mostColumnSets } from "#shared/check-column-set.ts";
import { checkOwnPrices } from "#shared/check-own-price.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { SetupChoices, SetupResult } from "#shared/setup.ts";
import type { Draft, Here, Planned } from "./draft.ts";
import { applyPlan } from "./plan-setup.ts";

/** Whom an import concerns. */
export type SetupTools = {
  readonly workspace: Workspace;
  readonly ids: Ids;
  readonly preferences: PreferencesPort;
  readonly budgets: Pick<BudgetsPort, "tellAll">;
  readonly catalog: Pick<CatalogPort, "list">;
  readonly batcher: Pick<EventBatcher, "emit">;
};

/** What is here, as an import begins with it. */
export function hereOf({ workspace, ids }: Pick<SetupTools, "workspace" | "ids">): Here {
  const { book } = workspace;
  return {
    providers: workspace.providers().flatMap(({ provider }) => book.saved(provider.id) ?? []),
    chains: workspace.chains(),
    columnSets: workspace.columnSets(),
    ownPrices: workspace.ownPrices(),
    settings: workspace.settings(),
    providerIds: new Map(),
    chainIds: new Map(),
    isBuiltIn: book.isBuiltIn,
    nextId: ids.next,
  };
}

/** What is to be done, made when nobody else changes anything. */
export type SetupImport = {
  readonly plan: (here: Here) => Answer<{ readonly start: Here; readonly planned: readonly Planned[] }>;
  readonly choices: SetupChoices;
};

/** Does it, all of it or nothing; what is in force follows from it at once. */
export async function importSetup(tools: SetupTools, { plan, choices }: SetupImport): Promise<Answer<SetupResult>> {
  const { workspace, preferences, budgets, catalog, batcher } = tools;
  let result: SetupResult = { added: 0, replaced: 0, kept: 0, refused: 0 };
  const saved = await workspace.changeSetup(() => {
    const made = plan(hereOf(tools));
    if (!made.ok) return made;
    const applied = applyPlan(made.value.planned, made.value.start, choices);
    const problem = checkSizes(applied.draft);
    if (problem !== null) return refuse("conflict", problem);
    result = applied.result;
    const { providers, chains, columnSets, ownPrices, settings } = applied.draft;
    return succeed({ providers, chains, columnSets, ownPrices, settings });
  });
  if (!saved.ok) return saved;
  preferences.apply(workspace.settings());
  budgets.tellAll();
  // A list shows the price that is in force now.
  for (const { provider } of workspace.providers()) batcher.emit({ topic: "models", list: catalog.list(provider.id) });
  return succeed(result);
}

function checkSizes({ chains, columnSets, ownPrices }: Draft): string | null {
  if (chains.length > mostChains) return `There would be more than ${mostChains} chains. Take fewer of them.`;
  if (columnSets.length > mostColumnSets) return `There would be more than ${mostColumnSets} sets. Take fewer of them.`;
  return checkOwnPrices(ownPrices);
}
