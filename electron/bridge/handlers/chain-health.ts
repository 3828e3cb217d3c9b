import type { Handlers } from "#electron/bridge/router.ts";
import type { Link } from "#shared/chain.ts";
import { priceOfLink } from "#shared/cost.ts";
import { refuse, succeed } from "#shared/failure.ts";
import type { HandlerDependencies } from "./dependencies.ts";

const dayMs = 86_400_000;

type HealthHandlers = Pick<Handlers, "chain.statistics" | "chain.health" | "chain.whatIf">;

const unreadable = (message: string) => refuse("unavailable", `The history could not be read: ${message}`);

/** How chains did, of the demo's runs or of the real ones. */
export function chainHealthHandlers({ workspace, store, catalog, clock }: HandlerDependencies): HealthHandlers {
  const linksOf = (chainId: string) => workspace.chains().find((chain) => chain.id === chainId)?.links ?? null;
  const spanOf = ({ chainId, days }: { readonly chainId: string; readonly days: number }) => {
    const sinceMs = clock.epochMs() - days * dayMs;
    return { chainId, days, sinceMs, isDemo: workspace.settings().demo };
  };
  const priced = (link: Link) => {
    const nowMs = clock.epochMs();
    const asOf = new Date(nowMs).toISOString().slice(0, 10);
    const price = priceOfLink(link, catalog.price(link.provider, link.modelId, nowMs), asOf);
    return { ...modelOf(link), price };
  };
  return {
    // Also for a chain that is not saved yet: nothing has run, and that is no trouble.
    async "chain.statistics"(asked) {
      const { chainId, sinceMs, isDemo } = spanOf(asked);
      const found = await store.chainStatistics({ chainId, sinceMs, isDemo });
      return found.ok ? succeed(found.value) : unreadable(found.message);
    },
    async "chain.health"(asked) {
      const links = linksOf(asked.chainId) ?? [];
      const found = await store.chainHealth({ ...spanOf(asked), links: links.map(modelOf) });
      return found.ok ? succeed(found.value) : unreadable(found.message);
    },
    async "chain.whatIf"(asked) {
      const links = linksOf(asked.chainId);
      if (links === null) return refuse("not-found", "This chain is not there any more.");
      const found = await store.chainWhatIf({ ...spanOf(asked), links: links.map(priced) });
      return found.ok ? succeed(found.value) : unreadable(found.message);
    },
  };
}

function modelOf({ provider, modelId }: Link) {
  return { providerId: provider, modelId };
}
