import type { ChainsToExport } from "#electron/bridge/export-port.ts";
import {
  type ChainFacts,
  type LinkFacts,
  type OneChainFacts,
  type ProviderFacts,
  samplePrompt,
} from "#electron/exports/chains/chain-facts.ts";
import { variablesOf } from "#electron/exports/chains/variables.ts";
import { reasons } from "#electron/providers/capabilities.ts";
import { routesOf } from "#electron/providers/catalog/routes.ts";
import { builtInProviders, chatAdapterFor } from "#electron/providers/registry.ts";
import type { Chain, Link } from "#shared/chain.ts";
import type { ExportLoss } from "#shared/chain-export.ts";
import { priceOfLink } from "#shared/cost.ts";
import { rulesFor } from "#shared/link-rules.ts";
import type { ModelList, Price, Provider } from "#shared/model.ts";

/** What is known of models here. The catalog fits as it is. */
export type FactsCatalog = {
  list(providerId: string): ModelList;
  price(providerId: string, modelId: string, atEpochMs: number): Price | null;
};

export type FactsParts = { readonly asked: ChainsToExport; readonly catalog: FactsCatalog; readonly nowMs: number };

/** What files of other programs are made of, and what can be in none of them. */
export function chainFactsOf(parts: FactsParts): { readonly facts: ChainFacts; readonly lost: readonly ExportLoss[] } {
  const { asked, nowMs } = parts;
  const providers = providersOf(asked);
  const known = new Map(providers.map(({ facts, provider }) => [provider.id, { facts, provider }]));
  const chains = asked.chains.map((chain): OneChainFacts => {
    const links = chain.links.flatMap((link, index) => {
      const found = known.get(link.provider);
      return found === undefined ? [] : [linkFacts({ ...parts, ...found, chain, link, index })];
    });
    return { chain, links };
  });
  return {
    facts: {
      chains: chains.filter(({ links }) => links.length > 0),
      providers: providers.map(({ facts }) => facts),
      setup: asked.setup,
      exportedAtMs: nowMs,
    },
    lost: asked.chains.flatMap((chain) => lossesOf(chain, (providerId) => known.has(providerId))),
  };
}

function lossesOf(chain: Chain, isKnown: (providerId: string) => boolean): readonly ExportLoss[] {
  const chainName = chain.name;
  if (chain.links.length === 0) {
    const why = "A chain without a link answers nothing, so it is left out.";
    return [{ what: "the chain", why, chainName, linkIndex: null }];
  }
  return chain.links.flatMap(({ name, provider }, linkIndex) => {
    if (isKnown(provider)) return [];
    return [{ what: name, why: "Its provider is not here any more, so the link is left out.", chainName, linkIndex }];
  });
}

function providersOf({ chains, provider }: ChainsToExport) {
  const ids = new Set(chains.flatMap(({ links }) => links.map((link) => link.provider)));
  const found = [...ids].flatMap((id) => provider(id) ?? []);
  const names = variablesOf(found);
  return found.map((one) => ({ provider: one, facts: providerFacts(one, names(one.id)) }));
}

function providerFacts(
  provider: Provider,
  names: Pick<ProviderFacts, "keyVariable" | "addressVariable">,
): ProviderFacts {
  const { id, kind, name, baseUrl, keyOptional } = provider;
  const isUsualAddress = builtInProviders.some((usual) => usual.kind === kind && usual.baseUrl === baseUrl);
  return { id, kind, name, baseUrl, isUsualAddress, keyOptional, ...names };
}

type OneLink = FactsParts & {
  readonly facts: ProviderFacts;
  readonly provider: Provider;
  readonly chain: Chain;
  readonly link: Link;
  readonly index: number;
};

function linkFacts({ catalog, nowMs, facts, provider, chain, link, index }: OneLink): LinkFacts {
  const known = catalog.list(provider.id).models.find(({ modelId }) => modelId === link.modelId);
  const asOf = new Date(nowMs).toISOString().slice(0, 10);
  const request = sampleRequest(provider, link, facts);
  return {
    index,
    link,
    provider: facts,
    rules: rulesFor(link, chain, { reasons: known?.reasons ?? reasons(provider.kind, link.modelId) }),
    price: priceOfLink(link, catalog.price(provider.id, link.modelId, nowMs), asOf),
    takesTemperature: holdsTemperature(request.body),
    openRouterId: openRouterIdOf(catalog, provider, link),
    request,
  };
}

/** What the catalog knows of it: a free variant is another queue, and so no stand-in. */
function openRouterIdOf(catalog: FactsCatalog, provider: Provider, { modelId }: Link): string | null {
  if (provider.kind === "openrouter") return modelId;
  const providers = [provider, ...builtInProviders.filter(({ kind }) => kind === "openrouter")];
  const lists = providers.map(({ id }) => catalog.list(id));
  const routes = routesOf({ providerId: provider.id, modelId }, { providers, lists });
  return routes.find(({ kind, isFree }) => kind === "openrouter" && !isFree)?.modelId ?? null;
}

/** A temperature that a model refuses is not in its requests (providers' rules). */
function holdsTemperature(body: object): boolean {
  return Object.entries(body).some(
    ([name, value]) =>
      name === "temperature" || (name === "generationConfig" && Object.hasOwn(Object(value), "temperature")),
  );
}

/** As the program itself asks: in the dialect that this model is asked in. */
function sampleRequest(provider: Provider, link: Link, { keyVariable }: ProviderFacts): LinkFacts["request"] {
  const prompt = { system: null, messages: [{ role: "user" as const, text: samplePrompt }] };
  const key = `$${keyVariable}`;
  const adapter = chatAdapterFor(provider.kind, { modelId: link.modelId, prompt, overrides: {} });
  const { url, headers, body } = adapter.chatRequest({
    ...{ provider, key, link, prompt, overrides: {}, omit: [] },
  });
  return { url, headers, body: bodyOf(body) };
}

function bodyOf(body: string | null): LinkFacts["request"]["body"] {
  const value: unknown = JSON.parse(body ?? "{}");
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
