import type { Trigger } from "#shared/chain.ts";
import { type ChainFacts, type Draft, keyVariables, type WriteChains } from "./chain-facts.ts";
import { chainNames } from "./code/names.ts";
import { linkFunction, linkName, singleQuoted } from "./curl-link.ts";
import { curlFunctions } from "./curl-script.ts";
import { type Difference, differences, engineSense, streamDifference } from "./engine-losses.ts";
import { headWords } from "./head-comment.ts";
import { type Judge, lossesOf, rehearsalLoss } from "./losses.ts";

/** A script for bash that asks the links in order with curl, with the requests that this program itself sends. */
export const writeCurl: WriteChains = (facts): Draft => {
  const parts = [
    headOf(facts),
    curlFunctions,
    ...facts.chains.flatMap((chain, at) => chain.links.map((link) => linkFunction({ chain, link, chainIndex: at }))),
    endOf(facts),
  ];
  return {
    text: `${parts.join("\n\n")}\n`,
    language: "bash",
    fileName: "chains.sh",
    losses: [...lossesOf(facts, judge), ...differences(facts, { ofAll, ofSeveral: [streamDifference("The script")] })],
    variables: keyVariables(facts),
    check: { kind: "run", by: "bash and curl ask servers of ours with it, and it falls through on a 429." },
    note:
      "It prints what comes from the provider, as it comes: events with pieces of the answer in them. While it runs, the " +
      "key stands in the list of processes: run it where nobody else is logged in.",
  };
};

const ofAll: readonly Difference[] = [
  {
    what: `cooldowns, ${engineSense}`,
    why: (what) => `The script remembers nothing and begins with the first link, so “${what}” are left out.`,
  },
];

function headOf(facts: ChainFacts): string {
  const usage =
    facts.chains.length === 1 ? 'bash chains.sh "Your prompt"' : 'bash chains.sh "Your prompt" NAME-OF-A-CHAIN';
  const addresses = facts.providers.map(
    ({ addressVariable, baseUrl }) => `${addressVariable}=\${${addressVariable}:-${singleQuoted(baseUrl)}}`,
  );
  return [`#!/usr/bin/env bash\n# ${headWords(facts)}\n# ${usage}`, "set -u", ...addresses].join("\n");
}

function endOf(facts: ChainFacts): string {
  const names = chainNames(facts).map(singleQuoted);
  const runs = facts.chains.map(
    (chain, at) => `  ${names[at]}) run ${chain.links.map((link) => linkName(at, link)).join(" ")} ;;`,
  );
  return [
    `prompt=$(json_text "\${1:-Hello}")`,
    `chain=\${2:-${names[0]}}`,
    'case "$chain" in',
    ...runs,
    '  *) echo "No such chain." >&2; exit 64 ;;',
    "esac",
  ].join("\n");
}

const judge: Judge = ({ rule, link, what }) => {
  switch (rule.kind) {
    case "max-tokens":
    case "temperature":
    case "other-models":
    case "retries":
      return null;
    case "price":
      return `curl knows no prices, so “${what}” is left out.`;
    case "deadline":
      return rule.name === "connectMs" || rule.name === "totalMs"
        ? null
        : `curl has no limit for “${what}”, so it is left out.`;
    case "trigger":
      return link === null ? null : triggerLoss(link.rules.triggers, rule.name, what);
    case "mid-stream":
      return rule.value === "fail" ? null : `What curl has printed cannot be taken back, so “${what}” is left out.`;
    case "drills":
      return rehearsalLoss(what);
  }
};

function triggerLoss(triggers: Readonly<Record<Trigger, boolean>>, name: Trigger, what: string): string | null {
  if (name === "QUOTA_DAY") {
    return triggers.QUOTA_DAY === triggers.RATE_LIMIT
      ? null
      : `The script tells failures apart by their status, and 429 is another one, too, so “${what}” is left out.`;
  }
  if (!triggers[name]) return null;
  if (name === "EMPTY") return `The script takes an empty answer for an answer, so “${what}” is left out.`;
  if (name !== "CONTEXT_LENGTH" && name !== "CONTENT_POLICY") return null;
  return `The script tells failures apart by their status, and 400 stands for every wrong request, so “${what}” is left out.`;
}
