import type { Link } from "#shared/chain.ts";
import type { Price, Provider } from "#shared/model.ts";
import { servedModel } from "#shared/served-model.ts";

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

/** The price of the model that served. One that is neither asked nor listed is unknown, never billed as another. */
export function servedPrice({ asked, served, askedPrice, others }: Serving): Price | null {
  const model = servedModel({ modelId: asked, models: [...others.keys()] }, served);
  if (model === asked) return askedPrice;
  return model === null ? null : (others.get(model) ?? null);
}
