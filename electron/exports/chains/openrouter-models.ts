import type { ExportLoss } from "#shared/chain-export.ts";
import { mostOtherModels } from "#shared/check-chain.ts";
import { type LinkFacts, type OneChainFacts, placeOf } from "./chain-facts.ts";

/** A request names this many models in all. */
const mostModels = mostOtherModels + 1;

/** What of a chain one request to OpenRouter can ask. */
export type AskedModels = {
  readonly models: readonly string[];
  /** Links whose own model is among them. */
  readonly links: readonly LinkFacts[];
  /** Links that are not, each with the reason. */
  readonly lost: readonly ExportLoss[];
  /** Other models of a link that found no place, by the link. */
  readonly crowdedOut: ReadonlySet<LinkFacts>;
};

export function askedModels(facts: OneChainFacts): AskedModels {
  const models: string[] = [];
  const links: LinkFacts[] = [];
  const lost: ExportLoss[] = [];
  const crowdedOut = new Set<LinkFacts>();
  for (const link of facts.links) {
    const why = whyNot(link, models);
    if (why !== null) {
      lost.push({ ...placeOf(facts, link), what: link.link.name, why });
      continue;
    }
    if (link.openRouterId !== null) models.push(link.openRouterId);
    links.push(link);
    const others = otherModelsOf(link).filter((one) => !models.includes(one));
    const fitting = others.slice(0, mostModels - models.length);
    models.push(...fitting);
    if (fitting.length < others.length) crowdedOut.add(link);
  }
  return { models, links, lost, crowdedOut };
}

function otherModelsOf({ provider, link }: LinkFacts): readonly string[] {
  return provider.kind === "openrouter" ? (link.models ?? []) : [];
}

function whyNot({ openRouterId, link }: LinkFacts, models: readonly string[]): string | null {
  if (openRouterId === null) return `No model of OpenRouter is known to be “${link.name}”, so the link is left out.`;
  if (models.includes(openRouterId)) {
    return `For OpenRouter “${link.name}” is the model of a link before it, which a request names once, so the link is left out.`;
  }
  if (models.length < mostModels) return null;
  return `OpenRouter takes ${mostModels} models in a request, so “${link.name}” is left out.`;
}
