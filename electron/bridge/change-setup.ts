import type { Chain } from "#shared/chain.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import { type Answer, succeed } from "#shared/failure.ts";
import type { Provider } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import type { Settings } from "#shared/settings.ts";
import type { KeptList } from "./kept-list.ts";
import { notSaved } from "./not-saved.ts";
import { originOf } from "./origin.ts";
import type { SetupChange, StorePort } from "./ports.ts";
import type { ProviderBook } from "./provider-book.ts";
import type { Serial } from "./serial.ts";

export type SetupParts = {
  readonly store: Pick<StorePort, "saveSetup">;
  readonly providerTurns: Serial;
  readonly book: Pick<ProviderBook, "saved" | "put" | "setTest">;
  readonly tellProvider: (providerId: string) => void;
  readonly chains: KeptList<Chain>;
  readonly columnSets: KeptList<ColumnSet>;
  readonly ownPrices: KeptList<OwnPrice>;
  /** Keeps the settings' turn; `put` takes what is saved by then. */
  readonly holdSettings: <R>(work: (put: (settings: Settings) => void) => Promise<R>) => Promise<R>;
};

/**
 * Changes everything at once, or nothing: it waits until nobody else changes any of it, saves it in one piece, and
 * only then it counts and is told.
 */
export function createSetupChange(parts: SetupParts) {
  const { store, providerTurns, book, tellProvider, chains, columnSets, ownPrices, holdSettings } = parts;
  return (make: () => Answer<SetupChange>): Promise<Answer<null>> =>
    providerTurns(() =>
      chains.hold((putChains) =>
        columnSets.hold((putSets) =>
          ownPrices.hold((putPrices) =>
            holdSettings(async (putSettings) => {
              const made = make();
              if (!made.ok) return made;
              const setup = made.value;
              const providers = setup.providers.filter((one) => one !== book.saved(one.id));
              const saved = await store.saveSetup({ ...setup, providers });
              if (!saved.ok) return notSaved(saved);
              for (const provider of providers) putProvider(book, provider);
              putPrices(setup.ownPrices);
              for (const { id } of providers) tellProvider(id);
              putChains(setup.chains);
              putSets(setup.columnSets);
              putSettings(setup.settings);
              return succeed(null);
            }),
          ),
        ),
      ),
    );
}

function putProvider(book: SetupParts["book"], provider: Provider): void {
  const before = book.saved(provider.id);
  // A test spoke of another address and another key.
  if (before !== null && originOf(before.baseUrl) !== originOf(provider.baseUrl)) book.setTest(provider.id, null);
  book.put(provider);
}
