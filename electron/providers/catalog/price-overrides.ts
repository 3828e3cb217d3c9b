import type { TokenPrices } from "#shared/model.ts";

/**
 * Prices that genai-prices does not know or gets wrong (protocols.md §12: the rows that are not `same`, and the dated
 * ones below the table). USD per million tokens. Dates are UTC days, both included; null is open.
 */
export type PriceOverride = {
  /** Vendor id as genai-prices writes it; a provider's vendor follows from its kind or its base URL. */
  readonly vendor: string;
  readonly modelId: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly prices: TokenPrices;
  readonly longPrompt: (TokenPrices & { readonly aboveTokens: number }) | null;
  /** UTC hours [from, to) in which these prices hold; outside of them half is billed. Null: always. */
  readonly peakHours: readonly (readonly [number, number])[] | null;
  readonly asOf: string;
};

/** When the table of protocols.md §12 was read from its source, and when the dated prices were. */
const tableDate = "2026-11-10";
const datedDate = "2026-11-22";

type Row = readonly [input: number, cacheRead: number | null, cacheWrite: number | null, output: number];

function prices(
  [inputUsd, cacheReadUsd, cacheWrite5mUsd, outputUsd]: Row,
  cacheWrite1hUsd: number | null,
): TokenPrices {
  return { inputUsd, cacheReadUsd, cacheWrite5mUsd, cacheWrite1hUsd, outputUsd };
}

type Extra = Partial<Omit<PriceOverride, "vendor" | "modelId" | "prices" | "longPrompt">> & {
  /** Of a write to the cache that lasts longer than usual, where it is not Anthropic's hour. */
  readonly longWriteUsd?: number;
  readonly long?: { readonly aboveTokens: number; readonly row: Row };
};

/** The row writer of one vendor. */
function rowsOf(vendor: string) {
  // Anthropic bills writes that last an hour at twice the input price.
  const hourly = (input: number) => (vendor === "anthropic" ? 2 * input : null);
  return (modelId: string, base: Row, { long, longWriteUsd, ...extra }: Extra = {}): PriceOverride => ({
    from: null,
    until: null,
    peakHours: null,
    asOf: tableDate,
    ...extra,
    vendor,
    modelId,
    prices: prices(base, longWriteUsd ?? hourly(base[0])),
    longPrompt: long === undefined ? null : { ...prices(long.row, hourly(long.row[0])), aboveTokens: long.aboveTokens },
  });
}

const openai = rowsOf("openai");
const anthropic = rowsOf("anthropic");
const google = rowsOf("google");
const mistral = rowsOf("mistral");
const deepseek = rowsOf("deepseek");

/** DeepSeek's peak hours in UTC. */
const deepSeekPeak = [
  [1, 4],
  [6, 10],
] as const;

type Change = { readonly before: Row; readonly lastDay: string; readonly firstDay: string; readonly after: Row };

const flash: Change = {
  before: [0.75, 0.075, null, 3.75],
  lastDay: "2026-12-31",
  firstDay: "2027-01-01",
  after: [1.5, 0.15, null, 7.5],
};
const gemini4: Change = {
  before: [2, 0.1, null, 10],
  lastDay: "2026-11-30",
  firstDay: "2026-12-01",
  after: [4, 0.2, null, 20],
};

function changed(modelId: string, change: Change): PriceOverride[] {
  return [
    google(modelId, change.before, { until: change.lastDay, asOf: datedDate }),
    google(modelId, change.after, { from: change.firstDay, asOf: datedDate }),
  ];
}

export const priceOverrides: readonly PriceOverride[] = [
  openai("gpt-6.1-sol", [2, 0.1, 2.5, 10], { long: { aboveTokens: 272_000, row: [4, 0.2, 5, 15] } }),
  openai("gpt-6.1-terra", [1, 0.05, 1.25, 5], {
    longWriteUsd: 2.5,
    long: { aboveTokens: 272_000, row: [2, 0.1, 2.5, 7.5] },
  }),
  anthropic("claude-fable-5-2", [8, 0.2, 10, 40]),
  anthropic("claude-sonnet-5-5", [2, 0.2, 2.5, 10], { until: "2026-10-06", asOf: datedDate }),
  anthropic("claude-sonnet-5-5", [2, 0.1, 2.5, 10], { from: "2026-10-07", asOf: datedDate }),
  anthropic("claude-haiku-5-5", [0.1, 0.01, 0.125, 0.5], {
    long: { aboveTokens: 100_000, row: [0.5, 0.05, 0.625, 2.5] },
  }),
  ...changed("gemini-4-argon", gemini4),
  ...changed("gemini-4-carbon", gemini4),
  google("gemini-4-hydrogen", [1.5, null, null, 7.5], { asOf: datedDate }),
  ...changed("gemini-3.6-flash", flash),
  ...changed("gemini-3.7-flash", flash),
  ...changed("gemini-3.8-flash", flash),
  mistral("mistral-large-latest", [0.5, 0.05, null, 1.5]),
  mistral("mistral-large-4", [0.7, 0.07, null, 2.1]),
  mistral("mistral-small-latest", [0.15, 0.015, null, 0.6]),
  mistral("codestral-latest", [0.3, 0.03, null, 0.9]),
  deepseek("deepseek-flash", [0.3, 0.006, null, 1.2], { peakHours: deepSeekPeak }),
  deepseek("deepseek-v4-pro", [1.32, 0.044, null, 3.96], { peakHours: deepSeekPeak }),
  rowsOf("x-ai")("grok-4.7", [2, 0.5, null, 6], { long: { aboveTokens: 200_000, row: [4, 1, null, 12] } }),
  rowsOf("together")("moonshotai/Kimi-K3.1-Pro", [2, 0.2, null, 10]),
];
