import type { Link } from "#shared/chain.ts";
import { budgetBlock } from "./ask-budgets.ts";
import { blockOf } from "./availability.ts";
import type { LinkBlock } from "./decide.ts";
import type { ProviderAccess } from "./dependencies.ts";
import type { RunContext } from "./run-context.ts";

/** Why a link cannot be tried now, or null. */
export function blockNow(context: RunContext, link: Link, access: ProviderAccess): LinkBlock | null {
  const { engine, promptTokens, tooSmall } = context;
  const { prompt, overrides } = context.job;
  const facts = engine.catalog.facts(link.provider, link.modelId);
  const providerName = engine.providers.nameOf(link.provider);
  const block = blockOf(
    { link, providerName, access, facts, prompt, overrides, promptTokens, tooSmall },
    engine.board.state(),
    engine.board.now(),
  );
  // What time heals need not be waited for where a budget would refuse it then.
  const isCooling = block !== null && block.retryAtMs !== null;
  if (access.kind !== "ready" || (block !== null && !isCooling)) return block;
  return budgetBlock(context, link, access.provider) ?? block;
}

/** Whether a link from this one on could take over now: decides between the short and the long limit of R14. */
export function hasNextLink(context: RunContext, linkIndex: number): boolean {
  return context.job.run.links.slice(linkIndex).some((link) => {
    const access = context.accesses.get(link.provider);
    return access === undefined || blockNow(context, link, access) === null;
  });
}
