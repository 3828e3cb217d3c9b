import { notSaved } from "#electron/bridge/not-saved.ts";
import { originOf } from "#electron/bridge/origin.ts";
import type { Handlers } from "#electron/bridge/router.ts";
import type { Workspace } from "#electron/bridge/workspace.ts";
import { checkBaseUrl } from "#shared/check-base-url.ts";
import type { Input } from "#shared/contract.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { Provider } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import type { HandlerDependencies } from "./dependencies.ts";
import { fetchModelsSoon } from "./fetch-models.ts";
import { noProvider, stateOf } from "./provider-answers.ts";

type ProviderHandlers = Pick<Handlers, "provider.add" | "provider.change" | "provider.remove" | "provider.discover">;

export function providerHandlers(dependencies: HandlerDependencies): ProviderHandlers {
  const { providerTurns } = dependencies.workspace;
  return {
    async "provider.add"(input) {
      const added = await providerTurns(() => addProvider(dependencies, input));
      if (added.ok && input.keyOptional) fetchModelsSoon(dependencies, added.value.provider.id);
      return added;
    },
    "provider.change": (input) => providerTurns(() => changeProvider(dependencies, input)),
    "provider.remove": ({ providerId }) => providerTurns(() => removeProvider(dependencies, providerId)),
    // In the demo no real server is called, so there is none to offer.
    "provider.discover": async () =>
      succeed(dependencies.workspace.settings().demo ? [] : await dependencies.discovery.find()),
  };
}

async function addProvider(dependencies: HandlerDependencies, input: Input<"provider.add">) {
  const { workspace } = dependencies;
  const checked = checkFields(workspace, { ...input, exceptId: null });
  if (!checked.ok) return checked;
  const { name, keyOptional } = input;
  const baseUrl = checked.value;
  const id = freeId(workspace, name);
  return saveProvider(dependencies, { id, name, kind: "openai-compatible", baseUrl, keyOptional });
}

async function changeProvider(dependencies: HandlerDependencies, input: Input<"provider.change">) {
  const { workspace } = dependencies;
  const before = workspace.book.saved(input.providerId);
  if (before === null) return noProvider();
  const checked = checkFields(workspace, { ...input, exceptId: before.id });
  if (!checked.ok) return checked;
  const baseUrl = checked.value;
  const saved = await saveProvider(dependencies, { ...before, name: input.name, baseUrl });
  if (!saved.ok || originOf(before.baseUrl) === originOf(baseUrl)) return saved;
  // The test spoke of another address and another key.
  workspace.book.setTest(before.id, null);
  workspace.tellProvider(before.id);
  return stateOf(workspace, before.id);
}

async function saveProvider({ workspace, store }: HandlerDependencies, provider: Provider) {
  const saved = await store.saveProvider(provider);
  if (!saved.ok) return notSaved(saved);
  workspace.book.put(provider);
  workspace.tellProvider(provider.id);
  return stateOf(workspace, provider.id);
}

async function removeProvider(
  { workspace, store, batcher }: HandlerDependencies,
  providerId: string,
): Promise<Answer<null>> {
  const provider = workspace.book.saved(providerId);
  if (provider === null) return noProvider();
  if (workspace.book.isBuiltIn(providerId)) {
    return refuse("conflict", `${provider.name} is built in and stays. Its key can be removed.`);
  }
  const users = workspace.chains().filter((chain) => chain.links.some((link) => link.provider === providerId));
  if (users.length > 0) {
    const names = users.map((chain) => chain.name).join(", ");
    return refuse("conflict", `${provider.name} is used by: ${names}. Remove its links there first.`);
  }
  const dropped = await workspace.ring.drop(providerId);
  if (!dropped.ok) return refuse("unavailable", `The key could not be removed: ${dropped.message}`);
  const unpriced = await dropOwnPrices(workspace, providerId);
  if (!unpriced.ok) return unpriced;
  const removed = await store.removeProvider(providerId);
  if (!removed.ok) return notSaved(removed);
  workspace.book.drop(providerId);
  batcher.emit({ topic: "provider-removed", providerId });
  return succeed(null);
}

/** Another provider may get its name, and with it its id. */
async function dropOwnPrices(workspace: Workspace, providerId: string): Promise<Answer<unknown>> {
  const isOf = (price: OwnPrice) => price.providerId === providerId;
  if (!workspace.ownPrices().some(isOf)) return succeed(null);
  return workspace.changeOwnPrices((prices) => succeed(prices.filter((price) => !isOf(price))));
}

type Fields = { name: string; baseUrl: string; exceptId: string | null };

/** Gives the base URL in its normal form. */
function checkFields({ book }: Workspace, { name, baseUrl, exceptId }: Fields): Answer<string> {
  const checked = checkBaseUrl(baseUrl, (text) => URL.parse(text));
  if (!checked.ok) return refuse("invalid-input", `baseUrl: ${checked.message}`);
  if (book.hasName(name, exceptId)) {
    return refuse("conflict", `Another provider is named ${name}. Choose another name.`);
  }
  return succeed(checked.baseUrl);
}

/** Readable, because it names the provider in the database and in the keychain. */
function freeId({ book }: Workspace, name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const stem = words === "" ? "provider" : words.slice(0, 48);
  let id = stem;
  for (let count = 2; book.saved(id) !== null; count += 1) id = `${stem}-${count}`;
  return id;
}
