import { create } from "zustand";
import type { Chain } from "#shared/chain.ts";
import { checkChainName, checkLinkCount, checkModelId } from "#shared/check-chain.ts";

export type SaveState =
  | { readonly kind: "saving" }
  /** Something in the chain has to be put right first; the field says what. */
  | { readonly kind: "held"; readonly message: string }
  | { readonly kind: "failed"; readonly message: string };

export type ChainDraftsState = {
  /** Chain id → the chain as edited here, until the host has it. */
  readonly drafts: Readonly<Record<string, Chain>>;
  /** Chain id → how its saving stands; absent means saved. */
  readonly saves: Readonly<Record<string, SaveState>>;
  /** Field on screen (`chain id/link id/label`) → why the text in it is no value; the last good value counts. */
  readonly faults: Readonly<Record<string, string>>;
  /** The chain whose name is being typed over; null where none is. */
  readonly renamingId: string | null;
};

/** Edits on their way to the host. They outlive the view, so that leaving it loses nothing. */
export const useChainDraftsStore = create<ChainDraftsState>()(() => ({
  drafts: {},
  saves: {},
  faults: {},
  renamingId: null,
}));

export function putDraft(chain: Chain, save: SaveState): void {
  useChainDraftsStore.setState(({ drafts, saves }) => ({
    drafts: { ...drafts, [chain.id]: chain },
    saves: { ...saves, [chain.id]: save },
  }));
}

export function setSave(chainId: string, save: SaveState): void {
  useChainDraftsStore.setState(({ saves }) => ({ saves: { ...saves, [chainId]: save } }));
}

export function dropDraft(chainId: string): void {
  useChainDraftsStore.setState(({ drafts, saves }) => ({
    drafts: without(drafts, chainId),
    saves: without(saves, chainId),
  }));
}

export function setRenaming(chainId: string | null): void {
  useChainDraftsStore.setState({ renamingId: chainId });
}

/** Null where the field is right again, or gone. */
export function setFault(field: string, message: string | null): void {
  useChainDraftsStore.setState(({ faults }) => ({
    faults: message === null ? without(faults, field) : { ...faults, [field]: message },
  }));
}

/** The first field of a chain that holds no value. */
export function fieldFault({ faults }: ChainDraftsState, chainId: string): string | undefined {
  return Object.entries(faults).find(([field]) => field.startsWith(`${chainId}/`))?.[1];
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

/** The host's chains with what is being edited put in their place; new ones come last. */
export function withDrafts(chains: readonly Chain[], { drafts }: ChainDraftsState): readonly Chain[] {
  const known = new Set(chains.map((chain) => chain.id));
  const added = Object.values(drafts).filter((chain) => !known.has(chain.id));
  return [...chains.map((chain) => drafts[chain.id] ?? chain), ...added];
}

/** What is wrong with a chain's name here; names are compared as the host does. */
export function nameFault(chain: Chain, all: readonly Chain[]): string | null {
  const fault = checkChainName(chain.name);
  if (fault !== null) return fault;
  const isTaken = all.some((one) => one.id !== chain.id && one.name.toLowerCase() === chain.name.toLowerCase());
  return isTaken ? `Another chain is named ${chain.name}.` : null;
}

/** Why a chain cannot be saved as it is; null where it can. */
export function chainFault(chain: Chain, all: readonly Chain[]): string | null {
  const links = chain.links.flatMap((link, index) => {
    const fault = checkModelId(link.modelId);
    return fault === null ? [] : [`Link ${index + 1}: ${fault}`];
  });
  return nameFault(chain, all) ?? checkLinkCount(chain.links.length) ?? links[0] ?? null;
}
