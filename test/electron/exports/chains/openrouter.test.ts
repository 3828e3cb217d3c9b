import { ChatRequest$outboundSchema } from "@openrouter/sdk/models";
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeOpenRouter } from "#electron/exports/chains/openrouter.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import { factsOfChains, someFacts } from "#test/support/random-chains.ts";
import { runsOf } from "#test/support/runs.ts";

const chainOf = (models: readonly (readonly [provider: string, modelId: string])[]): Chain => ({
  id: "c",
  name: "smart",
  links: models.map(([providerId, modelId], at) => newLink(`l${at}`, modelId, { providerId, modelId })),
  onMidStream: "fail",
});
const written = (chain: Chain) => {
  const { text, losses } = writeOpenRouter(factsOfChains([chain], builtInProviders));
  const body: Record<string, unknown> = JSON.parse(text);
  return { body, lost: losses.map(({ why }) => why) };
};

/** The SDK's own names for the fields, so that its schema can make the request of them. */
const camel = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== "object" || value === null) return value;
  const named = (name: string) => name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [named(name), camel(inner)]));
};

test("OpenRouter’s own schema makes the very same request of it: no field is unknown, and none of another type", () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      for (const one of facts.chains) {
        const body: unknown = JSON.parse(writeOpenRouter({ ...facts, chains: [one] }).text);
        if (JSON.stringify(body) === "{}") continue;
        expect(ChatRequest$outboundSchema.parse(camel(body))).toEqual(body);
      }
    }),
    { numRuns: runsOf(60, 1_000) },
  );
});

test("the schema refuses what is no request, so that its check can fail", () => {
  const { body } = written(chainOf([["openrouter", "a/b"]]));
  expect(ChatRequest$outboundSchema.safeParse(camel({ ...body, max_tokens: "2000" })).success).toBe(false);
  expect(ChatRequest$outboundSchema.parse(camel({ ...body, fallbacks: [] }))).not.toHaveProperty("fallbacks");
});

test("a link of another provider is asked by OpenRouter’s name for its model, and its maker comes first", () => {
  const { body, lost } = written(
    chainOf([
      ["anthropic", "claude-sonnet-5-5"],
      ["openrouter", "openai/gpt-oss-120b"],
    ]),
  );
  expect(body).toMatchObject({
    models: ["anthropic/claude-sonnet-5.5", "openai/gpt-oss-120b"],
    provider: { order: ["anthropic"], allow_fallbacks: true },
  });
  expect(lost.join(" ")).not.toContain("the link is left out");
});

test("the same model direct and through OpenRouter is one model of the request, and the fourth one has no place", () => {
  const { body, lost } = written(
    chainOf([
      ["openrouter", "anthropic/claude-sonnet-5.5"],
      ["anthropic", "claude-sonnet-5-5"],
      ["openrouter", "a/b"],
      ["openrouter", "c/d"],
      ["openrouter", "e/f"],
    ]),
  );
  expect(body.models).toEqual(["anthropic/claude-sonnet-5.5", "a/b", "c/d"]);
  expect(lost).toEqual(
    expect.arrayContaining([
      "For OpenRouter “claude-sonnet-5-5” is the model of a link before it, which a request names once, so the link is left out.",
      "OpenRouter takes 3 models in a request, so “e/f” is left out.",
    ]),
  );
});

test("a chain that OpenRouter serves nothing of is left out, and that is said", () => {
  const local = {
    id: "own",
    name: "Own",
    kind: "openai-compatible",
    baseUrl: "https://a.test/v1",
    keyOptional: false,
  } as const;
  const { text, losses } = writeOpenRouter(factsOfChains([chainOf([["own", "m"]])], [local]));
  expect(text).toBe("{}\n");
  expect(losses).toMatchObject([{ what: "the chain", linkIndex: null }]);
});
