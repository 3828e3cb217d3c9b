import type { Chain, Target } from "#shared/chain.ts";
import { checkModelId } from "#shared/check-chain.ts";
import type { ModelList } from "#shared/model.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import type { Settings } from "#shared/settings.ts";
import { type ErrorAnswer, notFound } from "./openai-error.ts";

/** What there is at the moment of a request. */
export type Serving = {
  settings(): Settings;
  chains(): readonly Chain[];
  providers(): readonly ProviderState[];
  modelLists(): readonly ModelList[];
};

export type Served =
  | { readonly ok: true; readonly target: Target; readonly chain: Chain | null }
  | { readonly ok: false; readonly error: ErrorAnswer };

const chainPrefix = "chain/";

/** `chain/<name>`, in any case, or `<provider>/<model>`, whose model may have slashes of its own. */
export function findServed(serving: Serving, asked: string): Served {
  if (asked.toLowerCase().startsWith(chainPrefix)) return findChain(serving, asked);
  const slash = asked.indexOf("/");
  const [providerId, modelId] = [asked.slice(0, Math.max(0, slash)), asked.slice(slash + 1)];
  const isKnown = serving.providers().some(({ provider }) => provider.id === providerId);
  if (!serving.settings().gateway.directModels || !isKnown || checkModelId(modelId) !== null) {
    return unknown(serving, asked);
  }
  return { ok: true, target: { kind: "model", providerId, modelId }, chain: null };
}

function findChain(serving: Serving, asked: string): Served {
  const name = asked.slice(chainPrefix.length).toLowerCase();
  const chain = servedChains(serving).find((one) => one.name.toLowerCase() === name);
  if (chain === undefined) return unknown(serving, asked);
  if (chain.links.length > 0) return { ok: true, target: { kind: "chain", chainId: chain.id }, chain };
  return { ok: false, error: notFound(`The chain ${chain.name} has no links yet. Add one first.`, "model_not_found") };
}

function servedChains(serving: Serving): readonly Chain[] {
  const hidden = new Set(serving.settings().gateway.hiddenChainIds);
  return serving.chains().filter((chain) => !hidden.has(chain.id));
}

function unknown(serving: Serving, asked: string): Served {
  const chains = servedChains(serving).map(({ name }) => chainPrefix + name);
  const providers = serving.providers().map(({ provider }) => `${provider.id}/…`);
  const there = [...chains, ...(serving.settings().gateway.directModels ? providers : [])];
  const rest = there.length === 0 ? "Nothing is served yet." : `There is ${there.join(", ")}.`;
  return { ok: false, error: notFound(`There is no model "${asked.slice(0, 200)}". ${rest}`, "model_not_found") };
}

/** `GET /v1/models`: the chains that are served and the models that could be asked for now. */
export function listServed(serving: Serving): { object: "list"; data: object[] } {
  const model = (id: string, ownedBy: string) => ({ id, object: "model", created: 0, owned_by: ownedBy });
  const chains = servedChains(serving)
    .filter((chain) => chain.links.length > 0)
    .map((chain) => model(chainPrefix + chain.name, "understudy"));
  return { object: "list", data: [...chains, ...directIds(serving).map(([id, owner]) => model(id, owner))] };
}

function directIds(serving: Serving): [id: string, providerId: string][] {
  const { gateway, demo } = serving.settings();
  if (!gateway.directModels) return [];
  const usable = serving.providers().filter((state) => demo || isUsable(state));
  return usable.flatMap(({ provider: { id } }) =>
    serving
      .modelLists()
      .filter((list) => list.providerId === id)
      .flatMap((list) => list.models.map(({ modelId }): [string, string] => [`${id}/${modelId}`, id])),
  );
}

function isUsable({ provider, key }: ProviderState): boolean {
  return provider.keyOptional || (key.kind !== "none" && key.kind !== "locked-or-missing");
}
