import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import {
  chainFault,
  dropDraft,
  nameFault,
  putDraft,
  setRenaming,
  setSave,
  useChainDraftsStore,
  withDrafts,
} from "#renderer/stores/chain-drafts-store.ts";
import { selectChain, useSelectionStore } from "#renderer/stores/selection-store.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { Chain, Link } from "#shared/chain.ts";
import { longestName } from "#shared/check-chain.ts";
import { announce } from "./announce.ts";
import { problemOf } from "./answers.ts";
import { copyOfChain } from "./copy-of-chain.ts";
import { chainSelector, focusWhenDrawn } from "./focus.ts";
import { openView } from "./navigate.ts";

/** Typing goes on for a while; the host gets what came of it. */
const saveAfterMs = 400;

const timers = new Map<string, ReturnType<typeof setTimeout>>();

function allChains(): readonly Chain[] {
  return withDrafts(useAppStore.getState().chains, useChainDraftsStore.getState());
}

/** Changes a chain on screen at once and saves it when the typing pauses. */
export function editChain(chainId: string, change: (chain: Chain) => Chain): void {
  const chain = allChains().find((one) => one.id === chainId);
  if (chain === undefined) return;
  const next = change(chain);
  const fault = chainFault(next, allChains());
  putDraft(next, fault === null ? { kind: "saving" } : { kind: "held", message: fault });
  forgetTimer(chainId);
  if (fault === null)
    timers.set(
      chainId,
      setTimeout(() => void saveChain(chainId), saveAfterMs),
    );
}

function forgetTimer(chainId: string): void {
  clearTimeout(timers.get(chainId));
  timers.delete(chainId);
}

/** Sends what is still waiting for a pause: before the view is left, and before the window goes. */
export function saveEditedChains(): void {
  for (const chainId of [...timers.keys()]) void saveChain(chainId);
}

/** Once more after the connection came back: what failed then may have failed because of it. */
export function saveFailedChains(): void {
  for (const [chainId, save] of Object.entries(useChainDraftsStore.getState().saves)) {
    if (save.kind === "failed") void saveChain(chainId);
  }
}

export async function saveChain(chainId: string): Promise<void> {
  forgetTimer(chainId);
  const draft = useChainDraftsStore.getState().drafts[chainId];
  if (draft === undefined || chainFault(draft, allChains()) !== null) return;
  setSave(chainId, { kind: "saving" });
  const answer = await call("chain.save", { chain: draft });
  // What was typed meanwhile has a save of its own.
  if (useChainDraftsStore.getState().drafts[chainId] !== draft) return;
  if (!answer.ok) {
    setSave(chainId, { kind: "failed", message: answer.failure.message });
    announce(`The chain ${draft.name} is not saved`);
    return;
  }
  keepSaved(answer.value);
  dropDraft(chainId);
}

/** The event with all chains may come after the answer; until then the answer stands in. */
function keepSaved(saved: Chain): void {
  useAppStore.setState(({ chains }) => {
    const isKnown = chains.some((chain) => chain.id === saved.id);
    return { chains: isKnown ? chains.map((chain) => (chain.id === saved.id ? saved : chain)) : [...chains, saved] };
  });
}

/** On screen at once at its place and selected; where the host refuses it, it stays as an edit that is not saved. */
async function insertChain(chain: Chain, index: number): Promise<void> {
  useAppStore.setState(({ chains }) => ({ chains: chains.toSpliced(index, 0, chain) }));
  selectChain(chain.id);
  const answer = await call("chain.save", { chain, index });
  if (answer.ok) return;
  useAppStore.setState(({ chains }) => ({ chains: chains.filter((one) => one.id !== chain.id) }));
  const edited = useChainDraftsStore.getState().drafts[chain.id] ?? chain;
  putDraft(edited, { kind: "failed", message: answer.failure.message });
  announce(`The chain ${chain.name} is not saved`);
}

/** A new chain has no links yet; it is saved at once and shown, its name ready to be typed over. */
export function newChain(): void {
  const chain: Chain = { id: crypto.randomUUID(), name: freeName(), links: [], onMidStream: "restart" };
  void insertChain(chain, useAppStore.getState().chains.length);
  setRenaming(chain.id);
  tell({ text: `${chain.name} created`, undo: () => void removeChain(chain.id) });
}

/** A new chain with links that were worked out elsewhere; it is saved at once and opened. A taken name gets a number. */
export function addChain(name: string, links: readonly Link[]): void {
  const chain: Chain = { id: crypto.randomUUID(), name: numberedName(name), links, onMidStream: "restart" };
  void insertChain(chain, useAppStore.getState().chains.length);
  openView("chains");
  focusWhenDrawn(chainSelector);
  tell({ text: `${chain.name} created`, undo: () => void removeChain(chain.id) });
}

/** `smart`, `smart 2`; a long name is cut so that it stays one. */
function numberedName(name: string): string {
  const taken = takenNames();
  for (let count = 1; ; count += 1) {
    const end = count === 1 ? "" : ` ${count}`;
    const numbered = `${name.slice(0, longestName - end.length).trim()}${end}`;
    if (!taken.has(numbered.toLowerCase())) return numbered;
  }
}

function freeName(): string {
  const taken = takenNames();
  let count = taken.size + 1;
  while (taken.has(`chain ${count}`)) count += 1;
  return `chain ${count}`;
}

function takenNames(): ReadonlySet<string> {
  return new Set(allChains().map((chain) => chain.name.toLowerCase()));
}

/** A copy directly behind the chain, with its rules and drills. */
export function duplicateChain(chainId: string): void {
  const chain = allChains().find((one) => one.id === chainId);
  if (chain === undefined) return;
  const copy = copyOfChain(chain, nameOfCopy(chain.name));
  const { chains } = useAppStore.getState();
  const index = chains.findIndex((one) => one.id === chainId);
  void insertChain(copy, index === -1 ? chains.length : index + 1);
  tell({ text: `${chain.name} duplicated as ${copy.name}`, undo: () => void removeChain(copy.id) });
}

/** `smart copy`, `smart copy 2`; a long name is cut so that it stays one. */
function nameOfCopy(name: string): string {
  const taken = takenNames();
  for (let count = 1; ; count += 1) {
    const end = count === 1 ? " copy" : ` copy ${count}`;
    const copy = `${name.slice(0, longestName - end.length).trim()}${end}`;
    if (!taken.has(copy.toLowerCase())) return copy;
  }
}

/** Begins to type over a chain's name. */
export function startRenaming(chainId: string): void {
  selectChain(chainId);
  setRenaming(chainId);
}

/** What is wrong with a new name; null where it can be kept. */
export function faultOfName(chainId: string, name: string): string | null {
  const chain = allChains().find((one) => one.id === chainId);
  return chain === undefined ? null : nameFault({ ...chain, name: name.trim() }, allChains());
}

/** Keeps a name without a fault; another one changes nothing. */
export function renameChain(chainId: string, name: string): void {
  const before = allChains().find((one) => one.id === chainId)?.name;
  const after = name.trim();
  if (before === undefined || before === after || faultOfName(chainId, name) !== null) return;
  editChain(chainId, (chain) => ({ ...chain, name: after }));
  tell({
    text: `${before} renamed to ${after}`,
    undo: () => editChain(chainId, (chain) => ({ ...chain, name: before })),
  });
}

/** What stands where the chain stood, else the last one. */
function selectNeighbour(index: number): void {
  const left = allChains();
  selectChain((left[Math.max(0, index)] ?? left.at(-1))?.id ?? null);
}

/** Undo brings it back to its place, with its rules and drills, as it was on screen. */
export async function removeChain(chainId: string): Promise<void> {
  forgetTimer(chainId);
  const chain = allChains().find((one) => one.id === chainId);
  const index = useAppStore.getState().chains.findIndex((one) => one.id === chainId);
  if (chain === undefined) return;
  const problem = index === -1 ? null : problemOf(await call("chain.remove", { chainId }));
  if (problem !== null) {
    tell({ text: `${chain.name} is not deleted. ${problem}`, tone: "bad" });
    // What was just typed was held back for the deletion.
    return await saveChain(chainId);
  }
  useAppStore.setState(({ chains }) => ({ chains: chains.filter((one) => one.id !== chainId) }));
  dropDraft(chainId);
  if (useSelectionStore.getState().chainId === chainId) selectNeighbour(index);
  const undo = () => {
    void insertChain(chain, index === -1 ? useAppStore.getState().chains.length : index);
    // What had the focus may belong to the chain that was shown in its place.
    focusWhenDrawn(chainSelector);
  };
  tell({ text: `${chain.name} deleted`, undo });
}
