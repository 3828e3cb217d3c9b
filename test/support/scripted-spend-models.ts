import {
  type Drift,
  type ModelSpend,
  type ModelUse,
  noSpend,
  type PriceUse,
  type SpendPart,
  type SpendSum,
} from "#shared/spend.ts";
import { models } from "./scripted-data.ts";

/** The models of the Spend mockup, with what each answered and cost. */

const micro = 1_000;

type Row = {
  readonly ref: readonly [providerId: string, modelId: string];
  readonly answers: number;
  readonly tokens: readonly [input: number, output: number];
  readonly microUsd: number | null;
  readonly wasted?: number;
  readonly source?: PriceUse["source"];
  readonly failed?: readonly [failed: number, billed: number];
  readonly drift?: Drift;
};

const rows: readonly Row[] = [
  {
    ref: ["anthropic", "claude-sonnet-4-5"],
    answers: 18,
    tokens: [21_340, 13_912],
    microUsd: 272_700,
    wasted: 9_200,
    failed: [5, 3],
  },
  {
    ref: ["openai", "gpt-4o"],
    answers: 16,
    tokens: [18_902, 10_455],
    microUsd: 151_805,
    wasted: 2_000,
    failed: [3, 1],
  },
  {
    ref: ["openrouter", "anthropic/claude-sonnet-4.5"],
    answers: 11,
    tokens: [12_080, 6_217],
    microUsd: 129_495,
    wasted: 16_700,
    source: "reported",
    failed: [15, 4],
  },
  { ref: ["google", "gemini-2.5-flash"], answers: 14, tokens: [16_610, 12_032], microUsd: 35_063 },
  { ref: ["groq", "llama-3.3-70b"], answers: 15, tokens: [17_204, 9_871], microUsd: 17_948 },
  { ref: ["openai", "gpt-4o-mini"], answers: 6, tokens: [7_110, 3_020], microUsd: 2_879 },
  { ref: ["ollama", "llama3.2:3b"], answers: 4, tokens: [4_096, 2_210], microUsd: null, source: "unknown" },
];

function modelSpend({
  ref,
  tokens,
  answers,
  microUsd,
  wasted = 0,
  source = "computed",
  failed,
  drift,
}: Row): ModelSpend {
  const [providerId, modelId] = ref;
  const [failedAttempts, billedFailures] = failed ?? [0, 0];
  const info = models.find((one) => one.providerId === providerId && one.modelId === modelId);
  const [inputTokens, outputTokens] = tokens;
  const nanoUsd = (microUsd ?? 0) * micro;
  const attempts = answers + failedAttempts;
  const use: PriceUse = {
    price: source === "unknown" ? null : (info?.price ?? null),
    source,
    isLongPrompt: false,
    attempts,
    inputTokens,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens,
    nanoUsd,
  };
  return {
    ...noSpend,
    providerId,
    modelId,
    nanoUsd,
    wastedNanoUsd: wasted * micro,
    unknownCosts: microUsd === null ? answers : 0,
    answers,
    attempts,
    failedAttempts,
    billedFailures,
    inputTokens,
    outputTokens,
    prices: [use],
    drift: drift ?? null,
  };
}

export const byModel = rows.map(modelSpend);

export function usesOf(models: readonly ModelSpend[]): readonly ModelUse[] {
  return models.flatMap(({ providerId, modelId, prices }) => prices.map((use) => ({ providerId, modelId, ...use })));
}

/** A sum that these models came to. */
export function partOf(models: readonly ModelSpend[]): SpendPart {
  return { ...sumOf(models), uses: usesOf(models) };
}

export const total = sumOf(byModel);

export function sumOf(sums: readonly SpendSum[]): SpendSum {
  return sums.reduce<SpendSum>(
    (sum, one) => ({
      nanoUsd: sum.nanoUsd + one.nanoUsd,
      wastedNanoUsd: sum.wastedNanoUsd + one.wastedNanoUsd,
      estimatedNanoUsd: sum.estimatedNanoUsd + one.estimatedNanoUsd,
      unknownCosts: sum.unknownCosts + one.unknownCosts,
      answers: sum.answers + one.answers,
      attempts: sum.attempts + one.attempts,
      failedAttempts: sum.failedAttempts + one.failedAttempts,
      billedFailures: sum.billedFailures + one.billedFailures,
      inputTokens: sum.inputTokens + one.inputTokens,
      cachedTokens: sum.cachedTokens + one.cachedTokens,
      outputTokens: sum.outputTokens + one.outputTokens,
    }),
    noSpend,
  );
}
