import type { Handlers } from "#electron/bridge/router.ts";
import type { Workspace } from "#electron/bridge/workspace.ts";
import type { Chain } from "#shared/chain.ts";
import { mostChains } from "#shared/check-chain.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

const dayMs = 86_400_000;

type ChainHandlers = Pick<Handlers, "chain.save" | "chain.remove" | "chain.statistics">;

export function chainHandlers({ workspace, store, clock, drills }: HandlerDependencies): ChainHandlers {
  return {
    async "chain.save"({ chain, index }) {
      const changed = await workspace.changeChains((chains) => withChain({ chains, chain, index, workspace }));
      return changed.ok ? succeed(chain) : changed;
    },
    async "chain.remove"({ chainId }) {
      const changed = await workspace.changeChains((chains) => {
        const left = chains.filter((chain) => chain.id !== chainId);
        return left.length < chains.length ? succeed(left) : refuse("not-found", "This chain is not there any more.");
      });
      if (!changed.ok) return changed;
      // Nobody can look at them any more, nor stop them.
      drills.stopChain(chainId);
      return succeed(null);
    },
    // Also for a chain that is not saved yet: nothing has run, and that is no trouble.
    async "chain.statistics"({ chainId, days }) {
      const sinceMs = clock.epochMs() - days * dayMs;
      const found = await store.chainStatistics({ chainId, sinceMs, isDemo: workspace.settings().demo });
      return found.ok ? succeed(found.value) : refuse("unavailable", `The history could not be read: ${found.message}`);
    },
  };
}

type Change = { chains: readonly Chain[]; chain: Chain; index: number | undefined; workspace: Workspace };

function withChain({ chains, chain, index = chains.length, workspace }: Change): Answer<readonly Chain[]> {
  const others = chains.filter((one) => one.id !== chain.id);
  if (others.length >= mostChains) return refuse("conflict", `There are ${mostChains} chains already.`);
  const name = chain.name.toLowerCase();
  if (others.some((one) => one.name.toLowerCase() === name)) {
    return refuse("conflict", `Another chain is named ${chain.name}. Choose another name.`);
  }
  const lost = chain.links.find((link) => workspace.provider(link.provider) === null);
  if (lost) return refuse("not-found", `The link ${lost.name} names a provider that is not there: ${lost.provider}.`);
  const isNew = others.length === chains.length;
  return succeed(isNew ? chains.toSpliced(index, 0, chain) : chains.map((one) => (one.id === chain.id ? chain : one)));
}
