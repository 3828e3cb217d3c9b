import type { Handlers } from "#electron/bridge/router.ts";
import type { Workspace } from "#electron/bridge/workspace.ts";
import type { Chain } from "#shared/chain.ts";
import { mostChains } from "#shared/check-chain.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import { chainHealthHandlers } from "./chain-health.ts";
import type { HandlerDependencies } from "./dependencies.ts";

type ChainHandlers = Pick<
  Handlers,
  "chain.save" | "chain.remove" | "chain.statistics" | "chain.health" | "chain.whatIf"
>;

export function chainHandlers(dependencies: HandlerDependencies): ChainHandlers {
  const { workspace, drills } = dependencies;
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
    ...chainHealthHandlers(dependencies),
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
