import type { Handlers } from "#electron/bridge/router.ts";
import type { Draft, Here, Planned } from "#electron/bridge/setup/draft.ts";
import { applyPlan, planSetup } from "#electron/bridge/setup/plan-setup.ts";
import { readSetup } from "#electron/bridge/setup/read-setup.ts";
import type { SetupFrame } from "#electron/bridge/setup/setup-schema.ts";
import { mostChains } from "#shared/check-chain.ts";
import { mostColumnSets } from "#shared/check-column-set.ts";
import { checkOwnPrices } from "#shared/check-own-price.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { SetupChoices, SetupItem, SetupResult } from "#shared/setup.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type ImportHandlers = Pick<Handlers, "import.preview" | "import.apply">;

/** What the last preview was of. What is applied is this and no file: a file may have changed since. */
type Held = { readonly previewId: string; readonly frame: SetupFrame; readonly items: readonly SetupItem[] };

/** A file of chains and settings: looked at first, then done, all of it or nothing. */
export function importHandlers(dependencies: HandlerDependencies): ImportHandlers {
  const { ids } = dependencies;
  let held: Held | null = null;
  return {
    async "import.preview"({ text }) {
      const read = readSetup(text);
      if (!read.ok) return read;
      const items = itemsOf(planSetup(read.value, hereOf(dependencies)));
      held = { previewId: ids.next(), frame: read.value, items };
      return succeed({ previewId: held.previewId, items });
    },
    async "import.apply"({ previewId, choices }) {
      if (held?.previewId !== previewId) return refuse("not-found", "This preview is over. Open the file again.");
      const applied = await applyHeld(dependencies, held, choices);
      if (applied.ok) held = null;
      return applied;
    },
  };
}

function itemsOf(planned: readonly Planned[]): readonly SetupItem[] {
  return planned.map(({ item }) => item);
}

function hereOf({ workspace, ids }: HandlerDependencies): Here {
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

async function applyHeld(
  dependencies: HandlerDependencies,
  { frame, items }: Held,
  choices: SetupChoices,
): Promise<Answer<SetupResult>> {
  const { workspace, preferences, budgets, catalog, batcher } = dependencies;
  let result: SetupResult | null = null;
  const saved = await workspace.changeSetup(() => {
    const here = hereOf(dependencies);
    const planned = planSetup(frame, here);
    // What the user saw and chose must be what is done.
    if (JSON.stringify(itemsOf(planned)) !== JSON.stringify(items)) {
      return refuse("conflict", "Something changed here since the preview. Open the file again.");
    }
    const applied = applyPlan(planned, here, choices);
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
  return succeed(result ?? { added: 0, replaced: 0, kept: 0, refused: 0 });
}

function checkSizes({ chains, columnSets, ownPrices }: Draft): string | null {
  if (chains.length > mostChains) return `There would be more than ${mostChains} chains. Take fewer of them.`;
  if (columnSets.length > mostColumnSets) return `There would be more than ${mostColumnSets} sets. Take fewer of them.`;
  return checkOwnPrices(ownPrices);
}
