import type { Price } from "#shared/model.ts";

const priceSources: Readonly<Record<Price["source"], string>> = {
  link: "price set on the link",
  own: "price set by you",
  "provider list": "provider's price list",
  override: "built-in price",
  "genai-prices": "built-in price list",
};

/** Where a price is from and of which day: `built-in price list of 2026-11-20`. */
export function priceOrigin({ source, asOf }: Pick<Price, "source" | "asOf">): string {
  return `${priceSources[source]} of ${asOf}`;
}
