import type { Target } from "#shared/chain.ts";
import { failureOf } from "#shared/failure.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { gptAnswer, llamaAnswer, prompt, smartAnswer } from "./scripted-answers.ts";
import { attemptOf, chains, chainTarget, models, modelTarget, rateLimited, runOf, usageOf } from "./scripted-data.ts";
import type { Scene } from "./scripted-scenes.ts";

type Answer = {
  readonly id: string;
  readonly ref: readonly [providerId: string, modelId: string];
  readonly text: string;
  /** Of the answering attempt, from Send. */
  readonly startMs?: number;
  readonly firstMs: number;
  readonly endMs: number;
  readonly tokens: number;
  readonly nanoUsd: number | null;
  /** Where a chain answered: its name, and the link that was lost before. */
  readonly chain?: { readonly name: string; readonly lost: readonly [providerId: string, modelId: string] };
};

const answers: readonly Answer[] = [
  {
    id: "llama",
    ref: ["groq", "llama-3.3-70b"],
    text: llamaAnswer,
    firstMs: 210,
    endMs: 820,
    tokens: 168,
    nanoUsd: 202_000,
  },
  {
    id: "gemini",
    ref: ["google", "gemini-2.5-flash"],
    text: gptAnswer,
    firstMs: 440,
    endMs: 2_610,
    tokens: 430,
    nanoUsd: 1_110_000,
  },
  {
    id: "fast",
    ref: ["anthropic", "claude-haiku-4-5"],
    text: gptAnswer,
    startMs: 180,
    firstMs: 660,
    endMs: 2_900,
    tokens: 437,
    nanoUsd: 1_130_000,
    chain: { name: "fast", lost: ["google", "gemini-2.5-flash"] },
  },
  {
    id: "haiku",
    ref: ["anthropic", "claude-haiku-4-5"],
    text: gptAnswer,
    firstMs: 610,
    endMs: 3_720,
    tokens: 388,
    nanoUsd: 2_060_000,
  },
  {
    id: "mini",
    ref: ["openai", "gpt-4o-mini"],
    text: gptAnswer,
    firstMs: 480,
    endMs: 5_900,
    tokens: 401,
    nanoUsd: 258_000,
  },
  {
    id: "smart",
    ref: ["anthropic", "claude-sonnet-4-5"],
    text: `${smartAnswer} while a report or a backup holds the table.`,
    startMs: 420,
    firstMs: 1_380,
    endMs: 7_160,
    tokens: 362,
    nanoUsd: 5_780_000,
    chain: { name: "smart", lost: ["openrouter", "anthropic/claude-sonnet-4.5"] },
  },
  {
    id: "gpt",
    ref: ["openai", "gpt-4o"],
    text: gptAnswer,
    firstMs: 520,
    endMs: 7_900,
    tokens: 452,
    nanoUsd: 4_820_000,
  },
];

/** compare-many.html: nine targets, one of which still streams and one of which has no answer. */
export function manyScene(nowMs: number): Scene {
  const startedAtMs = nowMs - 9_100;
  const runs = [
    ...answers.map((answer) => finished(answer, startedAtMs)),
    streaming(startedAtMs),
    unanswered(startedAtMs),
  ];
  return { prompt, runs, columns: runs.map((run) => ({ id: run.columnId, target: run.target })) };
}

function finished(answer: Answer, startedAtMs: number): Run {
  const { id, chain, text, endMs } = answer;
  const [providerId, modelId] = answer.ref;
  const target: Target = chain === undefined ? modelTarget(providerId, modelId) : chainTarget(`chain-${chain.name}`);
  const links = chains.find(({ name }) => name === chain?.name)?.links;
  const attempts = [...(chain === undefined ? [] : [lost(id, chain.lost, answer.startMs ?? 0)]), answering(answer)];
  return runOf(id, {
    startedAtMs,
    title: chain?.name ?? nameOf(providerId, modelId),
    target,
    text,
    status: "done",
    endMs,
    answeredBy: `${id}-b`,
    attempts,
    ...(links && { links }),
  });
}

const nameOf = (providerId: string, modelId: string) =>
  models.find((model) => model.providerId === providerId && model.modelId === modelId)?.name ?? modelId;

function lost(id: string, [providerId, modelId]: readonly [string, string], endMs: number): Attempt {
  return attemptOf(`${id}-a`, {
    providerId,
    modelId,
    status: "failed",
    connectedMs: endMs / 3,
    headersMs: endMs - 10,
    endMs: endMs - 10,
    failure: rateLimited,
  });
}

function answering({ id, ref, chain, startMs = 0, firstMs, endMs, tokens, nanoUsd }: Answer): Attempt {
  const [providerId, modelId] = ref;
  return attemptOf(`${id}-b`, {
    providerId,
    modelId,
    linkIndex: chain === undefined ? 0 : 1,
    status: "answered",
    startMs,
    connectedMs: startMs + 60,
    headersMs: startMs + 60,
    firstContentMs: firstMs,
    firstAnswerMs: firstMs,
    lastContentMs: endMs - 5,
    endMs,
    usage: usageOf(118, tokens),
    cost: nanoUsd === null ? { nanoUsd, source: "unknown" } : { nanoUsd, source: "computed" },
  });
}

function streaming(startedAtMs: number): Run {
  const ref = { providerId: "ollama", modelId: "llama3.2:3b" };
  const times = { connectedMs: 12, headersMs: 12, firstContentMs: 340, firstAnswerMs: 340 };
  return runOf("local", {
    startedAtMs,
    title: "llama3.2:3b",
    target: { kind: "model", ...ref },
    text: gptAnswer,
    attempts: [attemptOf("local-a", { ...ref, ...times, price: null })],
  });
}

function unanswered(startedAtMs: number): Run {
  const failure = failureOf("SERVER", "Internal error.", { status: 500 });
  const failed = { status: "failed", failure } as const;
  return runOf("free", {
    startedAtMs,
    title: "free",
    target: chainTarget("chain-free"),
    links: chains.find(({ name }) => name === "free")?.links ?? [],
    status: "failed",
    endMs: 1_900,
    failure: failureOf("LOCAL", "No link answered.", { reason: "nothing-available" }),
    attempts: [
      attemptOf("free-a", {
        ...failed,
        providerId: "groq",
        modelId: "llama-3.3-70b",
        linkIndex: 1,
        connectedMs: 60,
        headersMs: 300,
        endMs: 300,
      }),
      attemptOf("free-b", {
        ...failed,
        providerId: "groq",
        modelId: "llama-3.3-70b",
        linkIndex: 1,
        kind: "retry",
        startMs: 1_500,
        waitedMs: 1_200,
        connectedMs: 1_560,
        headersMs: 1_900,
        endMs: 1_900,
      }),
    ],
  });
}
