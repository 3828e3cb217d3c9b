import { type Catalog, findModel } from "#renderer/stores/targets.ts";
import type { Chain, Link } from "#shared/chain.ts";
import { leadsOn, rulesFor } from "#shared/link-rules.ts";
import type { ModelRef } from "#shared/model.ts";
import { type WorstCase, type WorstCaseBill, type WorstCaseLink, worstCaseOf } from "#shared/worst-case.ts";
import { priceOf } from "./estimate.ts";
import { triggersInOrder } from "./triggers.ts";

export type Weighing = Pick<Catalog, "modelLists" | "providers"> & {
  /** Input tokens of the prompt in mind, by model. */
  readonly tokensOf: (model: ModelRef) => number;
};

export type LinkBill = WorstCaseBill & { readonly asked: Link };
export type ChainWorstCase = WorstCase & { readonly bills: readonly LinkBill[] };

/**
 * The longest and dearest that a chain can be. A link whose key is missing counts as well: a key may be there by the
 * time the chain is used, and the bound holds either way.
 */
export function worstCaseOfChain(chain: Chain, weighing: Weighing): ChainWorstCase {
  const facts = chain.links.map((link) => factsOf(link, chain, weighing));
  const worst = worstCaseOf(facts, chain.onMidStream);
  const bills = worst.bills.flatMap((bill) => {
    const asked = chain.links[facts.indexOf(bill.link)];
    return asked === undefined ? [] : [{ ...bill, asked }];
  });
  return { ...worst, bills };
}

function factsOf(link: Link, chain: Chain, { modelLists, providers, tokensOf }: Weighing): WorstCaseLink {
  const ref = { providerId: link.provider, modelId: link.modelId };
  const models = [link.modelId, ...(link.models ?? [])].map((modelId) => findModel(modelLists, { ...ref, modelId }));
  const rules = rulesFor(link, chain, { reasons: models[0]?.reasons === true });
  return {
    canBeTried: providers.some((one) => one.provider.id === link.provider),
    firstContentMs: rules.deadlines.firstContentMs,
    lastHopeFirstContentMs: rules.deadlines.lastHopeFirstContentMs,
    totalMs: rules.deadlines.totalMs,
    retries: rules.retries,
    leadsOn: triggersInOrder.some((name) => leadsOn(name, rules)),
    prices: models.map((model) => priceOf(link, model)),
    inputTokens: tokensOf(ref),
    maxTokens: link.maxTokens,
  };
}
