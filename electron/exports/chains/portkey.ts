import type { Trigger } from "#shared/chain.ts";
import { type Draft, keyVariables, type LinkFacts, type OneChainFacts, type WriteChains } from "./chain-facts.ts";
import { isLast } from "./chain-rules.ts";
import { type Difference, differences, engineSense, fieldLosses, streamDifference } from "./engine-losses.ts";
import { jsonText, recordByName } from "./json-text.ts";
import { type Judge, lossesOf, rehearsalLoss } from "./losses.ts";
import { addressLosses } from "./portkey-addresses.ts";
import { statusesOn, takesOtherModels, targetOf } from "./portkey-targets.ts";

/** A config of Portkey's gateway. Fields: portkey.ai/docs, Configs, and the schema in the gateway's own code, 1.15.2. */
export const writePortkey: WriteChains = (facts): Draft => ({
  text: jsonText(recordByName(facts, configOf)),
  language: "json",
  fileName: "portkey.json",
  losses: [
    ...lossesOf(facts, judge),
    ...fieldLosses(facts, "Portkey’s gateway"),
    ...addressLosses(facts),
    ...differences(facts, { ofAll, ofSeveral: [streamDifference("Portkey")] }),
  ],
  variables: keyVariables(facts),
  check: { kind: "target", by: "Portkey’s own gateway 1.15.2 reads it, answers by it, and falls through on a 429." },
  note:
    "A Portkey config cannot read the environment: “envsubst < portkey.json” puts the keys in. In Portkey’s own " +
    "store of keys, write “virtual_key” in place of “api_key”.",
});

const ofAll: readonly Difference[] = [
  {
    what: "the first token of a stream that has begun",
    why: (what) => `Portkey’s limit of time ends when an answer begins, so “${what}” has no limit.`,
  },
  {
    what: `cooldowns, ${engineSense}`,
    why: (what) => `Portkey’s gateway remembers no failure and begins with the first link, so “${what}” are left out.`,
  },
];

type Target = ReturnType<typeof targetOf> | { readonly strategy: Strategy; readonly targets: readonly Target[] };
type Strategy =
  | { readonly mode: "fallback"; readonly on_status_codes: readonly number[] }
  | { readonly mode: "single" };

function configOf(facts: OneChainFacts): Target {
  const [only, ...others] = facts.links;
  if (only !== undefined && others.length === 0)
    return { strategy: { mode: "single" }, targets: [targetIn(facts, only)] };
  return fallbackOf(facts, facts.links);
}

/** Links that go on after the same answers share a strategy; what follows with another one is its last target. */
function fallbackOf(facts: OneChainFacts, links: readonly LinkFacts[]): Target {
  const [first, ...rest] = links;
  if (first === undefined) return { strategy: { mode: "single" }, targets: [] };
  if (rest.length === 0) return targetIn(facts, first);
  const statuses = statusesOn(first);
  const others = links.findIndex((link) => !isLast(facts, link) && String(statusesOn(link)) !== String(statuses));
  const alike = others === -1 ? links : links.slice(0, others);
  const behind = others === -1 ? [] : [fallbackOf(facts, links.slice(others))];
  const targets = [...alike.map((link) => targetIn(facts, link)), ...behind];
  return { strategy: { mode: "fallback", on_status_codes: statuses }, targets };
}

function targetIn(facts: OneChainFacts, link: LinkFacts) {
  const { firstContentMs, lastHopeFirstContentMs } = link.rules.deadlines;
  return targetOf(link, isLast(facts, link) ? lastHopeFirstContentMs : firstContentMs);
}

const judge: Judge = ({ rule, link, what }, facts) => {
  switch (rule.kind) {
    case "max-tokens":
    case "temperature":
    case "retries":
      return null;
    case "other-models":
      return link !== null && takesOtherModels(link.provider) ? null : noField(what);
    case "price":
      return noField(what);
    case "deadline":
      if (rule.name === "totalMs") return wholeAnswer(what);
      if (rule.name === "lastHopeFirstContentMs") return link === facts.links.at(-1) ? null : noField(what);
      return rule.name === "firstContentMs" ? null : noField(what);
    case "trigger":
      return link === null ? null : triggerLoss(link, rule.name, what);
    case "mid-stream":
      return rule.value === "fail" ? null : noField(what);
    case "drills":
      return rehearsalLoss(what);
  }
};

/** Classes that have no answer of their own go the way of another class. */
const sharedWith: Readonly<Partial<Record<Trigger, { readonly name: Trigger; readonly status: string }>>> = {
  QUOTA_DAY: { name: "RATE_LIMIT", status: "429" },
  NETWORK: { name: "SERVER", status: "500" },
};

function triggerLoss({ rules: { triggers } }: LinkFacts, name: Trigger, what: string): string | null {
  const shared = sharedWith[name];
  if (shared !== undefined) {
    if (triggers[name] === triggers[shared.name]) return null;
    return `Portkey tells failures apart by their status, and this one has ${shared.status} as others have, so “${what}” is left out.`;
  }
  if (name !== "EMPTY" && name !== "CONTEXT_LENGTH" && name !== "CONTENT_POLICY") return null;
  if (!triggers[name]) return null;
  return name === "EMPTY"
    ? `Portkey takes an empty answer for an answer, so “${what}” is left out.`
    : `Portkey tells failures apart by their status, and 400 stands for every wrong request, so “${what}” is left out.`;
}

function wholeAnswer(what: string): string {
  return (
    `Portkey has one limit of time, which is set to the first token’s and ends as soon as a stream begins, so “${what}” ` +
    "is left out; an answer that is not streamed has no longer than that."
  );
}

function noField(what: string): string {
  return `Portkey config has no field for “${what}”, so it is left out.`;
}
