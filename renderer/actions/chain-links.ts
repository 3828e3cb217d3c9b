import { useAppStore } from "#renderer/stores/app-store.ts";
import { findModel, modelName } from "#renderer/stores/targets.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import { type Chain, type Link, newLink } from "#shared/chain.ts";
import { longestName } from "#shared/check-chain.ts";
import type { ModelInfo, ModelRef } from "#shared/model.ts";
import { announce } from "./announce.ts";
import { editChain } from "./chains.ts";
import { likelyModelId } from "./columns.ts";

/** Adds a link at the end: a model of the first provider that the chain does not use yet. */
export function addLink(chain: Chain): void {
  const { providers } = useAppStore.getState();
  const used = new Set(chain.links.map((link) => link.provider));
  const provider = providers.find((one) => !used.has(one.provider.id)) ?? providers[0];
  if (provider === undefined) return;
  const providerId = provider.provider.id;
  const ref = { providerId, modelId: likelyModelId(providerId) ?? "" };
  const link = newLink(crypto.randomUUID(), linkName(ref), ref);
  editChain(chain.id, (before) => ({ ...before, links: [...before.links, link] }));
}

/** Undo puts the link back where it was. */
export function removeLink(chain: Chain, linkId: string): void {
  const index = chain.links.findIndex((link) => link.id === linkId);
  const link = chain.links[index];
  if (link === undefined) return;
  editChain(chain.id, (before) => ({ ...before, links: before.links.filter((one) => one.id !== linkId) }));
  tell({ text: `Link ${index + 1} removed from ${chain.name}`, undo: () => restoreLink(chain, link, index) });
}

function restoreLink(chain: Chain, link: Link, index: number): void {
  editChain(chain.id, (before) => {
    if (before.links.some((one) => one.id === link.id)) return before;
    return { ...before, links: before.links.toSpliced(index, 0, link) };
  });
}

export function changeLink(chain: Chain, linkId: string, change: Partial<Omit<Link, "id">>): void {
  editChain(chain.id, (before) => ({
    ...before,
    links: before.links.map((link) => (link.id === linkId ? { ...link, ...change } : link)),
  }));
}

/** Moves a link one place and says so. */
export function moveLink(chain: Chain, linkId: string, step: -1 | 1): void {
  const from = chain.links.findIndex((link) => link.id === linkId);
  const link = chain.links[from];
  const to = from + step;
  if (link === undefined || to < 0 || to >= chain.links.length) return;
  moveLinkTo(chain, linkId, to);
  announce(`${link.name} is now link ${to + 1} of ${chain.links.length}`);
}

/** `index` counts in the list without the link. */
export function moveLinkTo(chain: Chain, linkId: string, index: number): void {
  editChain(chain.id, (before) => {
    const link = before.links.find((one) => one.id === linkId);
    if (link === undefined) return before;
    return { ...before, links: before.links.filter((one) => one.id !== linkId).toSpliced(index, 0, link) };
  });
}

/** A link is called what its model is called. */
export function changeModel(chain: Chain, link: Link, modelId: string): void {
  const ref = { providerId: link.provider, modelId };
  changeLink(chain, link.id, { modelId, name: linkName(ref) });
}

/** Keeps the model where the new provider has it too, under whatever id; else takes the first that it has. */
export function changeLinkProvider(chain: Chain, link: Link, providerId: string): void {
  const { modelLists } = useAppStore.getState();
  const old = findModel(modelLists, { providerId: link.provider, modelId: link.modelId });
  const models = modelLists.find((list) => list.providerId === providerId)?.models ?? [];
  const same = models.find((model) => plainId(model.modelId) === plainId(link.modelId) || isSameName(model, old));
  const modelId = (same ?? models[0])?.modelId ?? link.modelId;
  // Prices set by hand were those of the other provider.
  const prices = { costPer1kInput: null, costPer1kOutput: null };
  changeLink(chain, link.id, { provider: providerId, modelId, name: linkName({ providerId, modelId }), ...prices });
}

/** `anthropic/claude-sonnet-5.5` and `claude-sonnet-5-5` are one model. */
function plainId(modelId: string): string {
  return modelId.slice(modelId.lastIndexOf("/") + 1).replaceAll(".", "-");
}

function isSameName(model: ModelInfo, other: ModelInfo | undefined): boolean {
  return other !== undefined && plainName(model.name) === plainName(other.name);
}

/** Aggregators put the maker before the name: `Anthropic: Claude Sonnet 5.5`. */
function plainName(name: string): string {
  return name.replace(/^[^:]+: /, "").toLowerCase();
}

function linkName(ref: ModelRef): string {
  const name = modelName(useAppStore.getState().modelLists, ref)
    .replace(/^[^:]+: /, "")
    .slice(0, longestName)
    .trim();
  return name === "" ? "New link" : name;
}
