import type { Link, Target } from "#shared/chain.ts";
import { newLink } from "#shared/chain.ts";
import { failureOf } from "#shared/failure.ts";
import type { ModelRef, Price } from "#shared/model.ts";
import type { AttemptEnd, AttemptStart, Comparison, RunEvent } from "#shared/run.ts";
import { unknownCost } from "#shared/usage.ts";
import { pick } from "./words.ts";

type Priced = ModelRef & { readonly inputUsd: number; readonly outputUsd: number };

/** Who answers in a made-up history, with USD per million tokens; 0 of both means that nobody knows the price. */
export const models: readonly Priced[] = [
  { providerId: "openai", modelId: "gpt-4.1", inputUsd: 2, outputUsd: 8 },
  { providerId: "openai", modelId: "gpt-4.1-mini", inputUsd: 0.4, outputUsd: 1.6 },
  { providerId: "anthropic", modelId: "claude-sonnet-4-5", inputUsd: 3, outputUsd: 15 },
  { providerId: "anthropic", modelId: "claude-haiku-4-5", inputUsd: 1, outputUsd: 5 },
  { providerId: "google", modelId: "gemini-2.5-flash", inputUsd: 0.3, outputUsd: 2.5 },
  { providerId: "google", modelId: "gemini-2.5-pro", inputUsd: 1.25, outputUsd: 10 },
  { providerId: "openrouter", modelId: "meta-llama/llama-3.3-70b-instruct", inputUsd: 0.13, outputUsd: 0.4 },
  { providerId: "local", modelId: "qwen3:8b", inputUsd: 0, outputUsd: 0 },
];
const chainNames = ["smart", "fast", "cheap", "local first"];

const rateLimited = failureOf("RATE_LIMIT", "Too many requests.", { status: 429, hintMs: 20_000 });
const broken = failureOf("SERVER", "The server had an error.", { status: 500 });
const stopped = failureOf("ABORT", "Stopped.", { reason: "user-stop" });

function priceOf(model: Priced): Price | null {
  if (model.outputUsd === 0) return null;
  const { inputUsd, outputUsd } = model;
  const cache = { cacheReadUsd: inputUsd / 10, cacheWrite5mUsd: null, cacheWrite1hUsd: null };
  return { inputUsd, outputUsd, ...cache, longPrompt: null, source: "genai-prices", asOf: "2026-11-01" };
}

const asked = (model: Priced, id: string, links: number): Link => newLink(`${id}-link-${links}`, "", model);

type Making = {
  readonly id: string;
  readonly comparison: Comparison;
  readonly columnId: string;
  readonly text: string;
  readonly random: () => number;
};

/** The events of one run from its start to its end: most answer, some by a later link, some fail or are stopped. */
export function runEventsOf({ id, comparison, columnId, text, random }: Making): readonly RunEvent[] {
  const links = [pick(models, random), pick(models, random)];
  const isChain = random() < 0.4;
  const target: Target = isChain
    ? { kind: "chain", chainId: pick(chainNames, random) }
    : { kind: "model", providerId: links[0]?.providerId ?? "", modelId: links[0]?.modelId ?? "" };
  const title = target.kind === "chain" ? target.chainId : target.modelId;
  const { startedAtMs, isDemo, sessionId, id: comparisonId } = comparison;
  const linksOfRun = (isChain ? links : links.slice(0, 1)).map((model, index) => asked(model, id, index));
  const run = { id, comparisonId, columnId, target, title, isDemo, startedAtMs, sessionId, links: linksOfRun };
  return [{ type: "run-started", run }, ...attemptsOf({ id, links, isChain, text, random })];
}

type Attempts = {
  readonly id: string;
  readonly links: readonly Priced[];
  readonly isChain: boolean;
  readonly text: string;
  readonly random: () => number;
};

function attemptsOf({ id: runId, links, isChain, text, random }: Attempts): RunEvent[] {
  const [first = links[0], second = first] = links;
  if (first === undefined || second === undefined) throw new Error("A run needs a model.");
  const draw = random();
  const fallsThrough = isChain && draw < 0.25;
  const outcome = draw > 0.97 ? "failed" : draw > 0.95 ? "stopped" : "answered";
  const events: RunEvent[] = [];
  if (fallsThrough) events.push(...attemptOf({ runId, model: first, index: 0, text: "", status: "failed" }));
  const index = fallsThrough ? 1 : 0;
  const shown = outcome === "failed" ? "" : outcome === "stopped" ? text.slice(0, 200) : text;
  const model = fallsThrough ? second : first;
  events.push(...attemptOf({ runId, model, index, text: shown, status: outcome }));
  const status = outcome === "answered" ? "done" : outcome;
  const failure = outcome === "answered" ? null : outcome === "stopped" ? stopped : broken;
  const answeredBy = outcome === "answered" ? `${runId}-${index}` : null;
  events.push({ type: "run-ended", runId, atMs: 3_000 + index * 900, status, answeredBy, failure });
  return events;
}

type OneAttempt = {
  readonly runId: string;
  readonly model: Priced;
  readonly index: number;
  readonly text: string;
  readonly status: AttemptEnd["status"];
};

function attemptOf({ runId, model, index, text, status }: OneAttempt): RunEvent[] {
  const attemptId = `${runId}-${index}`;
  const startMs = index * 900;
  const start: AttemptStart = {
    id: attemptId,
    linkIndex: index,
    providerId: model.providerId,
    modelId: model.modelId,
    kind: "first",
    startMs,
    waitedMs: 0,
    price: priceOf(model),
    promptTokens: 60,
  };
  const events: RunEvent[] = [
    { type: "attempt-started", runId, attempt: start },
    { type: "attempt-headers", runId, attemptId, connectedMs: startMs + 30, atMs: startMs + 250, httpStatus: 200 },
  ];
  if (text !== "") events.push({ type: "delta", runId, attemptId, atMs: startMs + 400, channel: "text", text });
  events.push({ type: "attempt-ended", runId, attemptId, end: endOf({ model, text, status, startMs }) });
  return events;
}

type Ending = Pick<OneAttempt, "model" | "text" | "status"> & { readonly startMs: number };

function endOf({ model, text, status, startMs }: Ending): AttemptEnd {
  const outputTokens = Math.ceil(text.length / 4);
  const hasUsage = status === "answered";
  const nanoUsd = Math.round((60 * model.inputUsd + outputTokens * model.outputUsd) * 1_000);
  const isKnown = hasUsage && model.outputUsd > 0;
  return {
    status,
    endMs: startMs + 800,
    firstAnswerMs: text === "" ? null : startMs + 400,
    lastContentMs: text === "" ? null : startMs + 790,
    finish: hasUsage ? "stop" : null,
    nativeFinish: hasUsage ? "stop" : null,
    failure: status === "failed" ? rateLimited : status === "stopped" ? stopped : null,
    usage: hasUsage ? usageOf(outputTokens) : null,
    cost: isKnown ? { nanoUsd, source: "computed" } : unknownCost,
    modelServed: model.modelId,
    upstreamProvider: model.providerId === "openrouter" ? "Together" : null,
    generationId: null,
    malformedEvents: 0,
  };
}

function usageOf(outputTokens: number) {
  const cache = { cacheReadTokens: 0, cacheWrite5mTokens: 0, cacheWrite1hTokens: 0 };
  return { inputTokens: 60, ...cache, outputTokens, reasoningTokens: 0, source: "reported" } as const;
}
