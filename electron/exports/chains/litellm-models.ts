import type { ChainFacts, LinkFacts, OneChainFacts, ProviderFacts } from "./chain-facts.ts";
import { isLast } from "./chain-rules.ts";
import { linkSettings } from "./code/link-settings.ts";
import type { YamlRecord } from "./yaml-text.ts";

/** A link with the name under which the router knows it. */
export type NamedLink = { readonly name: string; readonly link: LinkFacts };
export type NamedChain = { readonly facts: OneChainFacts; readonly links: readonly NamedLink[] };

/** A chain's first link has the chain's name, which programs ask for; the others are numbered. No name is there twice. */
export function namedChains({ chains }: Pick<ChainFacts, "chains">): readonly NamedChain[] {
  const taken = new Set<string>();
  const free = (wanted: string) => {
    let name = wanted;
    for (let count = 2; taken.has(name); count += 1) name = `${wanted}-${count}`;
    taken.add(name);
    return name;
  };
  // What is asked for comes first, so that the second link of one chain does not take the name of another chain.
  const heads = chains.map(({ chain }) => free(groupName(chain.name)));
  return chains.map((facts, at) => {
    const head = heads[at] ?? "";
    return {
      facts,
      links: facts.links.map((link, index) => ({ link, name: index === 0 ? head : free(`${head}-${index + 1}`) })),
    };
  });
}

/** Stars and slashes mean more than a name to the router. */
function groupName(name: string): string {
  return name.replace(/[*/\\]+/g, "-");
}

/** An entry of `model_list`. */
export function modelEntry({ facts }: NamedChain, { name, link }: NamedLink): YamlRecord {
  const { deadlines, retries } = link.rules;
  const { maxTokens, temperature } = linkSettings(link);
  const { models = [] } = link.link;
  const firstContentMs = isLast(facts, link) ? deadlines.lastHopeFirstContentMs : deadlines.firstContentMs;
  const price = priceFields(link);
  return {
    model_name: name,
    litellm_params: {
      model: `${prefixes[link.provider.kind]}/${link.link.modelId}`,
      ...addressField(link.provider),
      api_key: link.provider.keyOptional ? "none" : `os.environ/${link.provider.keyVariable}`,
      max_tokens: maxTokens,
      ...(temperature !== null && { temperature }),
      ...(link.provider.kind === "openrouter" && models.length > 0 && { models: [link.link.modelId, ...models] }),
      stream_timeout: firstContentMs / 1000,
      timeout: deadlines.totalMs / 1000,
      num_retries: retries,
    },
    ...(price !== null && { model_info: price }),
  };
}

const prefixes: Readonly<Record<ProviderFacts["kind"], string>> = {
  openrouter: "openrouter",
  openai: "openai",
  anthropic: "anthropic",
  google: "gemini",
  "openai-compatible": "openai",
};

/** The router knows the usual addresses by itself. For Gemini it puts `/models/…` behind this. */
function addressField({ kind, baseUrl, isUsualAddress }: ProviderFacts): YamlRecord {
  if (isUsualAddress) return {};
  return { api_base: kind === "google" ? `${baseUrl}/v1beta` : baseUrl };
}

/** USD per token, where the link has a price of its own and both parts are known. */
export function priceFields({ link, price }: LinkFacts): YamlRecord | null {
  if ((link.costPer1kInput === null && link.costPer1kOutput === null) || price === null) return null;
  return { input_cost_per_token: perToken(price.inputUsd), output_cost_per_token: perToken(price.outputUsd) };
}

/** Without the dust of the division. */
function perToken(usdPerMillion: number): number {
  return Number((usdPerMillion / 1_000_000).toPrecision(12));
}
