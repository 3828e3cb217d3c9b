import { type Chain, newLink, type Target } from "#shared/chain.ts";
import type { ChainStatistics } from "#shared/chain-statistics.ts";
import { failureOf } from "#shared/failure.ts";
import type { ModelInfo, ModelList, Price, Provider } from "#shared/model.ts";
import { type ProviderState, type RateLimitState, unlimited } from "#shared/provider-state.ts";
import type { Attempt, AttemptEnd, Run } from "#shared/run.ts";
import { noCost, type Usage } from "#shared/usage.ts";

/** The world of the Compare mockup, for the scripted host and for tests of the window. */

export const priceOf = (inputUsd: number, outputUsd: number): Price => ({
  inputUsd,
  outputUsd,
  cacheReadUsd: null,
  cacheWrite5mUsd: null,
  cacheWrite1hUsd: null,
  longPrompt: null,
  source: "override",
  asOf: "2026-11-01",
});

type ModelRow = readonly [providerId: string, modelId: string, name: string, prices: readonly [number, number] | null];

const rows: readonly ModelRow[] = [
  ["openrouter", "anthropic/claude-sonnet-4.5", "Sonnet 4.5", [3, 15]],
  ["openrouter", "meta-llama/llama-3.3-70b:free", "Llama 3.3 70B (free)", [0, 0]],
  ["anthropic", "claude-sonnet-4-5", "Sonnet 4.5", [3, 15]],
  ["anthropic", "claude-haiku-4-5", "Haiku 4.5", [1, 5]],
  ["openai", "gpt-4o", "GPT-4o", [2.5, 10]],
  ["openai", "gpt-4o-mini", "GPT-4o mini", [0.15, 0.6]],
  ["groq", "llama-3.3-70b", "Llama 3.3 70B", [0.59, 0.79]],
  ["google", "gemini-2.5-flash", "Gemini 2.5 Flash", [0.3, 2.5]],
  ["ollama", "llama3.2:3b", "llama3.2:3b", null],
];

export const models: readonly ModelInfo[] = rows.map(([providerId, modelId, name, prices]) => ({
  providerId,
  modelId,
  name,
  contextTokens: 131_072,
  maxOutputTokens: null,
  price: prices === null ? null : priceOf(...prices),
  isFree: prices !== null && prices[0] === 0,
}));

const kinds = [
  ["openrouter", "OpenRouter", "openrouter"],
  ["anthropic", "Anthropic", "anthropic"],
  ["openai", "OpenAI", "openai"],
  ["groq", "Groq", "openai-compatible"],
  ["google", "Google AI", "google"],
  ["ollama", "Ollama", "openai-compatible"],
] as const;

const firstTokens: Readonly<Record<string, readonly number[]>> = {
  anthropic: [900, 960, 1_020],
  openai: [480, 520, 600],
  groq: [210, 214, 190],
  google: [430, 440, 470],
};

const allowed = (limit: number, used: number, resetAtMs: number) => ({ limit, remaining: limit - used, resetAtMs });

/** What the mockups' health column shows; OpenRouter, Google and Ollama say nothing with an answer. */
function allowancesOf(id: string, nowMs: number): Pick<RateLimitState, "allowances"> {
  const readAtMs = nowMs - 12_000;
  const resetAtMs = nowMs + 38_000;
  switch (id) {
    case "openrouter":
      return { allowances: { readAtMs, requests: allowed(20, 20, nowMs + 26_000) } };
    case "anthropic":
      return {
        allowances: {
          readAtMs,
          requests: allowed(50, 4, resetAtMs),
          inputTokens: allowed(40_000, 31_200, resetAtMs),
          outputTokens: allowed(8_000, 2_100, resetAtMs),
        },
      };
    case "openai":
      return {
        allowances: { readAtMs, requests: allowed(500, 14, resetAtMs), tokens: allowed(30_000, 2_700, resetAtMs) },
      };
    case "groq":
      return {
        allowances: { readAtMs, requests: allowed(30, 28, nowMs + 41_000), tokens: allowed(12_000, 4_900, resetAtMs) },
      };
    default:
      return {};
  }
}

export function providerStates(nowMs: number): readonly ProviderState[] {
  return kinds.map(([id, name, kind]) => {
    const provider: Provider = { id, name, kind, baseUrl: `https://${id}.example/v1`, keyOptional: id === "ollama" };
    const limit = { ...unlimited, ...allowancesOf(id, nowMs), firstTokenMs: firstTokens[id] ?? [] };
    const limited =
      id === "openrouter"
        ? {
            isLimited: true,
            reason: "RATE_LIMIT" as const,
            limitedAtMs: nowMs - 4_000,
            nextProbeAtMs: nowMs + 26_000,
            hard: true,
          }
        : id === "ollama"
          ? { isLimited: true, reason: "NETWORK" as const }
          : {};
    return {
      provider,
      baseUrlFrom: null,
      key: id === "ollama" ? { kind: "none" } : { kind: "keychain", last4: "h7QA", savedAtMs: nowMs - 86_400_000 },
      limit: { ...limit, ...limited },
      lastTest: null,
    };
  });
}

export const modelLists: readonly ModelList[] = kinds.map(([id]) => ({
  providerId: id,
  source: "bundled",
  fetchedAtMs: null,
  models: models.filter((model) => model.providerId === id),
}));

const link = (id: string, providerId: string, modelId: string) => newLink(id, modelId, { providerId, modelId });

export const chains: readonly Chain[] = [
  {
    id: "chain-smart",
    name: "smart",
    onMidStream: "restart",
    links: [
      link("smart-1", "openrouter", "anthropic/claude-sonnet-4.5"),
      link("smart-2", "anthropic", "claude-sonnet-4-5"),
      link("smart-3", "openai", "gpt-4o"),
    ],
  },
  {
    id: "chain-fast",
    name: "fast",
    onMidStream: "restart",
    links: [link("fast-1", "google", "gemini-2.5-flash"), link("fast-2", "anthropic", "claude-haiku-4-5")],
  },
  {
    id: "chain-free",
    name: "free",
    onMidStream: "restart",
    links: [
      link("free-1", "openrouter", "meta-llama/llama-3.3-70b:free"),
      link("free-2", "groq", "llama-3.3-70b"),
      link("free-3", "ollama", "llama3.2:3b"),
    ],
  },
];

/** The strip above the links in chains.html. */
export const statistics: ChainStatistics = {
  chainId: "chain-smart",
  sinceMs: 0,
  isDemo: false,
  runs: 212,
  fellThrough: 18,
  unanswered: 0,
  links: {
    "smart-1": { answered: 194, failed: 18 },
    "smart-2": { answered: 15, failed: 3 },
    "smart-3": { answered: 3, failed: 0 },
  },
  waitAddedMs: { p50: 440, p95: 20_100 },
  costNanoUsd: 2_268_400_000,
  wastedNanoUsd: 47_636_400,
  pricedAnswers: 212,
  unknownCosts: 0,
};

export const modelTarget = (providerId: string, modelId: string): Target => ({ kind: "model", providerId, modelId });
export const chainTarget = (chainId: string): Target => ({ kind: "chain", chainId });

export const usageOf = (inputTokens: number, outputTokens: number): Usage => ({
  inputTokens,
  outputTokens,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  reasoningTokens: 0,
  source: "reported",
});

/** An attempt with everything unknown, changed by `parts`. */
export function attemptOf(id: string, parts: Partial<Attempt>): Attempt {
  return {
    id,
    linkIndex: 0,
    providerId: "openai",
    modelId: "gpt-4o",
    kind: "first",
    startMs: 0,
    waitedMs: 0,
    price: priceOf(2.5, 10),
    status: "running",
    endMs: null,
    connectedMs: parts.headersMs ?? null,
    headersMs: null,
    httpStatus: null,
    firstContentMs: null,
    firstAnswerMs: null,
    lastContentMs: null,
    finish: null,
    nativeFinish: null,
    failure: null,
    usage: null,
    cost: noCost,
    modelServed: null,
    upstreamProvider: null,
    generationId: null,
    malformedEvents: 0,
    droppedText: "",
    ...parts,
  };
}

/** A run with everything empty, changed by `parts`. */
export function runOf(id: string, parts: Partial<Run>): Run {
  return {
    id,
    comparisonId: "comparison-1",
    columnId: `column-${id}`,
    target: modelTarget("openai", "gpt-4o"),
    title: "GPT-4o",
    isDemo: false,
    status: "running",
    startedAtMs: 0,
    endMs: null,
    links: [link("link", "openai", "gpt-4o")],
    text: "",
    reasoning: "",
    attempts: [],
    waiting: null,
    answeredBy: null,
    failure: null,
    ...parts,
  };
}

export const rateLimited = failureOf("RATE_LIMIT", "Rate limit exceeded.", {
  status: 429,
  hintMs: 30_000,
});

export const endOf = (parts: Partial<AttemptEnd>): AttemptEnd => ({
  status: "answered",
  endMs: 0,
  firstAnswerMs: null,
  lastContentMs: null,
  finish: "stop",
  nativeFinish: "stop",
  failure: null,
  usage: null,
  cost: noCost,
  modelServed: null,
  upstreamProvider: null,
  generationId: null,
  malformedEvents: 0,
  ...parts,
});
