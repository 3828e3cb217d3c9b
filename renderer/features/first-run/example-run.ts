import { newLink } from "#shared/chain.ts";
import { failureOf } from "#shared/failure.ts";
import type { Price } from "#shared/model.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { noCost, type Usage } from "#shared/usage.ts";

/** USD 2 in and 10 out per million tokens: the costs below are worked out from it. */
const price: Price = {
  inputUsd: 2,
  cacheReadUsd: null,
  cacheWrite5mUsd: null,
  cacheWrite1hUsd: null,
  outputUsd: 10,
  longPrompt: null,
  source: "override",
  asOf: "2026-11-22",
};

const links = [
  newLink("1", "Claude Sonnet 5.5", { providerId: "openrouter", modelId: "anthropic/claude-sonnet-5.5" }),
  newLink("2", "Claude Sonnet 5.5", { providerId: "anthropic", modelId: "claude-sonnet-5-5" }),
  newLink("3", "GPT-6.1 Sol", { providerId: "openai", modelId: "gpt-6.1-sol" }),
] as const;

function usageOf(outputTokens: number): Usage {
  const cache = { cacheReadTokens: 0, cacheWrite5mTokens: 0, cacheWrite1hTokens: 0, reasoningTokens: 0 };
  return { inputTokens: 450, outputTokens, ...cache, source: "reported" };
}

const blank = {
  kind: "first",
  waitedMs: 0,
  price,
  lastContentMs: null,
  finish: null,
  nativeFinish: null,
  modelServed: null,
  upstreamProvider: null,
  generationId: null,
  malformedEvents: 0,
  droppedText: "",
} as const;

const rateLimited: Attempt = {
  ...blank,
  id: "1",
  linkIndex: 0,
  providerId: links[0].provider,
  modelId: links[0].modelId,
  status: "failed",
  startMs: 0,
  connectedMs: 60,
  headersMs: 410,
  httpStatus: 429,
  firstContentMs: null,
  firstAnswerMs: null,
  endMs: 410,
  failure: failureOf("RATE_LIMIT", "", { status: 429, hintMs: 30_000 }),
  usage: null,
  cost: noCost,
};

const cut: Attempt = {
  ...blank,
  id: "2",
  linkIndex: 1,
  providerId: links[1].provider,
  modelId: links[1].modelId,
  status: "failed",
  startMs: 420,
  connectedMs: 480,
  headersMs: 520,
  httpStatus: 200,
  firstContentMs: 1_360,
  firstAnswerMs: 1_360,
  endMs: 2_900,
  failure: failureOf("TIMEOUT", "Its 96 tokens are billed, then thrown away.", { reason: "cut" }),
  usage: usageOf(96),
  cost: { nanoUsd: 1_860_000, source: "computed" },
};

const answered: Attempt = {
  ...blank,
  id: "3",
  linkIndex: 2,
  providerId: links[2].provider,
  modelId: links[2].modelId,
  status: "answered",
  startMs: 2_910,
  connectedMs: 2_970,
  headersMs: 2_994,
  httpStatus: 200,
  firstContentMs: 3_420,
  firstAnswerMs: 3_420,
  endMs: 5_640,
  finish: "stop",
  failure: null,
  usage: usageOf(76),
  cost: { nanoUsd: 1_660_000, source: "computed" },
};

/** A made-up answer that shows all there is to see: a limit, a cut stream and a link that held. */
export const exampleRun: Run = {
  id: "example",
  comparisonId: "example",
  columnId: "example",
  target: { kind: "chain", chainId: "example" },
  title: "smart",
  isDemo: true,
  status: "done",
  startedAtMs: 0,
  endMs: 5_640,
  links,
  text: "",
  reasoning: "",
  attempts: [rateLimited, cut, answered],
  waiting: null,
  answeredBy: answered.id,
  failure: null,
};
