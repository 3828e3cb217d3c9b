import fc from "fast-check";
import { expect, test } from "vitest";
import { readFile } from "#electron/bridge/setup/read-file.ts";
import type { ChainFacts, OneChainFacts, WriteChains } from "#electron/exports/chains/chain-facts.ts";
import { type PlacedRule, rulesOf } from "#electron/exports/chains/chain-rules.ts";
import { writeLiteLlm } from "#electron/exports/chains/litellm.ts";
import { writePortkey } from "#electron/exports/chains/portkey.ts";
import type { Chain } from "#shared/chain.ts";
import type { ExportLoss } from "#shared/chain-export.ts";
import { factsOfChains, someFacts } from "#test/support/random-chains.ts";
import { sentTemperature } from "#test/support/rule-readers.ts";
import { runsOf } from "#test/support/runs.ts";

/** What a file of another program comes to here, in a program with the same providers. */
function comesBack(text: string, facts: ChainFacts): readonly Chain[] {
  const read = readFile(text, { providers: facts.setup.providers });
  if (!read.ok) throw new Error(read.failure.message);
  return read.value.frame.chains.filter(isChain);
}

function isChain(value: unknown): value is Chain {
  return typeof value === "object" && value !== null && "links" in value;
}

function isLost({ what, link }: PlacedRule, losses: readonly ExportLoss[]): boolean {
  return losses.some((loss) => loss.what === what && (loss.linkIndex === null || loss.linkIndex === link?.index));
}

/** Anthropic takes no temperature above 1. */
function asSent({ rule, link }: PlacedRule): PlacedRule["rule"] {
  return rule.kind === "temperature" ? { ...rule, value: sentTemperature(link, rule.value) } : rule;
}

/** A file names both halves of a price, though the chain left one to the catalog. */
function isSame(one: PlacedRule["rule"], other: PlacedRule["rule"]): boolean {
  if (one.kind !== "price" || other.kind !== "price") return JSON.stringify(one) === JSON.stringify(other);
  const isNear = (wanted: number | null, found: number | null) =>
    wanted === null || Math.abs(wanted - (found ?? Number.NaN)) < 1e-9;
  return isNear(one.input, other.input) && isNear(one.output, other.output);
}

/** Where two providers have one address, nobody could tell which of them is meant. */
const placed = someFacts.filter(({ setup: { providers } }) => {
  return new Set(providers.map(({ baseUrl }) => baseUrl)).size === providers.length;
});

/** The model of a link may look like a pattern, which stands for many models there; and no field here may be called so. */
const isOdd = ({ chain, links }: OneChainFacts) =>
  ["constructor", "prototype"].includes(chain.name) || links.some(({ link }) => link.modelId.includes("*"));

test.each([
  ["LiteLLM", writeLiteLlm],
  ["Portkey", writePortkey],
] as const satisfies readonly (readonly [string, WriteChains])[])(
  "%s: a chain that goes out and comes back asks the same links with every rule that was not told as lost",
  (_name, write) => {
    fc.assert(
      fc.property(placed, (facts) => {
        fc.pre(!facts.chains.some(isOdd));
        const { text, losses } = write(facts);
        const chains = comesBack(text, facts);
        expect(chains).toHaveLength(facts.chains.length);
        const again = factsOfChains(chains, facts.setup.providers).chains;
        for (const [at, chain] of facts.chains.entries()) {
          // In JSON, names that are numbers come first.
          const back = again.find((one) => one.chain.name === chain.chain.name) ?? again[at];
          const asked = ({ links }: OneChainFacts) => links.map(({ link, provider }) => [provider.id, link.modelId]);
          expect(back && asked(back)).toEqual(asked(chain));
          const found = back === undefined ? [] : rulesOf(back);
          const own = losses.filter(({ chainName }) => chainName === chain.chain.name);
          for (const wanted of rulesOf(chain)) {
            if (isLost(wanted, own)) continue;
            const place = wanted.link?.index ?? null;
            const same = found.some(
              ({ rule, link }) => (link?.index ?? null) === place && isSame(asSent(wanted), rule),
            );
            expect({ what: wanted.what, place, same }).toEqual({ what: wanted.what, place, same: true });
          }
        }
      }),
      { numRuns: runsOf(40, 750) },
    );
  },
);
