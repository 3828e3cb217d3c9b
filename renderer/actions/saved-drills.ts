import { useAppStore } from "#renderer/stores/app-store.ts";
import { useChainDraftsStore, withDrafts } from "#renderer/stores/chain-drafts-store.ts";
import { type Faults, pickedFaults, useDrillsStore } from "#renderer/stores/drills-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { Chain } from "#shared/chain.ts";
import { mostDrills } from "#shared/check-drill.ts";
import type { Drill } from "#shared/drill.ts";
import { isSameFaults, usualFaultsOf } from "#shared/usual-drills.ts";
import { editChain } from "./chains.ts";

function chainOf(chainId: string): Chain | undefined {
  return withDrafts(useAppStore.getState().chains, useChainDraftsStore.getState()).find((one) => one.id === chainId);
}

/** Keeps what is picked in the panel with its chain; one that is there already is not kept twice. */
export function saveDrill(chainId: string): void {
  const added = addDrills(chainId, [pickedFaults(useDrillsStore.getState(), chainId)]);
  tellAdded(chainId, added, "Drill saved with");
}

/** A set that chains like this one should hold; those that are there already stay as they are. */
export function addUsualDrills(chainId: string): void {
  const chain = chainOf(chainId);
  if (chain === undefined) return;
  tellAdded(chainId, addDrills(chainId, usualFaultsOf(chain)), "Drills added to");
}

function tellAdded(chainId: string, added: readonly Drill[], what: string): void {
  const chain = chainOf(chainId);
  if (chain === undefined) return;
  if (added.length === 0) {
    const isFull = (chain.drills?.length ?? 0) >= mostDrills;
    const text = isFull
      ? `A chain keeps at most ${mostDrills} drills. Remove one first.`
      : "These drills are saved already.";
    tell({ text });
    return;
  }
  const ids = new Set(added.map((drill) => drill.id));
  const undo = () => changeDrills(chainId, (drills) => drills.filter((drill) => !ids.has(drill.id)));
  tell({ text: `${what} ${chain.name}`, undo });
}

/** Gives those that were not there yet. */
function addDrills(chainId: string, wanted: readonly Faults[]): readonly Drill[] {
  const known = chainOf(chainId)?.drills ?? [];
  const isNew = wanted.filter((faults) => !known.some((drill) => isSameFaults(drill.faults, faults)));
  const added = isNew
    .slice(0, Math.max(0, mostDrills - known.length))
    .map((faults) => ({ id: crypto.randomUUID(), faults }));
  if (added.length > 0) changeDrills(chainId, (drills) => [...drills, ...added]);
  return added;
}

/** Undo puts it back where it was. */
export function removeDrill(chainId: string, drillId: string): void {
  const chain = chainOf(chainId);
  const index = chain?.drills?.findIndex((drill) => drill.id === drillId) ?? -1;
  const drill = chain?.drills?.[index];
  if (chain === undefined || drill === undefined) return;
  changeDrills(chainId, (drills) => drills.filter((one) => one.id !== drillId));
  tell({
    text: `Drill removed from ${chain.name}`,
    undo: () => changeDrills(chainId, (drills) => drills.toSpliced(index, 0, drill)),
  });
}

/** A chain without drills says nothing of them. */
function changeDrills(chainId: string, change: (drills: readonly Drill[]) => readonly Drill[]): void {
  editChain(chainId, ({ drills = [], ...chain }) => {
    const next = change(drills);
    return next.length === 0 ? chain : { ...chain, drills: next };
  });
}
