import type { Link } from "#shared/chain.ts";
import type { Price, Provider } from "#shared/model.ts";

/**
 * The prices of the other models that OpenRouter may answer a request with, by model id, frozen at its start
 * (engine.md R22). Empty where the link lists none: then whatever served is billed as the model that was asked.
 */
export type OtherPrices = ReadonlyMap<string, Price | null>;

export function otherPrices(
  { link, provider }: { readonly link: Link; readonly provider: Provider },
  priceOf: (modelId: string) => Price | null,
): OtherPrices {
  const listed = provider.kind === "openrouter" ? (link.models ?? []) : [];
  const others = listed.filter((modelId) => modelId !== link.modelId);
  return new Map(others.map((modelId) => [modelId, priceOf(modelId)]));
}

export type Serving = {
  readonly asked: string;
  /** What the provider says served; null where it says nothing. */
  readonly served: string | null;
  readonly askedPrice: Price | null;
  readonly others: OtherPrices;
};

/**
 * The price of the model that served. A provider may name a dated snapshot of what was asked. One that is neither
 * asked nor listed is unknown, never billed as another.
 */
export function servedPrice({ asked, served, askedPrice, others }: Serving): Price | null {
  if (others.size === 0 || served === null || served === asked) return askedPrice;
  const listed = others.get(served);
  if (listed !== undefined) return listed;
  if (bare(served) === bare(asked)) return askedPrice;
  const similar = [...others].find(([modelId]) => bare(modelId) === bare(served));
  return similar?.[1] ?? null;
}

/** Without the day of a snapshot and without OpenRouter's suffix, as in `openai/gpt-5-mini-2025-08-07:nitro`. */
function bare(modelId: string): string {
  return modelId.replace(/:[a-z]+$/, "").replace(/-(?:\d{4}-\d{2}-\d{2}|\d{8}|latest)$/, "");
}
