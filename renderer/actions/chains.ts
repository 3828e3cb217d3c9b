import { call } from "#renderer/bridge/host.ts";
import { useAppStore } from "#renderer/stores/app-store.ts";
import {
  chainFault,
  dropDraft,
  putDraft,
  setSave,
  useChainDraftsStore,
  withDrafts,
} from "#renderer/stores/chain-drafts-store.ts";
import { selectChain } from "#renderer/stores/selection-store.ts";
import { useViewStore } from "#renderer/stores/view-store.ts";
import type { Chain } from "#shared/chain.ts";
import { problemOf } from "./answers.ts";

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
  clearTimeout(timers.get(chainId));
  timers.delete(chainId);
  if (fault === null)
    timers.set(
      chainId,
      setTimeout(() => void saveChain(chainId), saveAfterMs),
    );
}

/** Sends what is still waiting for a pause: before the view is left, and before the window goes. */
export function saveEditedChains(): void {
  for (const chainId of [...timers.keys()]) void saveChain(chainId);
}

export async function saveChain(chainId: string): Promise<void> {
  clearTimeout(timers.get(chainId));
  timers.delete(chainId);
  const draft = useChainDraftsStore.getState().drafts[chainId];
  if (draft === undefined || chainFault(draft, allChains()) !== null) return;
  setSave(chainId, { kind: "saving" });
  const answer = await call("chain.save", { chain: draft });
  // What was typed meanwhile has a save of its own.
  if (useChainDraftsStore.getState().drafts[chainId] !== draft) return;
  if (!answer.ok) {
    setSave(chainId, { kind: "failed", message: answer.failure.message });
    useViewStore.setState({ announcement: `The chain ${draft.name} is not saved` });
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

/** A new chain has no links yet; it is saved at once and shown. */
export function addChain(): void {
  const chain: Chain = { id: crypto.randomUUID(), name: freeName(), links: [], onMidStream: "restart" };
  putDraft(chain, { kind: "saving" });
  selectChain(chain.id);
  void saveChain(chain.id);
}

function freeName(): string {
  const taken = new Set(allChains().map((chain) => chain.name.toLowerCase()));
  let count = taken.size + 1;
  while (taken.has(`chain ${count}`)) count += 1;
  return `chain ${count}`;
}

/** Gives what went wrong, or null. */
export async function removeChain(chainId: string): Promise<string | null> {
  clearTimeout(timers.get(chainId));
  timers.delete(chainId);
  const isSaved = useAppStore.getState().chains.some((chain) => chain.id === chainId);
  const problem = isSaved ? problemOf(await call("chain.remove", { chainId })) : null;
  if (problem !== null) return problem;
  useAppStore.setState(({ chains }) => ({ chains: chains.filter((chain) => chain.id !== chainId) }));
  dropDraft(chainId);
  selectChain(null);
  return null;
}
