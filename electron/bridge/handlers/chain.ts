import type { Handlers } from "#electron/bridge/router.ts";
import type { Workspace } from "#electron/bridge/workspace.ts";
import type { Chain } from "#shared/chain.ts";
import { type Answer, refuse, succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

const mostChains = 200;

type ChainHandlers = Pick<Handlers, "chain.save" | "chain.remove">;

export function chainHandlers({ workspace }: HandlerDependencies): ChainHandlers {
  return {
    async "chain.save"({ chain }) {
      const changed = await workspace.changeChains((chains) => withChain({ chains, chain, workspace }));
      return changed.ok ? succeed(chain) : changed;
    },
    async "chain.remove"({ chainId }) {
      const changed = await workspace.changeChains((chains) => {
        const left = chains.filter((chain) => chain.id !== chainId);
        return left.length < chains.length ? succeed(left) : refuse("not-found", "This chain is not there any more.");
      });
      return changed.ok ? succeed(null) : changed;
    },
  };
}

type Change = { chains: readonly Chain[]; chain: Chain; workspace: Workspace };

/** A known chain keeps its place, a new one goes last. */
function withChain({ chains, chain, workspace }: Change): Answer<readonly Chain[]> {
  const others = chains.filter((one) => one.id !== chain.id);
  if (others.length >= mostChains) return refuse("conflict", `There are ${mostChains} chains already.`);
  const name = chain.name.toLowerCase();
  if (others.some((one) => one.name.toLowerCase() === name)) {
    return refuse("conflict", `Another chain is named ${chain.name}. Choose another name.`);
  }
  const lost = chain.links.find((link) => workspace.provider(link.provider) === null);
  if (lost) return refuse("not-found", `The link ${lost.name} names a provider that is not there: ${lost.provider}.`);
  const isNew = others.length === chains.length;
  return succeed(isNew ? [...chains, chain] : chains.map((one) => (one.id === chain.id ? chain : one)));
}
