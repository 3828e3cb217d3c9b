import type { Price } from "#shared/model.ts";

/** Where a price is from and of which day: `built-in price list of 2026-11-20`. */
export function priceOrigin({ source, asOf }: Pick<Price, "source" | "asOf">): string {
  switch (source) {
    case "link":
      return `price on the link as of ${asOf}`;
    case "own":
      return `price that you set on ${asOf}`;
    case "provider list":
      return `provider's price list of ${asOf}`;
    case "override":
      return `built-in price of ${asOf}`;
    case "genai-prices":
      return `built-in price list of ${asOf}`;
  }
}
