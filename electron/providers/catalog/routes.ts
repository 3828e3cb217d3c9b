import type { ModelInfo, ModelList, ModelRef, Provider } from "#shared/model.ts";
import type { Route } from "#shared/route.ts";
import { identityOf, type ModelIdentity, vendorServedBy } from "./model-identity.ts";

/** What is known of endpoints and their models, as it is now. */
export type Endpoints = { readonly providers: readonly Provider[]; readonly lists: readonly ModelList[] };

/** Whether a provider can be asked is not the catalog's to know. */
export type KnownRoute = Omit<Route, "isReady">;

type Served = { readonly model: ModelInfo; readonly provider: Provider; readonly identity: ModelIdentity };

/**
 * Every endpoint that is known to serve this model: itself first, then the one of who made it, OpenRouter, others, and
 * free variants last. Of a model that nothing safe can be said of, and of one that no list names, it is that alone.
 */
export function routesOf(asked: ModelRef, { providers, lists }: Endpoints): readonly KnownRoute[] {
  const provider = providers.find(({ id }) => id === asked.providerId);
  if (provider === undefined) return [];
  const own = lists.flatMap(({ models }) => models).find((model) => isSame(model, asked)) ?? unlisted(asked);
  const identity = identityOf(provider, asked.modelId);
  const first = { model: own, provider, identity };
  if (identity === null) return [routeOf(first)];
  const family = familyOf(identity, { providers, lists });
  const others = family.filter(({ model }) => !isSame(model, asked) && servesSame(identity, model, family));
  return [first, ...others.toSorted((a, b) => rankOf(a) - rankOf(b))].map(routeOf);
}

function isSame(a: ModelRef, b: ModelRef): boolean {
  return a.providerId === b.providerId && a.modelId === b.modelId;
}

function unlisted({ providerId, modelId }: ModelRef): ModelInfo {
  return { providerId, modelId, name: modelId, contextTokens: null, maxOutputTokens: null, price: null, isFree: false };
}

/** All that is listed under this vendor and name, whatever its date. */
function familyOf(of: ModelIdentity, { providers, lists }: Endpoints): readonly Served[] {
  return lists.flatMap(({ providerId, models }) => {
    const provider = providers.find(({ id }) => id === providerId);
    if (provider === undefined) return [];
    return models.flatMap((model) => {
      const identity = identityOf(provider, model.modelId);
      return identity?.vendor === of.vendor && identity.name === of.name ? [{ model, provider, identity }] : [];
    });
  });
}

/**
 * A name without a date is the snapshot with one only where there is nothing to choose: who made it lists one snapshot,
 * no other is known, and no endpoint lists it both ways.
 */
function servesSame(asked: ModelIdentity, model: ModelInfo, family: readonly Served[]): boolean {
  const other = family.find((served) => served.model === model)?.identity;
  if (other === undefined) return false;
  if (other.date === asked.date) return true;
  if (other.date !== null && asked.date !== null) return false;
  const dates = new Set([asked, ...family.map(({ identity }) => identity)].flatMap(({ date }) => date ?? []));
  return dates.size === 1 && family.some(isOfMaker) && !family.some((one) => family.some((two) => listsBoth(one, two)));
}

/** Others list some snapshots; who made them lists all. */
function isOfMaker({ provider, identity }: Served): boolean {
  return identity.date !== null && vendorServedBy(provider) === identity.vendor;
}

function listsBoth(one: Served, two: Served): boolean {
  return one.provider.id === two.provider.id && one.identity.date === null && two.identity.date !== null;
}

type Endpoint = { readonly model: ModelInfo; readonly provider: Provider; readonly identity: ModelIdentity | null };

function routeOf({ model, provider, identity }: Endpoint): KnownRoute {
  const { providerId, modelId, name, price, isFree } = model;
  return {
    providerId,
    modelId,
    name,
    kind: kindOf(provider, identity),
    isFree: isFree || identity?.isFree === true,
    price,
  };
}

function kindOf(provider: Provider, identity: ModelIdentity | null): Route["kind"] {
  if (provider.kind === "openrouter") return "openrouter";
  return identity !== null && vendorServedBy(provider) === identity.vendor ? "direct" : "other";
}

const ranks: Readonly<Record<Route["kind"], number>> = { direct: 0, openrouter: 1, other: 2 };

function rankOf(served: Served): number {
  const { kind, isFree } = routeOf(served);
  return ranks[kind] + (isFree ? 10 : 0);
}
