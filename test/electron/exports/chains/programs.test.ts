import fc from "fast-check";
import { parseSync, Visitor } from "vite";
import { expect, test } from "vitest";
import type { ChainFacts, LinkFacts, OneChainFacts, WriteChains } from "#electron/exports/chains/chain-facts.ts";
import { type ChainRule, rulesOf } from "#electron/exports/chains/chain-rules.ts";
import { chainNames } from "#electron/exports/chains/code/names.ts";
import { quoted } from "#electron/exports/chains/code/quoted.ts";
import { writePython } from "#electron/exports/chains/python/python.ts";
import { writeTypeScript } from "#electron/exports/chains/typescript/typescript.ts";
import { writeTypeScriptFetch } from "#electron/exports/chains/typescript/typescript-fetch.ts";
import { newLink } from "#shared/chain.ts";
import { defaultTriggers } from "#shared/link-rules.ts";
import { type DumpedLink, dumpAll } from "#test/support/chain-programs/dumped.ts";
import { inProject } from "#test/support/chain-programs/world.ts";
import { factsOfChains, someFacts } from "#test/support/random-chains.ts";
import { sentTemperature } from "#test/support/rule-readers.ts";
import { runsOf } from "#test/support/runs.ts";

const forms = [
  { form: "Python", ending: "py", write: writePython },
  { form: "TypeScript on fetch", ending: "ts", write: writeTypeScriptFetch },
  { form: "TypeScript on the AI SDK", ending: "ts", write: writeTypeScript },
] as const satisfies readonly { form: string; ending: "py" | "ts"; write: WriteChains }[];

/** Text as only a changed file could hold it: line ends, halves of characters, ends of literals and comments. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom(
        '"',
        '"""',
        "'''",
        "`",
        ["$", "{x}"].join(""),
        "\\",
        "\n",
        "\r",
        "\u2028",
        "\u2029",
        "\0",
        "*/",
        "#",
        "//",
        "é",
      ),
    )
    .map((pieces) => pieces.join("")),
);

const hostileFacts: fc.Arbitrary<ChainFacts> = fc
  .record({ name: anyText, link: anyText, model: anyText, provider: anyText, id: anyText })
  .map(({ name, link, model, provider: providerName, id }) => {
    const provider = { id, name: providerName, kind: "openai-compatible" as const, baseUrl: "https://a.test/v1" };
    const chain = (at: string) => ({
      ...{ id: at, name, onMidStream: "restart" as const },
      links: [newLink("l", link, { providerId: id, modelId: model })],
    });
    return factsOfChains([chain("one"), chain("two")], [{ ...provider, keyOptional: false }]);
  });

const seed = 20_261_123;
const sampled = [
  ...fc.sample(someFacts, { seed, numRuns: runsOf(15, 60) }),
  ...fc.sample(hostileFacts, { seed, numRuns: runsOf(15, 60) }),
];

test.concurrent.for(forms)(
  "$form: the file, read by its language, holds each name, id and rule as it is, or says what it lacks",
  async ({ ending, write }, context) => {
    const drafts = sampled.map((facts) => write(facts));
    const dumped = await dumpAll(
      ending,
      drafts.map(({ text }) => text),
      await inProject(context),
    );
    for (const [index, facts] of sampled.entries()) {
      const chains = dumped[index] ?? [];
      expect(chains.map(([name]) => name)).toEqual(chainNames(facts));
      for (const [at, one] of facts.chains.entries()) {
        const held = chains[at]?.[1];
        const names = held?.links.map(({ name, provider, modelId }) => ({ name, provider, modelId }));
        expect(names).toEqual(one.links.map(namesOf));
        for (const { rule, link, what } of rulesOf(one)) {
          const own = held?.links[link === null ? -1 : one.links.indexOf(link)];
          const isIn =
            rule.kind === "mid-stream" ? held?.onMidStream === rule.value : own !== undefined && holds(own, rule, link);
          const isLost = drafts[index]?.losses.some((loss) => loss.what === what && isAt(loss, one, link)) ?? false;
          expect({ what, isIn, form: drafts[index]?.fileName }).toEqual({
            what,
            isIn: !isLost,
            form: drafts[index]?.fileName,
          });
        }
      }
    }
  },
);

function namesOf({ link, provider }: LinkFacts) {
  return { name: link.name, provider: provider.id, modelId: link.modelId };
}

function isAt(
  loss: { chainName: string; linkIndex: number | null },
  { chain }: OneChainFacts,
  link: LinkFacts | null,
): boolean {
  return loss.chainName === chain.name && (loss.linkIndex === null || loss.linkIndex === link?.index);
}

function holds(own: DumpedLink, rule: ChainRule, link: LinkFacts | null): boolean {
  switch (rule.kind) {
    case "max-tokens":
      return own.maxTokens === rule.value;
    case "temperature":
      return own.temperature === sentTemperature(link, rule.value);
    case "price":
      return isPrice(own.costPer1kInput, rule.input) && isPrice(own.costPer1kOutput, rule.output);
    case "other-models":
      return rule.value.every((model) => (own.extra ?? own.providerOptions?.openrouter)?.models?.includes(model));
    case "deadline":
      return own[rule.name] === rule.value;
    case "retries":
      return own.retries === rule.value;
    case "trigger":
      return leadsOn(own, rule.name) === rule.value;
    default:
      return false;
  }
}

/** Where the link leaves a half to the catalog, that is what stands in the file. */
function isPrice(held: number | null, set: number | null): boolean {
  return held !== null && (set === null || Math.abs(held - set) < 1e-12);
}

function leadsOn(
  { fallThrough, stopsAfter = [], goesOnAfter = [] }: DumpedLink,
  name: keyof typeof defaultTriggers,
): boolean {
  if (fallThrough !== undefined) return fallThrough.includes(name);
  return goesOnAfter.includes(name) || (defaultTriggers[name] && !stopsAfter.includes(name));
}

test("names and addresses of providers are in a TypeScript file to the letter", () => {
  for (const facts of sampled) {
    const held = literalsOf(writeTypeScriptFetch(facts).text);
    for (const { id, name, baseUrl } of facts.providers)
      expect(held).toEqual(expect.arrayContaining([id, name, baseUrl]));
  }
});

function literalsOf(text: string): unknown[] {
  const found: unknown[] = [];
  const parsed = parseSync("program.ts", text);
  expect(parsed.errors).toEqual([]);
  new Visitor({ Literal: (node) => void found.push(node.value) }).visit(parsed.program);
  return found;
}

test("a quoted text is one line that anyone can see, and is read as exactly this text", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const literal = quoted(text);
      expect(JSON.parse(literal)).toBe(text);
      expect(literal).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u);
    }),
  );
});

test.each(forms)("$form: the file holds only the dialects that are asked, and no key", ({ write }) => {
  const chain = { id: "c", name: "c", onMidStream: "restart" as const };
  const ref = { providerId: "anthropic", modelId: "claude-haiku-4-5" };
  const { text, variables } = write(factsOfChains([{ ...chain, links: [newLink("l", "Haiku", ref)] }]));
  expect(text).not.toMatch(/chat\/completions|generateContent|createOpen|responses/i);
  expect(variables).toEqual(["ANTHROPIC_API_KEY"]);
  expect(text).toContain("ANTHROPIC_API_KEY");
});
