import { calcPrice, findProvider } from "@pydantic/genai-prices";
import type { Adapter } from "#electron/manager/dependencies.ts";
import { anthropicMessages } from "#electron/providers/anthropic-messages/adapter.ts";
import { createCatalog } from "#electron/providers/catalog/catalog.ts";
import { genaiPrice } from "#electron/providers/catalog/genai-prices.ts";
import { googleGenerate } from "#electron/providers/google-generate/adapter.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import { openAiResponses } from "#electron/providers/openai-responses/adapter.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import { costOf, nanoUsdOf } from "#shared/cost.ts";
import type { Price, Provider } from "#shared/model.ts";
import type { Cost, Usage } from "#shared/usage.ts";
import { type GoldenCost, type GoldenProvider, goldenCosts } from "./golden-costs.ts";
import { usageOf } from "./money.ts";

/** Two figures for one cost. A difference is one beyond 10⁻⁹ USD. */
export type CostDifference = { readonly what: string; readonly ours: string; readonly theirs: string };

export type CostFigures = {
  readonly golden: { readonly cases: number; readonly differences: readonly CostDifference[] };
  /** Against the library, for every model that it knows exactly and whose price ours is taken from. */
  readonly genai: {
    readonly models: number;
    readonly cases: number;
    readonly differences: readonly CostDifference[];
  };
};

const mostDifferenceUsd = 1e-9;

/** Seeded: the same figures at every call. `usages`: tried for each model; `every`: one model of so many is taken. */
export function costFigures({ usages, every }: { readonly usages: number; readonly every: number }): CostFigures {
  const differences = goldenCosts.flatMap(goldenDifference);
  return { golden: { cases: goldenCosts.length, differences }, genai: genaiFigures(usages, every) };
}

const baseUrls: Readonly<Partial<Record<GoldenProvider, string>>> = {
  mistral: "https://api.mistral.ai/v1",
  groq: "https://api.groq.com/openai/v1",
  deepseek: "https://api.deepseek.com",
  xai: "https://api.x.ai/v1",
  together: "https://api.together.xyz/v1",
  perplexity: "https://api.perplexity.ai",
  local: "http://127.0.0.1:11434/v1",
};

const compatible = Object.entries(baseUrls).map(([id, baseUrl]): Provider => {
  return { id, name: id, kind: "openai-compatible", baseUrl, keyOptional: false };
});

/** Model lists as providers write them (protocols.md §7, §8). */
const openRouterList = {
  data: [
    {
      id: "acme/listed",
      pricing: {
        ...{ prompt: "0.0000025", completion: "0.00001", request: "0", image: "0" },
        ...{ input_cache_read: "0.00000025", input_cache_write: "0.000003125" },
      },
    },
    {
      id: "acme/tiered",
      pricing: {
        ...{ prompt: "0.0000025", completion: "0.00001" },
        overrides: [{ min_prompt_tokens: 1000, prompt: "0.000005", completion: "0.00002" }],
      },
    },
    { id: "acme/with-fee", pricing: { prompt: "0.000001", completion: "0.000001", request: "0.005" } },
    { id: "acme/auto", pricing: { prompt: "-1", completion: "-1" } },
  ],
};
const togetherList = [
  { id: "acme/listed", type: "chat", pricing: { input: 1.25, output: 4, cached_input: 0.25, hourly: 0 } },
];

const setAtMs = Date.parse("2026-11-20T00:00:00Z");
const ownPrices = [
  { providerId: "local", modelId: "priced-here", inputUsd: 0.1, outputUsd: 0.2, setAtMs },
  { providerId: "local", modelId: "free-here", inputUsd: 0, outputUsd: 0, setAtMs },
];

function createGoldenCatalog() {
  const providers = [...builtInProviders, ...compatible];
  const catalog = createCatalog({ providers: () => providers, ownPrices: () => ownPrices });
  for (const [providerId, list] of Object.entries({ openrouter: openRouterList, together: togetherList })) {
    const provider = providers.find((one) => one.id === providerId);
    if (provider === undefined) throw new Error(`No provider ${providerId}`);
    const { models } = openAiChat.readModels(provider, JSON.stringify(list), setAtMs);
    catalog.setList({ providerId, source: "provider", fetchedAtMs: setAtMs, models });
  }
  return catalog;
}

const goldenCatalog = createGoldenCatalog();

/** What an answer with this usage costs, by the ways of the program: its dialect, its catalog, its arithmetic. */
export function costOfGolden({ provider, modelId, at, usage: said }: GoldenCost): Cost {
  const { adapter, body } = wholeAnswer(provider, said);
  const part = adapter
    .reader()
    .json(JSON.stringify(body))
    .findLast((one) => one.type === "usage");
  const providerId = provider === "responses" ? "openai" : provider;
  const price = goldenCatalog.price(providerId, modelId, Date.parse(at));
  const { usage = null, reportedCostUsd = null } = part ?? {};
  return costOf({ usage, reportedCostUsd, price, wasAccepted: true });
}

function wholeAnswer(provider: GoldenProvider, usage: object): { adapter: Adapter; body: object } {
  if (provider === "anthropic") {
    const content = [{ type: "text", text: "Hi" }];
    return { adapter: anthropicMessages, body: { type: "message", content, stop_reason: "end_turn", usage } };
  }
  if (provider === "google") {
    const candidates = [{ content: { role: "model", parts: [{ text: "Hi" }] }, finishReason: "STOP" }];
    return { adapter: googleGenerate, body: { candidates, usageMetadata: usage } };
  }
  if (provider === "responses") {
    const output = [{ type: "message", content: [{ type: "output_text", text: "Hi" }] }];
    return { adapter: openAiResponses, body: { object: "response", status: "completed", output, usage } };
  }
  const choices = [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }];
  return { adapter: openAiChat, body: { choices, usage } };
}

function goldenDifference(golden: GoldenCost): CostDifference[] {
  const ours = costOfGolden(golden);
  const isSame = ours.nanoUsd === golden.nanoUsd && ours.source === golden.source;
  const words = ({ nanoUsd, source }: Pick<Cost, "nanoUsd" | "source">) => `${nanoUsd ?? "unknown"} ${source}`;
  const what = `${golden.provider} ${golden.modelId}: ${golden.name}`;
  return isSame ? [] : [{ what, ours: words(ours), theirs: words(golden) }];
}

/** Vendors of the library that Understudy may ask it for. */
const vendors = ["openai", "anthropic", "google", "openrouter", "mistral", "groq", "deepseek", "x-ai", "together"];
const others = ["azure", "cohere", "fireworks", "perplexity", "moonshotai", "cerebras"];

function genaiFigures(usages: number, every: number): CostFigures["genai"] {
  const random = mulberry(20_261_122);
  const differences: CostDifference[] = [];
  let models = 0;
  const known = [...vendors, ...others].flatMap((vendor) =>
    (findProvider({ providerId: vendor })?.models ?? []).map((model) => ({ vendor, modelId: model.id })),
  );
  for (const { vendor, modelId } of known.filter((_, index) => index % every === 0)) {
    const atMs = moments[Math.floor(random() * moments.length)] ?? 0;
    const price = genaiPrice(vendor, modelId, atMs);
    if (price === null) continue;
    models += 1;
    for (let index = 0; index < usages; index += 1) {
      const usage = anyUsage(random, price);
      const theirs = theirUsd({ vendor, modelId, atMs }, usage);
      const ours = nanoUsdOf(usage, price) / 1e9;
      if (theirs !== null && Math.abs(ours - theirs) <= mostDifferenceUsd) continue;
      const what = `${vendor} ${modelId} ${JSON.stringify(usage)}`;
      differences.push({ what, ours: String(ours), theirs: String(theirs) });
    }
  }
  return { models, cases: models * usages, differences };
}

/** Before and after the dated changes that the library knows, at and off DeepSeek's peaks. */
const moments = ["2026-08-01T02:00:00Z", "2026-11-22T02:00:00Z", "2026-11-22T05:00:00Z", "2026-11-22T12:00:00Z"].map(
  (text) => Date.parse(text),
);

type Asked = { readonly vendor: string; readonly modelId: string; readonly atMs: number };

function theirUsd({ vendor, modelId, atMs }: Asked, usage: Usage): number | null {
  const asked = {
    input_tokens: usage.inputTokens,
    cache_read_tokens: usage.cacheReadTokens,
    cache_write_tokens: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
    cache_write_1h_tokens: usage.cacheWrite1hTokens,
    output_tokens: usage.outputTokens,
  };
  return calcPrice(asked, modelId, { providerId: vendor, timestamp: new Date(atMs) })?.total_price ?? null;
}

/** Small ones, large ones, and the first two above the edge of a long prompt; its very edge the two see differently. */
function anyUsage(random: () => number, { longPrompt }: Price): Usage {
  const below = (most: number) => Math.floor(random() * (most + 1));
  const sizes = [below(2_000), below(600_000), ...(longPrompt === null ? [] : [longPrompt.aboveTokens + 1 + below(1)])];
  const size = sizes[below(sizes.length - 1)] ?? 0;
  const inputTokens = size === longPrompt?.aboveTokens ? size + 1 : size;
  const cacheReadTokens = random() < 0.5 ? below(inputTokens) : 0;
  const written = random() < 0.3 ? below(inputTokens - cacheReadTokens) : 0;
  const cacheWrite1hTokens = random() < 0.5 ? below(written) : 0;
  const cacheWrite5mTokens = written - cacheWrite1hTokens;
  return usageOf({
    ...{ inputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens },
    outputTokens: below(20_000),
  });
}

/** A small seeded generator of numbers from 0 to 1. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
