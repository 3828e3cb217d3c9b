import { create } from "zustand";

export type SelectionState = {
  /** Null until one was picked: the view then shows the first. */
  readonly providerId: string | null;
  readonly chainId: string | null;
};

/** Which provider and which chain this window shows, so that going to another view and back keeps the place. */
export const useSelectionStore = create<SelectionState>()(() => ({ providerId: null, chainId: null }));

export function selectProvider(providerId: string): void {
  useSelectionStore.setState({ providerId });
}

export function selectChain(chainId: string | null): void {
  useSelectionStore.setState({ chainId });
}
