import type { ChainFacts, LinkFacts, ProviderFacts } from "#electron/exports/chains/chain-facts.ts";
import { linkCosts } from "#electron/exports/chains/code/link-costs.ts";
import { linkSettings } from "#electron/exports/chains/code/link-settings.ts";
import { chainNames } from "#electron/exports/chains/code/names.ts";
import { titleHeader } from "#electron/exports/chains/code/provider-headers.ts";
import { quoted } from "#electron/exports/chains/code/quoted.ts";
import { changedTriggers } from "#electron/exports/chains/code/rules.ts";
import { defaultDeadlines } from "#shared/link-rules.ts";
import { argument, call, indented } from "./literals.ts";

/** The providers and the chains, as two dictionaries. */
export function chainsInPython(facts: ChainFacts): string[] {
  const links = facts.chains.flatMap((one) => one.links);
  const providers = facts.providers.flatMap((provider) => entry(provider.id, providerCall(provider, links)));
  const names = chainNames(facts);
  const chains = facts.chains.flatMap(({ chain, links: own }, index) => {
    const list = ["links=[", ...indented(own.flatMap((link) => call("ModelConfig", linkArguments(link, links)))), "],"];
    const args = [...list, ...argument("on_mid_stream", chain.onMidStream, "restart")];
    return entry(names[index] ?? chain.name, call("Chain", args));
  });
  return [
    ...["PROVIDERS: Dict[str, Provider] = {", ...indented(providers), "}", ""].map((line) => `${line}\n`),
    ...["CHAINS: Dict[str, Chain] = {", ...indented(chains), "}", "", ""].map((line) => `${line}\n`),
  ];
}

function entry(key: string, [first = "", ...rest]: readonly string[]): string[] {
  return [`${quoted(key)}: ${first}`, ...rest];
}

function providerCall(provider: ProviderFacts, links: readonly LinkFacts[]): string[] {
  const { name, baseUrl, addressVariable, keyVariable, keyOptional } = provider;
  const own = links.filter((link) => link.provider.id === provider.id).map(linkSettings);
  const chat = own.filter(({ dialect }) => dialect === "openai-chat");
  return call("Provider", [
    ...argument("name", name),
    ...argument("dialect", own[0]?.dialect),
    ...argument("base_url", baseUrl),
    ...argument("base_url_variable", addressVariable),
    ...argument("key_variable", keyVariable),
    ...argument("key_optional", keyOptional, false),
    ...(provider.kind === "openrouter" ? argument("headers", titleHeader) : []),
    ...argument(
      "stream_usage",
      chat.every((one) => one.asksForUsage),
      true,
    ),
  ]);
}

function linkArguments(facts: LinkFacts, links: readonly LinkFacts[]): string[] {
  const { link, provider, rules } = facts;
  const settings = linkSettings(facts);
  const costs = linkCosts(facts);
  const first = links.find((one) => one.provider.id === provider.id);
  const { deadlines } = rules;
  const seconds = (name: string, ms: number, byItselfMs: number) => argument(name, ms / 1000, byItselfMs / 1000);
  return [
    ...argument("name", link.name),
    ...argument("provider", provider.id),
    ...argument("model_id", link.modelId),
    ...argument("max_tokens", settings.maxTokens),
    // OpenAI is asked in two ways: models that think have an API of their own.
    ...argument("dialect", settings.dialect, first === undefined ? undefined : linkSettings(first).dialect),
    ...argument("temperature", settings.temperature, null),
    ...argument("cost_per_1k_input", costs.input, null),
    ...argument("cost_per_1k_output", costs.output, null),
    ...argument("cost_per_1k_cached", costs.cached, null),
    ...argument("retries", rules.retries, 1),
    ...seconds("connect_s", deadlines.connectMs, defaultDeadlines.connectMs),
    ...seconds("first_content_s", deadlines.firstContentMs, defaultDeadlines.firstContentMs),
    ...seconds("last_hope_first_content_s", deadlines.lastHopeFirstContentMs, defaultDeadlines.lastHopeFirstContentMs),
    ...seconds("idle_s", deadlines.idleMs, defaultDeadlines.idleMs),
    ...seconds("total_s", deadlines.totalMs, defaultDeadlines.totalMs),
    ...triggers(rules),
    ...argument("max_tokens_field", settings.maxTokensField, "max_completion_tokens"),
    ...(Object.keys(settings.extra).length > 0 ? argument("extra", settings.extra) : []),
  ];
}

/** Names of classes are words of ours, so that they need no quoting. */
function triggers(rules: LinkFacts["rules"]): string[] {
  const { stops, goesOn } = changedTriggers(rules);
  const set = (classes: readonly string[]) => `{${classes.map((one) => `"${one}"`).join(", ")}}`;
  const minus = stops.length === 0 ? "" : ` - ${set(stops)}`;
  const plus = goesOn.length === 0 ? "" : ` | ${set(goesOn)}`;
  return minus + plus === "" ? [] : [`fall_through=FALL_THROUGH${minus}${plus},`];
}
