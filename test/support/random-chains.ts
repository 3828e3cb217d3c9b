import fc from "fast-check";
import { chainFactsOf } from "#electron/compose/chain-facts.ts";
import type { ChainFacts } from "#electron/exports/chains/chain-facts.ts";
import { createCatalog } from "#electron/providers/catalog/catalog.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import type { Chain, Link, LinkRules } from "#shared/chain.ts";
import { checkBaseUrl } from "#shared/check-base-url.ts";
import { defaultTriggers } from "#shared/link-rules.ts";
import type { Provider } from "#shared/model.ts";
import { type SetupFile, setupFormat, setupVersion } from "#shared/setup.ts";

/** Chains as the program would save them, with every rule that there is, and names that want to break out of a file. */

const hostile = [
  `it's`,
  `"quoted"`,
  "`back`",
  `$${"{HOME}"}`,
  "$(id)",
  "a: b # c",
  "*",
  "- x",
  "'''",
  '"""',
  "\\",
  "é 漢 🙂",
  "a\u2028b",
  "a/b",
  "{{prompt}}",
  "null",
  "1e3",
  "; rm x",
  "%s",
];
const name = fc.oneof(
  fc.constantFrom(...hostile),
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .map((text) => text.replace(/\p{Cc}/gu, "").trim())
    // No object of JavaScript that is read from a file has this name in it as any other.
    .filter((text) => text !== "" && text !== "__proto__"),
);
const modelIds = ["gpt-6-luna", "gpt-6.1-sol", "claude-sonnet-5-5", "claude-haiku-4-5", "gemini-3.8-flash", "m:free"];
const modelId = fc.oneof(
  fc.constantFrom(...modelIds, "anthropic/claude-sonnet-5.5", "openai/gpt-6-luna"),
  name.map((text) => text.replace(/\s/g, "") || "m"),
);

const own: readonly Provider[] = [
  ["own-1", "My server", "http://127.0.0.1:9/v1", false],
  ["own-2", "my-server", "https://eu.test/v1/it's", true],
  ["own-3", "$(id) `x`", "https://a.test/$(id)/v1", false],
  ["own-4", "Google AI", "https://b.test", false],
].map(([id, called, address, keyOptional]) => {
  const checked = checkBaseUrl(String(address), (text) => URL.parse(text));
  if (!checked.ok) throw new Error(checked.message);
  const kind = "openai-compatible" as const;
  return { id: String(id), name: String(called), kind, baseUrl: checked.baseUrl, keyOptional: keyOptional === true };
});
const moved = builtInProviders.map((one) => ({ ...one, baseUrl: "https://moved.test/base" }));

const ms = (from: number, to: number) => fc.integer({ min: from, max: to });
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const triggers = fc.record(Object.fromEntries(Object.keys(defaultTriggers).map((one) => [one, fc.boolean()])), {
  requiredKeys: [],
});
const rules: fc.Arbitrary<LinkRules> = fc.record(
  {
    deadlines: fc.record(
      {
        connectMs: ms(100, 60_000),
        firstContentMs: ms(500, 600_000),
        lastHopeFirstContentMs: ms(500, 600_000),
        idleMs: ms(500, 600_000),
        totalMs: ms(1_000, 3_600_000),
      },
      { requiredKeys: [] },
    ),
    retries: fc.constantFrom(0, 1),
    triggers,
  },
  { requiredKeys: [] },
);

const link = fc
  .record({
    name,
    provider: fc.constantFrom(...builtInProviders, ...own).map(({ id }) => id),
    modelId,
    maxTokens: ms(16, 8_000),
    temperature: fc.double({ min: 0, max: 2, noNaN: true }).map((value) => Number(value.toFixed(2))),
    costPer1kInput: maybe(ms(0, 10_000_000).map((value) => value / 1e7)),
    costPer1kOutput: maybe(fc.constantFrom(0, 0.0000025, 0.015)),
    rules: maybe(rules),
    models: fc.uniqueArray(fc.constantFrom("q/b", "q/d", 'it\'s/"x"'), { maxLength: 2 }),
  })
  .map(({ rules: set, ...rest }): Omit<Link, "id"> => ({ ...rest, ...(set !== null && { rules: set }) }));

const chain = (id: string): fc.Arbitrary<Chain> =>
  fc
    .record({
      name,
      links: fc.array(link, { minLength: 1, maxLength: 4 }),
      onMidStream: fc.constantFrom("restart" as const, "fail" as const),
      rules: maybe(rules),
      hasDrill: fc.boolean(),
    })
    .map(({ rules: set, hasDrill, links, ...rest }) => ({
      ...{ id, ...rest, links: links.map((one, at) => ({ ...one, id: `l${at}` })) },
      ...(set !== null && { rules: set }),
      ...(hasDrill && { drills: [{ id: "d", faults: { l0: { kind: "refused" as const } } }] }),
    }));

/** Facts of one chain or two, with the providers at their usual addresses or at others. */
export const someFacts: fc.Arbitrary<ChainFacts> = fc
  .tuple(chain("c1"), maybe(chain("c2")), fc.boolean())
  .map(([one, other, isMoved]) => {
    // Losses are told by the chain's name, of which there is one in the program.
    const second =
      other === null ? [] : [{ ...other, name: one.name === other.name ? `${other.name} too` : other.name }];
    const chains = [one, ...second];
    return factsOfChains(chains, [...(isMoved ? moved : builtInProviders), ...own]);
  });

export function factsOfChains(chains: readonly Chain[], providers: readonly Provider[] = builtInProviders): ChainFacts {
  const setup: SetupFile = {
    ...{ format: setupFormat, version: setupVersion, chains, columnSets: [], ownPrices: [], settings: {} },
    providers,
  };
  const provider = (id: string) => providers.find((one) => one.id === id) ?? null;
  const catalog = createCatalog({ providers: () => providers });
  return chainFactsOf({ asked: { chains, setup, provider }, catalog, nowMs: Date.UTC(2026, 10, 23) }).facts;
}
