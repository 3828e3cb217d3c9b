import type { ChainFacts, LinkFacts } from "#electron/exports/chains/chain-facts.ts";
import { linkCosts } from "#electron/exports/chains/code/link-costs.ts";
import { type LinkSettings, linkSettings } from "#electron/exports/chains/code/link-settings.ts";
import { chainNames } from "#electron/exports/chains/code/names.ts";
import { changedTriggers } from "#electron/exports/chains/code/rules.ts";
import { defaultDeadlines } from "#shared/link-rules.ts";
import { block, entry, field } from "./literals.ts";

/** Fields of a link that only one kind of program has. */
export type OwnFields = (facts: LinkFacts, settings: LinkSettings) => readonly string[];

/** The chains by their names, as one map. */
export function chainsInTypeScript(facts: ChainFacts, ownFields: OwnFields): string {
  const names = chainNames(facts);
  const entries = facts.chains.flatMap(({ chain, links }, index) => {
    const list = block(
      "links: [",
      links.flatMap((link) => block("{", linkFields(link, ownFields), "},")),
      "],",
    );
    const value = block("{", [...list, ...field("onMidStream", chain.onMidStream)], "},");
    return entry(names[index] ?? chain.name, value);
  });
  return textOf(block("export const chains: ReadonlyMap<string, Chain> = new Map<string, Chain>([", entries, "]);"));
}

export function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

function linkFields(facts: LinkFacts, ownFields: OwnFields): string[] {
  const { link, provider, rules } = facts;
  const settings = linkSettings(facts);
  const costs = linkCosts(facts);
  const { deadlines } = rules;
  const { stops, goesOn } = changedTriggers(rules);
  return [
    ...field("name", link.name),
    ...field("provider", provider.id),
    ...field("modelId", link.modelId),
    ...field("maxTokens", settings.maxTokens),
    ...field("temperature", settings.temperature, null),
    ...field("costPer1kInput", costs.input, null),
    ...field("costPer1kOutput", costs.output, null),
    ...field("costPer1kCached", costs.cached, null),
    ...field("retries", rules.retries, 1),
    ...field("firstContentMs", deadlines.firstContentMs, defaultDeadlines.firstContentMs),
    ...field("lastHopeFirstContentMs", deadlines.lastHopeFirstContentMs, defaultDeadlines.lastHopeFirstContentMs),
    ...field("idleMs", deadlines.idleMs, defaultDeadlines.idleMs),
    ...field("totalMs", deadlines.totalMs, defaultDeadlines.totalMs),
    ...(stops.length > 0 ? field("stopsAfter", stops) : []),
    ...(goesOn.length > 0 ? field("goesOnAfter", goesOn) : []),
    ...ownFields(facts, settings),
  ];
}
