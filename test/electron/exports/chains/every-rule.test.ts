import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import type { ChainFacts, WriteChains } from "#electron/exports/chains/chain-facts.ts";
import { rulesOf } from "#electron/exports/chains/chain-rules.ts";
import { writeCurl } from "#electron/exports/chains/curl.ts";
import { writeLiteLlm } from "#electron/exports/chains/litellm.ts";
import { writeOpenRouter } from "#electron/exports/chains/openrouter.ts";
import { writePortkey } from "#electron/exports/chains/portkey.ts";
import { someFacts } from "#test/support/random-chains.ts";
import { readCurl, readOpenRouter } from "#test/support/request-readers.ts";
import { type IsIn, readLiteLlm, readPortkey } from "#test/support/rule-readers.ts";
import { runsOf } from "#test/support/runs.ts";

const forms: readonly (readonly [name: string, write: WriteChains, read: (text: string, facts: ChainFacts) => IsIn])[] =
  [
    ["LiteLLM", writeLiteLlm, readLiteLlm],
    ["Portkey", writePortkey, readPortkey],
    ["OpenRouter", writeOpenRouter, readOpenRouter],
    ["cURL", writeCurl, readCurl],
  ];

describe.each(forms)("%s", (_name, write, read) => {
  test("each rule of a chain is either in the file or among what is lost, and never both", () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const { text, losses } = write(facts);
        const isIn = read(text, facts);
        for (const chain of facts.chains) {
          const ofChain = losses.filter(({ chainName }) => chainName === chain.chain.name);
          for (const { rule, link, what } of rulesOf(chain)) {
            const at = link?.index ?? null;
            const isLeftOut = ofChain.some(
              (loss) => loss.what === "the chain" || (loss.what === link?.link.name && loss.linkIndex === at),
            );
            const isLost = ofChain.some(
              (loss) => loss.what === what && (loss.linkIndex === null || loss.linkIndex === at),
            );
            if (isLeftOut) continue;
            const place = `${chain.chain.name}, link ${at}: ${what}`;
            expect({ place, isIn: isIn({ rule, link, chain }) }).toEqual({ place, isIn: !isLost });
          }
        }
      }),
      { numRuns: runsOf(60, 1_000) },
    );
  });

  test("what is lost is told in a sentence that names it", () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        for (const { what, why } of write(facts).losses) {
          expect(why).toMatch(/^\S.*\.$/su);
          if (what !== "the chain") expect(why).toContain(what);
        }
      }),
      { numRuns: runsOf(20, 100) },
    );
  });
});

test("a LiteLLM file is one document for readers of YAML 1.1 and 1.2 alike, without a warning", () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      const { text } = writeLiteLlm(facts);
      const read = (["1.1", "1.2"] as const).map((version) => parseAllDocuments(text, { version }));
      for (const documents of read) {
        expect(documents).toHaveLength(1);
        expect(documents.flatMap((one) => ("errors" in one ? [...one.errors, ...one.warnings] : []))).toEqual([]);
      }
      const [old, now] = read.map((documents) => JSON.stringify(documents));
      expect(old).toBe(now);
    }),
    { numRuns: runsOf(40, 400) },
  );
});
