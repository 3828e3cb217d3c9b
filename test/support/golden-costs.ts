/**
 * Costs that were computed by hand from the prices of protocols.md §12, from what a provider's answer says of usage. The
 * arithmetic stands beside each in millionths of a dollar: tokens × USD per million tokens.
 */
export type GoldenCost = {
  readonly name: string;
  readonly provider: GoldenProvider;
  readonly modelId: string;
  /** UTC. */
  readonly at: string;
  /** What the answer says of usage, where its dialect has it. */
  readonly usage: object;
  /** Null is unknown. */
  readonly nanoUsd: number | null;
  readonly source: "reported" | "computed" | "unknown";
};

export type GoldenProvider =
  | "openai"
  | "responses"
  | "anthropic"
  | "google"
  | "openrouter"
  | "mistral"
  | "groq"
  | "deepseek"
  | "xai"
  | "together"
  | "perplexity"
  | "local";

const today = "2026-11-22T12:00:00Z";

type Facts = Pick<GoldenCost, "name" | "modelId" | "usage" | "nanoUsd"> &
  Partial<Pick<GoldenCost, "at" | "source">> & { readonly provider?: never };

function casesOf(provider: GoldenProvider, cases: readonly Facts[]): readonly GoldenCost[] {
  return cases.map((one) => ({
    ...{ at: today, source: one.nanoUsd === null ? "unknown" : "computed" },
    ...one,
    provider,
  }));
}

const openai = casesOf("openai", [
  {
    name: "cached input, reasoning inside the output: 111×0.75 + 1920×0.075 + 73×4.5 = 555.75",
    modelId: "gpt-5.4-mini-2026-03-17",
    usage: {
      ...{ prompt_tokens: 2031, completion_tokens: 73, total_tokens: 2104 },
      prompt_tokens_details: { cached_tokens: 1920 },
      completion_tokens_details: { reasoning_tokens: 64 },
    },
    nanoUsd: 555_750,
  },
  {
    name: "a prompt at the edge: 272000×2 + 1000×10 = 554000",
    modelId: "gpt-6.1-sol",
    usage: { prompt_tokens: 272_000, completion_tokens: 1000 },
    nanoUsd: 554_000_000,
  },
  {
    name: "one token above it: 272001×4 + 1000×15 = 1103004",
    modelId: "gpt-6.1-sol",
    usage: { prompt_tokens: 272_001, completion_tokens: 1000 },
    nanoUsd: 1_103_004_000,
  },
  {
    name: "above it with caches: 50000×4 + 200000×0.2 + 50000×5 + 2000×15 = 520000",
    modelId: "gpt-6.1-sol",
    usage: {
      ...{ prompt_tokens: 300_000, completion_tokens: 2000 },
      prompt_tokens_details: { cached_tokens: 200_000, cache_write_tokens: 50_000 },
    },
    nanoUsd: 520_000_000,
  },
]);

const responses = casesOf("responses", [
  {
    name: "read from and written to the cache: 5000×1 + 4000×0.05 + 1000×1.25 + 500×5 = 8950",
    modelId: "gpt-6.1-terra",
    usage: {
      ...{ input_tokens: 10_000, output_tokens: 500 },
      input_tokens_details: { cached_tokens: 4000, cache_write_tokens: 1000 },
      output_tokens_details: { reasoning_tokens: 400 },
    },
    nanoUsd: 8_950_000,
  },
  {
    name: "written for 30 minutes and for 12 hours: 8000×1 + 1000×1.25 + 1000×2.5 + 100×5 = 12250",
    modelId: "gpt-6.1-terra",
    usage: {
      ...{ input_tokens: 10_000, output_tokens: 100 },
      input_tokens_details: { cache_write_tokens: 2000, cache_write_tokens_details: { ttl_12h_tokens: 1000 } },
    },
    nanoUsd: 12_250_000,
  },
]);

const anthropic = casesOf("anthropic", [
  {
    name: "read and written for 5 minutes: 21×2 + 1800×0.1 + 400×2.5 + 95×10 = 2172",
    modelId: "claude-sonnet-5-5",
    usage: {
      ...{ input_tokens: 21, cache_read_input_tokens: 1800, cache_creation_input_tokens: 400, output_tokens: 95 },
      cache_creation: { ephemeral_5m_input_tokens: 400, ephemeral_1h_input_tokens: 0 },
    },
    nanoUsd: 2_172_000,
  },
  {
    name: "the same in the last second of the old price for cached input: 21×2 + 1800×0.2 + 400×2.5 + 95×10 = 2352",
    modelId: "claude-sonnet-5-5",
    at: "2026-10-06T23:59:59Z",
    usage: {
      ...{ input_tokens: 21, cache_read_input_tokens: 1800, cache_creation_input_tokens: 400, output_tokens: 95 },
      cache_creation: { ephemeral_5m_input_tokens: 400, ephemeral_1h_input_tokens: 0 },
    },
    nanoUsd: 2_352_000,
  },
  {
    name: "written for 5 minutes and for an hour: 100×4 + 1000×0.2 + 200×5 + 300×8 + 50×20 = 5000",
    modelId: "claude-opus-5-5",
    usage: {
      ...{ input_tokens: 100, cache_read_input_tokens: 1000, cache_creation_input_tokens: 500, output_tokens: 50 },
      cache_creation: { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 300 },
    },
    nanoUsd: 5_000_000,
  },
  {
    name: "an hour of our own table's model: 10×8 + 10×16 + 1×40 = 280",
    modelId: "claude-fable-5-2",
    usage: {
      ...{ input_tokens: 10, cache_creation_input_tokens: 10, output_tokens: 1 },
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 10 },
    },
    nanoUsd: 280_000,
  },
  {
    name: "a prompt at the edge: 100000×0.1 + 100×0.5 = 10050",
    modelId: "claude-haiku-5-5",
    usage: { input_tokens: 100_000, output_tokens: 100 },
    nanoUsd: 10_050_000,
  },
  {
    name: "one token above it, cached ones counted: 1×0.5 + 100000×0.05 + 100×2.5 = 5250.5",
    modelId: "claude-haiku-5-5",
    usage: { input_tokens: 1, cache_read_input_tokens: 100_000, output_tokens: 100 },
    nanoUsd: 5_250_500,
  },
]);

const google = casesOf("google", [
  {
    name: "cached input, thoughts beside the answer: 176×0.75 + 1024×0.075 + 80×3.75 = 508.8",
    modelId: "gemini-3.8-flash",
    usage: {
      ...{ promptTokenCount: 1200, cachedContentTokenCount: 1024, candidatesTokenCount: 30 },
      ...{ thoughtsTokenCount: 50, totalTokenCount: 1280 },
    },
    nanoUsd: 508_800,
  },
  {
    name: "the same at twice the price from 2027 on: 176×1.5 + 1024×0.15 + 80×7.5 = 1017.6",
    modelId: "gemini-3.8-flash",
    at: "2027-01-01T00:00:00Z",
    usage: {
      ...{ promptTokenCount: 1200, cachedContentTokenCount: 1024, candidatesTokenCount: 30 },
      ...{ thoughtsTokenCount: 50, totalTokenCount: 1280 },
    },
    nanoUsd: 1_017_600,
  },
  {
    name: "the last second before a dated change: 500×2 + 500×0.1 + 100×10 = 2050",
    modelId: "gemini-4-argon",
    at: "2026-11-30T23:59:59Z",
    usage: {
      ...{ promptTokenCount: 1000, cachedContentTokenCount: 500 },
      ...{ candidatesTokenCount: 60, thoughtsTokenCount: 40 },
    },
    nanoUsd: 2_050_000,
  },
  {
    name: "the first second after it: 500×4 + 500×0.2 + 100×20 = 4100",
    modelId: "gemini-4-argon",
    at: "2026-12-01T00:00:00Z",
    usage: {
      ...{ promptTokenCount: 1000, cachedContentTokenCount: 500 },
      ...{ candidatesTokenCount: 60, thoughtsTokenCount: 40 },
    },
    nanoUsd: 4_100_000,
  },
  {
    name: "a prompt at the edge: 200000×1.25 + 100×10 = 251000",
    modelId: "gemini-2.5-pro",
    usage: { promptTokenCount: 200_000, candidatesTokenCount: 100 },
    nanoUsd: 251_000_000,
  },
  {
    name: "one token above it: 200001×2.5 + 100×15 = 501502.5",
    modelId: "gemini-2.5-pro",
    usage: { promptTokenCount: 200_001, candidatesTokenCount: 100 },
    nanoUsd: 501_502_500,
  },
  {
    name: "the prompt of its own tools counts: (100+50)×0.3 + 10×2.5 = 70",
    modelId: "gemini-2.5-flash",
    usage: { promptTokenCount: 100, toolUsePromptTokenCount: 50, candidatesTokenCount: 10 },
    nanoUsd: 70_000,
  },
]);

const openrouter = casesOf("openrouter", [
  {
    name: "what it charged, whatever its list says",
    modelId: "anthropic/claude-sonnet-5.5",
    usage: { prompt_tokens: 1000, completion_tokens: 100, cost: 0.001_23 },
    nanoUsd: 1_230_000,
    source: "reported",
  },
  {
    name: "with a key of the user's own: its fee and what the upstream provider charges, 100 + 2000",
    modelId: "anthropic/claude-sonnet-5.5",
    usage: {
      ...{ prompt_tokens: 1000, completion_tokens: 100, cost: 0.000_1, is_byok: true },
      cost_details: { upstream_inference_cost: 0.002 },
    },
    nanoUsd: 2_100_000,
    source: "reported",
  },
  {
    name: "by the list that it gave: 500×2.5 + 400×0.25 + 100×3.125 + 200×10 = 3662.5",
    modelId: "acme/listed",
    usage: {
      ...{ prompt_tokens: 1000, completion_tokens: 200 },
      prompt_tokens_details: { cached_tokens: 400, cache_write_tokens: 100 },
    },
    nanoUsd: 3_662_500,
  },
  {
    name: "below the tier of its list: 999×2.5 + 10×10 = 2597.5",
    modelId: "acme/tiered",
    usage: { prompt_tokens: 999, completion_tokens: 10 },
    nanoUsd: 2_597_500,
  },
  {
    name: "from the tier's first token on: 1000×5 + 10×20 = 5200",
    modelId: "acme/tiered",
    usage: { prompt_tokens: 1000, completion_tokens: 10 },
    nanoUsd: 5_200_000,
  },
  {
    name: "a free variant costs nothing",
    modelId: "acme/new-one:free",
    usage: { prompt_tokens: 1000, completion_tokens: 200 },
    nanoUsd: 0,
  },
  {
    name: "a fee for each request is no price of tokens",
    modelId: "acme/with-fee",
    usage: { prompt_tokens: 1000, completion_tokens: 200 },
    nanoUsd: null,
  },
  {
    name: "a price that varies is unknown",
    modelId: "acme/auto",
    usage: { prompt_tokens: 1000, completion_tokens: 200 },
    nanoUsd: null,
  },
]);

const compatible = [
  ...casesOf("mistral", [
    {
      name: "its own word for cached input: 800×0.5 + 200×0.05 + 100×1.5 = 560",
      modelId: "mistral-large-latest",
      usage: { prompt_tokens: 1000, completion_tokens: 100, num_cached_tokens: 200 },
      nanoUsd: 560_000,
    },
    {
      name: "a model that no library knows: 1000×0.7 + 100×2.1 = 910",
      modelId: "mistral-large-4",
      usage: { prompt_tokens: 1000, completion_tokens: 100 },
      nanoUsd: 910_000,
    },
  ]),
  ...casesOf("groq", [
    {
      name: "cached input: 500×0.15 + 500×0.075 + 200×0.6 = 232.5",
      modelId: "openai/gpt-oss-120b",
      usage: {
        ...{ prompt_tokens: 1000, completion_tokens: 200, total_tokens: 1200 },
        prompt_tokens_details: { cached_tokens: 500 },
      },
      nanoUsd: 232_500,
    },
  ]),
  ...casesOf("deepseek", [
    {
      name: "in the last second of a peak: 400×1.32 + 600×0.044 + 100×3.96 = 950.4",
      modelId: "deepseek-v4-pro",
      at: "2026-11-22T03:59:59Z",
      usage: { prompt_tokens: 1000, prompt_cache_hit_tokens: 600, completion_tokens: 100 },
      nanoUsd: 950_400,
    },
    {
      name: "half of it from the next second on: 475.2",
      modelId: "deepseek-v4-pro",
      at: "2026-11-22T04:00:00Z",
      usage: { prompt_tokens: 1000, prompt_cache_hit_tokens: 600, completion_tokens: 100 },
      nanoUsd: 475_200,
    },
    {
      name: "in the second peak: 400×0.3 + 600×0.006 + 100×1.2 = 243.6",
      modelId: "deepseek-flash",
      at: "2026-11-22T06:00:00Z",
      usage: { prompt_tokens: 1000, prompt_cache_hit_tokens: 600, completion_tokens: 100 },
      nanoUsd: 243_600,
    },
    {
      name: "after it: 121.8",
      modelId: "deepseek-flash",
      at: "2026-11-22T10:00:00Z",
      usage: { prompt_tokens: 1000, prompt_cache_hit_tokens: 600, completion_tokens: 100 },
      nanoUsd: 121_800,
    },
  ]),
  ...casesOf("xai", [
    {
      name: "more cached than sent, reasoning beside the answer: 1000×0.5 + (100+300)×6 = 2900",
      modelId: "grok-4.7",
      usage: {
        ...{ prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1400 },
        prompt_tokens_details: { cached_tokens: 1500 },
        completion_tokens_details: { reasoning_tokens: 300 },
      },
      nanoUsd: 2_900_000,
    },
    {
      name: "what it charged, in ticks of a ten-billionth dollar",
      modelId: "grok-4.7",
      usage: { prompt_tokens: 1000, completion_tokens: 100, cost_in_usd_ticks: 37_756_000 },
      nanoUsd: 3_775_600,
      source: "reported",
    },
    {
      name: "a prompt at the edge: 200000×2 + 10×6 = 400060",
      modelId: "grok-4.7",
      usage: { prompt_tokens: 200_000, completion_tokens: 10 },
      nanoUsd: 400_060_000,
    },
    {
      name: "one token above it: 200001×4 + 10×12 = 800124",
      modelId: "grok-4.7",
      usage: { prompt_tokens: 200_001, completion_tokens: 10 },
      nanoUsd: 800_124_000,
    },
  ]),
  ...casesOf("together", [
    {
      name: "by our own table: 900×2 + 100×0.2 + 100×10 = 2820",
      modelId: "moonshotai/Kimi-K3.1-Pro",
      usage: { prompt_tokens: 1000, completion_tokens: 100, prompt_tokens_details: { cached_tokens: 100 } },
      nanoUsd: 2_820_000,
    },
    {
      name: "by its list, a bare array in USD per million: 900×1.25 + 100×0.25 + 100×4 = 1550",
      modelId: "acme/listed",
      usage: { prompt_tokens: 1000, completion_tokens: 100, prompt_tokens_details: { cached_tokens: 100 } },
      nanoUsd: 1_550_000,
    },
  ]),
  ...casesOf("perplexity", [
    {
      name: "a fee for each request is no price of tokens",
      modelId: "sonar",
      usage: { prompt_tokens: 1000, completion_tokens: 100 },
      nanoUsd: null,
    },
  ]),
  ...casesOf("local", [
    {
      name: "a price of the user's own, cached input too: 1000×0.1 + 500×0.2 = 200",
      modelId: "priced-here",
      usage: { prompt_tokens: 1000, completion_tokens: 500, prompt_tokens_details: { cached_tokens: 300 } },
      nanoUsd: 200_000,
    },
    {
      name: "0 on purpose",
      modelId: "free-here",
      usage: { prompt_tokens: 1000, completion_tokens: 500 },
      nanoUsd: 0,
    },
    {
      name: "unknown, never 0",
      modelId: "llama3.2:3b",
      usage: { prompt_tokens: 1000, completion_tokens: 500 },
      nanoUsd: null,
    },
  ]),
];

export const goldenCosts: readonly GoldenCost[] = [
  ...openai,
  ...responses,
  ...anthropic,
  ...google,
  ...openrouter,
  ...compatible,
];
