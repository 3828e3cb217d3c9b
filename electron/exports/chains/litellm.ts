import type { DeadlineName } from "#shared/chain.ts";
import { type Draft, keyVariables, type WriteChains } from "./chain-facts.ts";
import type { PlacedRule } from "./chain-rules.ts";
import { type Difference, differences, engineSense, fieldLosses } from "./engine-losses.ts";
import { headWords } from "./head-comment.ts";
import { modelEntry, type NamedChain, namedChains, priceFields } from "./litellm-models.ts";
import { type Judge, lossesOf, rehearsalLoss } from "./losses.ts";
import { type YamlRecord, yamlItems, yamlLines } from "./yaml-text.ts";

/**
 * A config of the LiteLLM proxy: a model of each link, and the chain as the fallbacks of its first one. Field names and
 * what they do: docs.litellm.ai, proxy/config_settings, proxy/reliability and proxy/timeout, read in November 2026.
 */
export const writeLiteLlm: WriteChains = (facts): Draft => {
  const chains = namedChains(facts);
  const lines = [
    `# ${headWords(facts)}`,
    "model_list:",
    ...yamlItems(
      chains.flatMap((chain) => chain.links.map((link) => modelEntry(chain, link))),
      "  ",
    ),
    "",
    "router_settings:",
    ...yamlLines(routerSettings(chains), "  "),
  ];
  return {
    text: `${lines.join("\n")}\n`,
    language: "yaml",
    fileName: "litellm.yaml",
    losses: [...lossesOf(facts, judge), ...fieldLosses(facts, "LiteLLM"), ...differences(facts, { ofAll, ofSeveral })],
    variables: keyVariables(facts),
    note: `Start the proxy with “litellm --config litellm.yaml”. Programs ask for the model ${listWords(chains.map(({ links }) => links[0]?.name ?? ""))}.`,
    check: {
      kind: "none",
      by: "LiteLLM is neither on npm nor in Debian: its file is parsed as YAML, and its fields are those of its documentation.",
    },
  };
};

const ofAll: readonly Difference[] = [
  {
    what: "the whole time of a stream",
    why: (what) => `LiteLLM holds “timeout” for answers that are not streamed, so “${what}” has no limit.`,
  },
  {
    what: engineSense,
    why: (what) => `LiteLLM cools models by its own rules and knows no more, so “${what}” are left out.`,
  },
];
const ofSeveral: readonly Difference[] = [
  {
    what: "wrong request: stop",
    why: (what) => `LiteLLM asks the next model after every failure, so “${what}” is left out.`,
  },
];

function listWords(names: readonly string[]): string {
  return names.map((name) => `“${name}”`).join(" or ");
}

/** What LiteLLM does by itself is set where the chain does something else. */
function routerSettings(chains: readonly NamedChain[]): YamlRecord {
  const longest = Math.max(...chains.map(({ links }) => links.length));
  return {
    num_retries: 0,
    retry_policy: {
      RateLimitErrorRetries: 0,
      TimeoutErrorRetries: 0,
      AuthenticationErrorRetries: 0,
      BadRequestErrorRetries: 0,
      ContentPolicyViolationErrorRetries: 0,
    },
    // One failure alone may be chance. A model that cooled after it would not be asked once more, whatever its retries.
    allowed_fails: 1,
    allowed_fails_policy: {
      RateLimitErrorAllowedFails: 0,
      TimeoutErrorAllowedFails: 0,
      AuthenticationErrorAllowedFails: 0,
    },
    cooldown_time: 10,
    ...fallbacksOf("fallbacks", chains, () => true),
    ...fallbacksOf(
      "context_window_fallbacks",
      chains,
      ({ facts }) => facts.links[0]?.rules.triggers.CONTEXT_LENGTH === true,
    ),
    ...fallbacksOf(
      "content_policy_fallbacks",
      chains,
      ({ facts }) => facts.links[0]?.rules.triggers.CONTENT_POLICY === true,
    ),
    // By itself it stops after the fifth.
    ...(longest > 6 && { max_fallbacks: longest - 1 }),
  };
}

/** An empty list says that no other model is asked; left out, the list of `fallbacks` would hold here, too. */
function fallbacksOf(name: string, chains: readonly NamedChain[], goesOn: (chain: NamedChain) => boolean): YamlRecord {
  const entries = chains.flatMap((chain) => {
    const [head, ...others] = chain.links.map((link) => link.name);
    return head === undefined || others.length === 0 ? [] : [{ [head]: goesOn(chain) ? others : [] }];
  });
  return entries.length === 0 || (name !== "fallbacks" && chains.every(goesOn)) ? {} : { [name]: entries };
}

const judge: Judge = ({ rule, link, what }, facts) => {
  switch (rule.kind) {
    case "max-tokens":
    case "temperature":
    case "other-models":
    case "retries":
      return null;
    case "price":
      return link !== null && priceFields(link) !== null
        ? null
        : `LiteLLM needs a price for both sides, and only one is known, so “${what}” is left out.`;
    case "deadline":
      return isKept(rule.name, link === facts.links.at(-1)) ? null : noField(what);
    case "trigger":
      return triggerLoss(rule, { isFirst: facts.links[0] === link, what });
    case "mid-stream":
      return rule.value === "fail" ? null : noField(what);
    case "drills":
      return rehearsalLoss(what);
  }
};

/** A model has one limit for its first token, and one for the whole answer. */
function isKept(name: DeadlineName, isLastLink: boolean): boolean {
  if (name === "lastHopeFirstContentMs") return isLastLink;
  return name === "firstContentMs" || name === "totalMs";
}

type TriggerRule = Extract<PlacedRule["rule"], { readonly kind: "trigger" }>;

function triggerLoss(
  { name, value }: TriggerRule,
  { isFirst, what }: { isFirst: boolean; what: string },
): string | null {
  if (name === "EMPTY") return value ? `LiteLLM takes an empty answer for an answer, so “${what}” is left out.` : null;
  if (name === "CONTEXT_LENGTH" || name === "CONTENT_POLICY") {
    if (value || isFirst) return null;
    return `LiteLLM can stop for this only at the first model, so “${what}” is left out: it asks the next one.`;
  }
  return value ? null : `LiteLLM asks the next model after every failure, so “${what}” is left out.`;
}

function noField(what: string): string {
  return `LiteLLM config has no field for “${what}”, so it is left out.`;
}
