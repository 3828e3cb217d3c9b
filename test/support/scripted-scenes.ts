import { failureOf } from "#shared/failure.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import type { Column, Run } from "#shared/run.ts";
import { gptAnswer, llamaAnswer, prompt, smartAnswer } from "./scripted-answers.ts";
import { attemptOf, chains, chainTarget, models, modelTarget, rateLimited, runOf, usageOf } from "./scripted-data.ts";

export type Scene = {
  readonly prompt: string;
  readonly columns: readonly Column[];
  readonly runs: readonly Run[];
  /** Only where the prompt is asked again and again. */
  readonly repeat?: RepeatPlan;
};

const priceOf = (providerId: string) => models.find((model) => model.providerId === providerId)?.price ?? null;
const linksOf = (chainId: string) => chains.find((chain) => chain.id === chainId)?.links ?? [];

function sceneOf(runs: readonly Run[]): Scene {
  return { prompt, runs, columns: runs.map((run) => ({ id: run.columnId, target: run.target })) };
}

/** compare.html: a chain on its second link, a model mid-stream, a finished one. */
export function compareScene(nowMs: number): Scene {
  const startedAtMs = nowMs - 3_300;
  const smart = runOf("smart", {
    startedAtMs,
    title: "smart",
    target: chainTarget("chain-smart"),
    links: linksOf("chain-smart"),
    text: smartAnswer,
    attempts: [
      attemptOf("smart-a", {
        providerId: "openrouter",
        modelId: "anthropic/claude-sonnet-4.5",
        status: "failed",
        connectedMs: 74,
        headersMs: 74,
        endMs: 410,
        failure: rateLimited,
      }),
      attemptOf("smart-b", {
        linkIndex: 1,
        providerId: "anthropic",
        modelId: "claude-sonnet-4-5",
        price: priceOf("anthropic"),
        startMs: 420,
        connectedMs: 500,
        headersMs: 500,
        firstContentMs: 1_380,
        firstAnswerMs: 1_380,
      }),
    ],
  });
  const gpt = runOf("gpt", {
    startedAtMs,
    text: gptAnswer,
    attempts: [attemptOf("gpt-a", { connectedMs: 84, headersMs: 84, firstContentMs: 520, firstAnswerMs: 520 })],
  });
  return sceneOf([smart, gpt, doneLlama(startedAtMs)]);
}

function doneLlama(startedAtMs: number): Run {
  return runOf("llama", {
    startedAtMs,
    title: "Llama 3.3 70B",
    target: modelTarget("groq", "llama-3.3-70b"),
    text: llamaAnswer,
    status: "done",
    endMs: 820,
    answeredBy: "llama-a",
    attempts: [
      attemptOf("llama-a", {
        providerId: "groq",
        modelId: "llama-3.3-70b",
        status: "answered",
        price: priceOf("groq"),
        connectedMs: 61,
        headersMs: 61,
        firstContentMs: 210,
        firstAnswerMs: 210,
        lastContentMs: 815,
        endMs: 820,
        usage: usageOf(118, 168),
        cost: { nanoUsd: 202_000, source: "computed" },
      }),
    ],
  });
}

/** states.html: columns that ended badly, wait, or were stopped. */
export function statesScene(nowMs: number): Scene {
  const startedAtMs = nowMs - 3_000;
  return sceneOf([
    failedChain(startedAtMs),
    stoppedGpt(startedAtMs),
    coolingGpt(startedAtMs),
    keylessGoogle(startedAtMs),
    unsentHaiku(startedAtMs),
    unpricedOllama(startedAtMs),
  ]);
}

function failedChain(startedAtMs: number): Run {
  const failed = { status: "failed", linkIndex: 1, providerId: "groq", modelId: "llama-3.3-70b" } as const;
  const server = failureOf("SERVER", "Internal error.", { status: 500 });
  return runOf("free", {
    startedAtMs,
    title: "free",
    target: chainTarget("chain-free"),
    links: linksOf("chain-free"),
    status: "failed",
    endMs: 2_230,
    failure: failureOf("LOCAL", "No link answered.", { reason: "nothing-available" }),
    attempts: [
      attemptOf("free-a", {
        providerId: "openrouter",
        modelId: "meta-llama/llama-3.3-70b:free",
        kind: "skip",
        status: "skipped",
        endMs: 0,
        failure: failureOf("RATE_LIMIT", "OpenRouter is cooling down.", {
          reason: "cooling-down",
          retryAtMs: startedAtMs + 26_000,
        }),
      }),
      attemptOf("free-b", { ...failed, startMs: 10, connectedMs: 90, headersMs: 90, endMs: 620, failure: server }),
      attemptOf("free-c", {
        ...failed,
        kind: "retry",
        startMs: 1_600,
        waitedMs: 980,
        connectedMs: 1_700,
        headersMs: 1_700,
        endMs: 2_200,
        failure: server,
      }),
      attemptOf("free-d", {
        linkIndex: 2,
        providerId: "ollama",
        modelId: "llama3.2:3b",
        status: "failed",
        startMs: 2_210,
        endMs: 2_230,
        failure: failureOf("NETWORK", "Nothing answers on 127.0.0.1:11434.", { reason: "refused" }),
      }),
    ],
  });
}

function stoppedGpt(startedAtMs: number): Run {
  return runOf("stopped", {
    startedAtMs,
    status: "stopped",
    endMs: 2_400,
    text: smartAnswer.slice(0, 180),
    attempts: [
      attemptOf("stopped-a", {
        status: "stopped",
        connectedMs: 80,
        headersMs: 80,
        firstContentMs: 960,
        firstAnswerMs: 960,
        endMs: 2_400,
        usage: usageOf(118, 96),
        cost: { nanoUsd: 1_790_000, source: "computed" },
      }),
    ],
  });
}

function coolingGpt(startedAtMs: number): Run {
  const failure = failureOf("RATE_LIMIT", "Rate limit exceeded.", { status: 429, hintMs: 20_000 });
  return runOf("cooling", {
    startedAtMs,
    status: "waiting",
    waiting: { linkIndex: 0, class: "RATE_LIMIT", untilMs: 20_300 },
    attempts: [attemptOf("cooling-a", { status: "failed", connectedMs: 250, headersMs: 250, endMs: 300, failure })],
  });
}

function keylessGoogle(startedAtMs: number): Run {
  const failure = failureOf("LOCAL", "Google AI has no key yet.", { reason: "no-key" });
  const ref = { providerId: "google", modelId: "gemini-2.5-flash" };
  return runOf("keyless", {
    startedAtMs,
    title: "Gemini 2.5 Flash",
    target: { kind: "model", ...ref },
    status: "failed",
    endMs: 0,
    failure,
    attempts: [attemptOf("keyless-a", { ...ref, kind: "skip", status: "skipped", endMs: 0, failure })],
  });
}

/** states.html: over budget. The budget is that of the scripted spend, so that it still does not fit. */
function unsentHaiku(startedAtMs: number): Run {
  const span = { id: "budget-1", period: "session", providerId: null, limitNanoUsd: 1_000_000_000 } as const;
  const budget = { ...span, spentNanoUsd: 609_900_000, reservedNanoUsd: 0, unknownCosts: 0, endsAtMs: null };
  const failure = failureOf("BUDGET", "This could pass your session budget.", {
    reason: "over-budget",
    budget: { kind: "over", budget, wantedNanoUsd: 395_000_000 },
  });
  const ref = { providerId: "anthropic", modelId: "claude-haiku-4-5" };
  return runOf("unsent", {
    startedAtMs,
    title: "Haiku 4.5",
    target: { kind: "model", ...ref },
    status: "failed",
    endMs: 0,
    failure,
    attempts: [attemptOf("unsent-a", { ...ref, kind: "skip", status: "skipped", endMs: 0, failure })],
  });
}

function unpricedOllama(startedAtMs: number): Run {
  const ref = { providerId: "ollama", modelId: "llama3.2:3b" };
  return runOf("unpriced", {
    startedAtMs,
    title: "llama3.2:3b",
    target: { kind: "model", ...ref },
    text: "Add the column with a default, then backfill the old rows in small batches.",
    status: "done",
    endMs: 2_900,
    answeredBy: "unpriced-a",
    attempts: [
      attemptOf("unpriced-a", {
        ...ref,
        price: null,
        status: "answered",
        connectedMs: 12,
        headersMs: 12,
        firstContentMs: 300,
        firstAnswerMs: 300,
        lastContentMs: 2_890,
        endMs: 2_900,
        usage: usageOf(118, 64),
        cost: { nanoUsd: null, source: "unknown" },
      }),
    ],
  });
}
