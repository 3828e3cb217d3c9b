import { create } from "zustand";

/** How far back a chain's health looks, in days. */
export const healthSpans = [7, 30, 90] as const;
export type HealthSpan = (typeof healthSpans)[number];

export type ChainHealthState = {
  /** The chain whose dialog is open. */
  readonly chainId: string | null;
  readonly days: HealthSpan;
};

/** What a chain's history is asked for. */
export const useChainHealthStore = create<ChainHealthState>()(() => ({ chainId: null, days: 30 }));

/** Opens what the history says of a chain. */
export function openChainHealth(chainId: string): void {
  useChainHealthStore.setState({ chainId });
}

export function closeChainHealth(): void {
  useChainHealthStore.setState({ chainId: null });
}

export function chooseHealthSpan(days: HealthSpan): void {
  useChainHealthStore.setState({ days });
}
