import type { Catalog, ModelFacts } from "#electron/manager/dependencies.ts";
import { anthropicCapabilities } from "#electron/providers/anthropic-messages/capabilities.ts";
import { reasons, takesImages, takesImageUrls } from "#electron/providers/capabilities.ts";
import { serverOf } from "#electron/providers/compatible/recognise.ts";
import { chatCapabilities } from "#electron/providers/openai-shape/capabilities.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import { thinksAt } from "#electron/providers/thinks-at.ts";
import type { ModelInfo, ModelList, ModelRef, Price, Provider, ProviderKind } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import type { Effort } from "#shared/prompt.ts";
import { bundledLists, freePrice } from "./bundled-models.ts";
import { genaiPrice, vendorOfUrl } from "./genai-prices.ts";
import { overridePrice } from "./override-price.ts";
import { ownPriceOf, unlistedModels } from "./own-prices.ts";
import { type KnownRoute, routesOf } from "./routes.ts";

export type CatalogOptions = {
  /** All providers as they are now; the built-in ones alone where it is left out. */
  readonly providers?: () => readonly Provider[];
  /** Prices that the user set, as they are now; none where it is left out. */
  readonly ownPrices?: () => readonly OwnPrice[];
  /** Epoch ms that lists are priced at; the system clock where it is left out. */
  readonly epochMs?: () => number;
};

/** The catalog of the engine, and the model lists of the window. */
export type ModelCatalog = Catalog & {
  /** Replaces what was known of a provider's models. */
  setList(list: ModelList): void;
  /** The fetched list, else the bundled one, else an empty one; gaps filled from what else is known. */
  list(providerId: string): ModelList;
  lists(): ModelList[];
  /** Every endpoint that is known to serve this model, itself first; none where it has no such provider. */
  routes(model: ModelRef): readonly KnownRoute[];
};

const vendorOfKind: Readonly<Record<Exclude<ProviderKind, "openai-compatible">, string>> = {
  openrouter: "openrouter",
  openai: "openai",
  anthropic: "anthropic",
  google: "google",
};

export function createCatalog(options: CatalogOptions = {}): ModelCatalog {
  const { providers = () => builtInProviders, ownPrices = () => [], epochMs = Date.now } = options;
  const bundled = new Map(bundledLists.map((list) => [list.providerId, indexed(list)]));
  const fetched = new Map<string, Indexed>();

  const providerOf = (id: string) =>
    [...providers(), ...builtInProviders].find((provider) => provider.id === id) ?? null;
  const entryOf = (providerId: string, modelId: string): ModelInfo | null => {
    const own = fetched.get(providerId)?.byId.get(modelId);
    const shipped = bundled.get(providerId)?.byId.get(modelId);
    return own === undefined ? (shipped ?? null) : filled(own, shipped);
  };
  const price = (providerId: string, modelId: string, atEpochMs: number): Price | null => {
    const own = ownPriceOf(ownPrices(), { providerId, modelId });
    if (own !== null) return own;
    // A bundled price counts only until the provider's own list is there: what that no longer names may cost more.
    const listed = (fetched.get(providerId) ?? bundled.get(providerId))?.byId.get(modelId)?.price;
    if (listed) return listed;
    const isListed = fetched.get(providerId)?.byId.has(modelId) === true;
    return unlistedPrice(providerOf(providerId), { modelId, atEpochMs, isListed });
  };
  const list = (providerId: string): ModelList => {
    const known = (fetched.get(providerId) ?? bundled.get(providerId))?.list ?? emptyList(providerId);
    const own = ownPrices().filter((one) => one.providerId === providerId);
    const now = epochMs();
    const kind = providerOf(providerId)?.kind ?? "openai-compatible";
    const models = [...known.models, ...unlistedModels(own, known.models)].map((model) => {
      const whole = entryOf(providerId, model.modelId) ?? model;
      const priced = price(providerId, model.modelId, now);
      const isFree = priced?.source === "own" ? isNothing(priced) : whole.isFree;
      return { ...whole, price: priced, isFree, ...abilitiesOf(kind, whole) };
    });
    return { ...known, models };
  };
  const lists = (): ModelList[] => {
    const priced = ownPrices().map((own) => own.providerId);
    return [...new Set([...bundled.keys(), ...fetched.keys(), ...priced])].map(list);
  };
  return {
    nameOf: (providerId, modelId) => entryOf(providerId, modelId)?.name ?? modelId,
    facts: (providerId, modelId, effort) => {
      const entry = entryOf(providerId, modelId);
      return factsAt(providerOf(providerId), { modelId, entry, ...(effort && { effort }) });
    },
    price,
    setList: (next) => void fetched.set(next.providerId, indexed(next)),
    list,
    lists,
    routes: (model) => routesOf(model, { providers: providers(), lists: lists() }),
  };
}

function emptyList(providerId: string): ModelList {
  return { providerId, source: "bundled", fetchedAtMs: null, models: [] };
}

function isNothing({ inputUsd, outputUsd }: Price): boolean {
  return inputUsd === 0 && outputUsd === 0;
}

type Indexed = { readonly list: ModelList; readonly byId: ReadonlyMap<string, ModelInfo> };

function indexed(list: ModelList): Indexed {
  return { list, byId: new Map(list.models.map((model) => [model.modelId, model])) };
}

/** OpenAI's list names ids and nothing else; what ships with the program fills the gaps. */
function filled(own: ModelInfo, shipped: ModelInfo | undefined): ModelInfo {
  if (shipped === undefined) return own;
  return {
    ...own,
    name: own.name === own.modelId ? shipped.name : own.name,
    contextTokens: own.contextTokens ?? shipped.contextTokens,
    maxOutputTokens: own.maxOutputTokens ?? shipped.maxOutputTokens,
  };
}

/** What a list says of a model before what is known of its family. */
function abilitiesOf(kind: ProviderKind, model: ModelInfo) {
  const images = model.takesImages ?? takesImages(model.modelId);
  return {
    refusesTemperature: refusesTemperature(kind, model.modelId),
    reasons: model.reasons ?? reasons(kind, model.modelId),
    ...(images !== null && { takesImages: images }),
  };
}

/** Whether a temperature is left out of this model's requests. */
function refusesTemperature(kind: ProviderKind, modelId: string): boolean {
  if (kind === "anthropic") return !anthropicCapabilities(modelId).temperature;
  return kind !== "google" && !chatCapabilities(kind, modelId).temperature;
}

type Asked = { readonly modelId: string; readonly entry: ModelInfo | null; readonly effort?: Effort };

function factsAt(provider: Provider | null, { modelId, entry, effort }: Asked): ModelFacts {
  const facts = factsOf(provider, modelId, entry);
  if (provider === null || effort === undefined) return facts;
  // Only OpenRouter's list says so, and of thinking that no effort turns off.
  return { ...facts, reasons: entry?.reasons === true || thinksAt(provider, modelId, effort) };
}

function factsOf(provider: Provider | null, modelId: string, entry: ModelInfo | null): ModelFacts {
  const kind = provider?.kind ?? "openai-compatible";
  return {
    contextTokens: entry?.contextTokens ?? null,
    reasons: entry?.reasons ?? reasons(kind, modelId),
    isFree: entry?.isFree === true || isFreeVariant(kind, modelId),
    takesImages: entry?.takesImages ?? takesImages(modelId),
    takesImageUrls: (provider && serverOf(provider)?.fetchesImages) ?? takesImageUrls(kind, modelId),
    takesTools: entry?.takesTools ?? null,
  };
}

function isFreeVariant(kind: ProviderKind, modelId: string): boolean {
  return kind === "openrouter" && modelId.endsWith(":free");
}

type Unlisted = { readonly modelId: string; readonly atEpochMs: number; readonly isListed: boolean };

/**
 * OpenRouter prices all that it lists. What it does not price by tokens alone has a fee for each request, or one that
 * varies, and no other table says so.
 */
function unlistedPrice(provider: Provider | null, { modelId, atEpochMs, isListed }: Unlisted): Price | null {
  const isPricedOtherwise = isListed && provider?.kind === "openrouter" && !isFreeVariant(provider.kind, modelId);
  return isPricedOtherwise ? null : knownPrice(provider, modelId, atEpochMs);
}

/** Beyond the provider's own list: our dated table, then genai-prices, then nothing (engine.md R22). */
function knownPrice(provider: Provider | null, modelId: string, atEpochMs: number): Price | null {
  if (provider === null) return null;
  if (isFreeVariant(provider.kind, modelId)) return freePrice;
  const vendor = provider.kind === "openai-compatible" ? vendorOfUrl(provider.baseUrl) : vendorOfKind[provider.kind];
  if (vendor === null) return null;
  return overridePrice(vendor, modelId, atEpochMs) ?? genaiPrice(vendor, modelId, atEpochMs);
}
