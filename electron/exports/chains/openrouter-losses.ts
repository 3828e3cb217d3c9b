import type { Trigger } from "#shared/chain.ts";
import type { LinkFacts } from "./chain-facts.ts";
import type { PlacedRule } from "./chain-rules.ts";
import { type LinkSettings, linkSettings } from "./code/link-settings.ts";
import { rehearsalLoss } from "./losses.ts";
import type { AskedModels } from "./openrouter-models.ts";

/** Why a rule is not in a request to OpenRouter; null where it is, or where its link is left out and has said so. */
export function openRouterLoss({ rule, link, what }: PlacedRule, { links, crowdedOut }: AskedModels): string | null {
  if (link !== null && !links.includes(link)) return null;
  switch (rule.kind) {
    case "max-tokens":
      return sameForAll(links, link, (settings) => settings.maxTokens) ? null : oneForAll(what);
    case "temperature":
      return sameForAll(links, link, (settings) => settings.temperature) ? null : oneForAll(what);
    case "other-models":
      if (link === null || !crowdedOut.has(link)) return null;
      return `OpenRouter takes 3 models in a request, so not all of “${what}” are in it.`;
    case "retries":
      return rule.value === 0 ? null : noField(what);
    case "trigger":
      return triggerLoss(rule.name, rule.value, what);
    case "mid-stream":
      return rule.value === "fail" ? null : noField(what);
    case "drills":
      return rehearsalLoss(what);
    case "price":
      return `OpenRouter says itself what an answer cost, so “${what}” is left out.`;
    case "deadline":
      return noField(what);
  }
}

/** Whether the link asks for what the first one does, whose settings the request has. */
function sameForAll(
  [first]: readonly LinkFacts[],
  link: LinkFacts | null,
  part: (settings: LinkSettings) => number | null,
): boolean {
  if (first === undefined || link === null) return true;
  return part(linkSettings(first)) === part(linkSettings(link));
}

/** Failures of the account, which the next model would meet as well. */
const ofAccount: ReadonlySet<Trigger> = new Set(["AUTH", "BILLING", "QUOTA_DAY"]);

function triggerLoss(name: Trigger, value: boolean, what: string): string | null {
  if (ofAccount.has(name)) {
    return value ? `Every model of a request is asked with the same account, so “${what}” is left out.` : null;
  }
  if (name === "EMPTY")
    return value ? `OpenRouter takes an empty answer for an answer, so “${what}” is left out.` : null;
  return value ? null : `OpenRouter asks the next model after every failure, so “${what}” is left out.`;
}

function oneForAll(what: string): string {
  return `A request has one such setting for all of its models, the first link’s, so “${what}” is left out.`;
}

function noField(what: string): string {
  return `OpenRouter’s request has no field for “${what}”, so it is left out.`;
}
