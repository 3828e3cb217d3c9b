import { call } from "#renderer/bridge/host.ts";
import { tell } from "#renderer/stores/toasts-store.ts";
import type { Chain } from "#shared/chain.ts";
import type { ChainHealth, ChainWhatIf } from "#shared/chain-health.ts";
import type { Answer } from "#shared/failure.ts";
import { editChain } from "./chains.ts";

/** What the recorded attempts of a chain say of it. */
export function askChainHealth(chainId: string, days: number): Promise<Answer<ChainHealth>> {
  return call("chain.health", { chainId, days });
}

/** What the prompts of the last days would have cost on a chain. */
export function askChainWhatIf(chainId: string, days: number): Promise<Answer<ChainWhatIf>> {
  return call("chain.whatIf", { chainId, days });
}

/** Puts the links in another order; undo puts them back. `linkIndexes`: places in the chain as it is. */
export function orderLinks(chain: Chain, linkIndexes: readonly number[]): void {
  const links = linkIndexes.flatMap((index) => chain.links[index] ?? []);
  if (links.length !== chain.links.length || new Set(links).size !== links.length) return;
  editChain(chain.id, (before) => ({ ...before, links }));
  tell({
    text: `Links of ${chain.name} put in another order`,
    undo: () => editChain(chain.id, (before) => ({ ...before, links: chain.links })),
  });
}
