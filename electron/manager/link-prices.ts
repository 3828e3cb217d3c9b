import type { Link } from "#shared/chain.ts";
import { priceOfLink } from "#shared/cost.ts";
import type { Price, Provider } from "#shared/model.ts";
import type { Engine } from "./engine.ts";
import { type OtherPrices, otherPrices } from "./served-price.ts";

/** Every price that an attempt at a link may be billed by. */
export type LinkPrices = {
  /** Of the model that is asked, or the link's own; null where unknown. */
  readonly asked: Price | null;
  /** Of the models that may answer in its place. */
  readonly others: OtherPrices;
};

/** Frozen at the start of an attempt: a later change of prices does not change what was paid. */
export function pricesNow({ clock, catalog }: Pick<Engine, "clock" | "catalog">, link: Link, provider: Provider) {
  const nowEpochMs = clock.epochMs();
  const asOf = new Date(nowEpochMs).toISOString().slice(0, 10);
  const priceOf = (modelId: string) => catalog.price(link.provider, modelId, nowEpochMs);
  return {
    asked: priceOfLink(link, priceOf(link.modelId), asOf),
    others: otherPrices({ link, provider }, priceOf),
  } satisfies LinkPrices;
}
