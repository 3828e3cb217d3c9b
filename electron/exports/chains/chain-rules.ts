import type { DeadlineName, OnMidStream, Trigger } from "#shared/chain.ts";
import { formatCount, formatCountWord, formatPause } from "#shared/format.ts";
import { deadlineWords, triggerWords } from "#shared/rule-words.ts";
import type { LinkFacts, OneChainFacts } from "./chain-facts.ts";
import { isOneOf } from "./is-one-of.ts";

/** Something that a link asks for or is done with, as far as it has an effect in its place. */
export type LinkRule =
  | { readonly kind: "max-tokens"; readonly value: number }
  | { readonly kind: "temperature"; readonly value: number }
  /** The link's own, USD per 1,000 tokens; null means the catalog's. */
  | { readonly kind: "price"; readonly input: number | null; readonly output: number | null }
  /** Models that OpenRouter may answer with instead. */
  | { readonly kind: "other-models"; readonly value: readonly string[] }
  | { readonly kind: "deadline"; readonly name: DeadlineName; readonly value: number }
  | { readonly kind: "retries"; readonly value: 0 | 1 }
  /** Whether the next link is tried. */
  | { readonly kind: "trigger"; readonly name: Trigger; readonly value: boolean };

export type ChainRule =
  | LinkRule
  | { readonly kind: "mid-stream"; readonly value: OnMidStream }
  | { readonly kind: "drills"; readonly value: number };

/** `what` is its name for people: “cut stream: start over”. `link` is null where it is of the whole chain. */
export type PlacedRule = { readonly rule: ChainRule; readonly link: LinkFacts | null; readonly what: string };

/** Every rule of a chain that has an effect. A file has each of them in it, or says that it has not. */
export function rulesOf(facts: OneChainFacts): readonly PlacedRule[] {
  const { chain, links } = facts;
  const ofLinks = links.flatMap((link) => rulesOfLink(link, isLast(facts, link)).map((rule) => placed(rule, link)));
  const { onMidStream, drills = [] } = chain;
  return [
    // Nothing could start over where there is no other link.
    ...(links.length > 1 ? [placed({ kind: "mid-stream", value: onMidStream }, null)] : []),
    ...ofLinks,
    ...(drills.length > 0 ? [placed({ kind: "drills", value: drills.length }, null)] : []),
  ];
}

export function isLast({ links }: OneChainFacts, link: LinkFacts): boolean {
  return links.at(-1) === link;
}

function placed(rule: ChainRule, link: LinkFacts | null): PlacedRule {
  return { rule, link, what: wordsOf(rule) };
}

function rulesOfLink({ link, rules, takesTemperature, provider }: LinkFacts, isLastOne: boolean): readonly LinkRule[] {
  const { maxTokens, temperature, costPer1kInput, costPer1kOutput, models = [] } = link;
  const hasPrice = costPer1kInput !== null || costPer1kOutput !== null;
  return [
    { kind: "max-tokens", value: maxTokens },
    ...(takesTemperature ? [{ kind: "temperature", value: temperature } as const] : []),
    ...(hasPrice ? [{ kind: "price", input: costPer1kInput, output: costPer1kOutput } as const] : []),
    ...(provider.kind === "openrouter" && models.length > 0 ? [{ kind: "other-models", value: models } as const] : []),
    ...deadlineNames(link.rules?.deadlines ?? {}, isLastOne).map(
      (name) => ({ kind: "deadline", name, value: rules.deadlines[name] }) as const,
    ),
    { kind: "retries", value: rules.retries },
    // Nothing leads on from the last link.
    ...(isLastOne ? [] : Object.entries(rules.triggers).flatMap(([name, value]) => triggerOf(name, value))),
  ];
}

/** A link with others behind it has the limit for a last hope only where somebody set it for this link. */
function deadlineNames(
  own: Readonly<Partial<Record<DeadlineName, number>>>,
  isLastOne: boolean,
): readonly DeadlineName[] {
  const always = ["connectMs", "idleMs", "totalMs"] as const;
  if (isLastOne) return ["lastHopeFirstContentMs", ...always];
  return [
    "firstContentMs",
    ...(own.lastHopeFirstContentMs === undefined ? [] : (["lastHopeFirstContentMs"] as const)),
    ...always,
  ];
}

function triggerOf(name: string, value: boolean): readonly LinkRule[] {
  return isOneOf(triggerWords, name) ? [{ kind: "trigger", name, value }] : [];
}

function wordsOf(rule: ChainRule): string {
  switch (rule.kind) {
    case "max-tokens":
      return `max tokens: ${formatCount(rule.value)}`;
    case "temperature":
      return `temperature: ${rule.value}`;
    case "price":
      return `own price: ${priceWords(rule.input)} in, ${priceWords(rule.output)} out for 1,000 tokens`;
    case "other-models":
      return `other models: ${rule.value.join(", ")}`;
    case "deadline":
      return `${deadlineWords[rule.name].toLowerCase()}: ${formatPause(rule.value)}`;
    case "retries":
      return `5xx: ${rule.value === 0 ? "no retry" : "one retry"}`;
    case "trigger":
      return `${triggerWords[rule.name]}: ${rule.value ? "next link" : "stop"}`;
    case "mid-stream":
      return rule.value === "restart" ? "cut stream: start over" : "cut stream: keep it";
    case "drills":
      return rule.value === 1 ? "one drill" : `${formatCountWord(rule.value)} drills`;
  }
}

function priceWords(usd: number | null): string {
  return usd === null ? "the catalog’s" : `$${usd}`;
}
