import { useMemo } from "react";
import { useAppStore } from "#renderer/stores/app-store.ts";
import { useChainDraftsStore, withDrafts } from "#renderer/stores/chain-drafts-store.ts";
import type { Chain } from "#shared/chain.ts";

/** All chains as they are on screen: with what is being edited. */
export function useChains(): readonly Chain[] {
  const chains = useAppStore((state) => state.chains);
  const drafts = useChainDraftsStore();
  return useMemo(() => withDrafts(chains, drafts), [chains, drafts]);
}
