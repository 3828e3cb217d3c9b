import type { Store } from "#electron/storage/store.ts";
import { type Chain, newLink } from "#shared/chain.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import type { ModelList, Price, Provider } from "#shared/model.ts";
import type { ColumnOverrides } from "#shared/prompt.ts";
import type { AttemptEnd, AttemptStart, Comparison, Conversation, RunEvent } from "#shared/run.ts";

export const provider: Provider = {
  id: "openai",
  name: "OpenAI",
  kind: "openai",
  baseUrl: "https://api.openai.com/v1",
  keyOptional: false,
};

export const price: Price = {
  inputUsd: 1.25,
  cacheReadUsd: 0.125,
  cacheWrite5mUsd: null,
  cacheWrite1hUsd: null,
  outputUsd: 10,
  longPrompt: {
    aboveTokens: 200_000,
    inputUsd: 2.5,
    cacheReadUsd: null,
    cacheWrite5mUsd: null,
    cacheWrite1hUsd: null,
    outputUsd: 15,
  },
  source: "provider list",
  asOf: "2026-11-01",
};

export const modelList: ModelList = {
  providerId: "openai",
  source: "provider",
  fetchedAtMs: 1_795_000_000_500,
  models: [
    {
      providerId: "openai",
      modelId: "gpt",
      name: "GPT",
      contextTokens: 400_000,
      maxOutputTokens: null,
      price,
      isFree: false,
    },
    {
      providerId: "openai",
      modelId: "x",
      name: "X",
      contextTokens: null,
      maxOutputTokens: null,
      price: null,
      isFree: true,
      refusesTemperature: true,
      reasons: true,
      takesImages: false,
    },
  ],
};

/** Every setting of a column. */
export const overrides: ColumnOverrides = {
  system: "Be brief – always.",
  maxTokens: 500,
  temperature: 0.2,
  topP: 0.9,
  stop: ["END", "\n\n"],
  seed: 7,
  effort: "low",
  jsonSchema: { name: "answer", schema: { type: "object", properties: { text: { type: "string" } } }, strict: true },
};

export const chain: Chain = {
  id: "smart",
  name: "smart",
  links: [
    {
      ...newLink("link-1", "first", { providerId: "openrouter", modelId: "anthropic/claude" }),
      rules: { deadlines: { idleMs: 9000 }, retries: 0, triggers: { CONTENT_POLICY: true } },
      models: ["openai/gpt"],
    },
    { ...newLink("link-2", "second", { providerId: "openai", modelId: "gpt" }), costPer1kInput: 0, temperature: 0.3 },
  ],
  onMidStream: "restart",
  rules: { deadlines: { connectMs: 1000 } },
};

export const columnSet: ColumnSet = {
  id: "set-1",
  name: "Every setting",
  columns: [
    { target: { kind: "chain", chainId: "smart" } },
    { target: { kind: "model", providerId: "openai", modelId: "gpt" }, overrides },
  ],
};

export const session = { id: "session-1", startedAtMs: 1_795_000_000_000 };

export const conversation: Conversation = {
  id: "conversation-1",
  title: "A title – with ünïcode",
  createdAtMs: 1_795_000_000_001,
  columns: [
    { id: "column-1", target: { kind: "chain", chainId: "smart" } },
    { id: "column-2", target: { kind: "model", providerId: "openai", modelId: "gpt" } },
  ],
};

export const comparison: Comparison = {
  id: "comparison-1",
  conversationId: "conversation-1",
  sessionId: "session-1",
  prompt: "Why is the sky blue?",
  startedAtMs: 1_795_000_000_002,
  isDemo: true,
};

/** Everything that a run needs to be stored. */
export async function saveParents(store: Store): Promise<void> {
  await store.startSession(session);
  await store.saveConversation(conversation);
  await store.saveComparison(comparison);
}

export function runStarted(runId: string, comparisonId = comparison.id): RunEvent {
  return {
    type: "run-started",
    run: {
      id: runId,
      comparisonId,
      columnId: "column-1",
      target: { kind: "chain", chainId: "smart" },
      title: "smart",
      isDemo: true,
      startedAtMs: comparison.startedAtMs,
      links: chain.links,
    },
  };
}

export function attemptStart(id: string, startMs: number): AttemptStart {
  return {
    id,
    linkIndex: 0,
    providerId: "openai",
    modelId: "gpt",
    kind: "first",
    startMs,
    waitedMs: 0.25,
    price,
  };
}

export function attemptEnd(endMs: number, parts: Partial<AttemptEnd> = {}): AttemptEnd {
  return {
    status: "answered",
    endMs,
    firstAnswerMs: 12.5,
    lastContentMs: endMs,
    finish: "stop",
    nativeFinish: "end_turn",
    failure: null,
    usage: {
      inputTokens: 12,
      cacheReadTokens: 3,
      cacheWrite5mTokens: 1,
      cacheWrite1hTokens: 2,
      outputTokens: 99,
      reasoningTokens: 40,
      source: "reported",
    },
    cost: { nanoUsd: 1_234_567, source: "computed" },
    modelServed: "gpt-2026",
    upstreamProvider: "Azure",
    generationId: "gen-1",
    malformedEvents: 1,
    ...parts,
  };
}

export function delta(runId: string, text: string, parts: { attemptId?: string; atMs?: number } = {}): RunEvent {
  return { type: "delta", runId, attemptId: "attempt-1", atMs: 12.5, channel: "text", text, ...parts };
}

export function runEnded(runId: string, atMs: number): RunEvent {
  return { type: "run-ended", runId, atMs, status: "done", answeredBy: "attempt-1", failure: null };
}

/** A run that answers with these texts. */
export function answeredRun(runId: string, texts: readonly string[], comparisonId = comparison.id): RunEvent[] {
  return [
    runStarted(runId, comparisonId),
    { type: "attempt-started", runId, attempt: attemptStart("attempt-1", 1.5) },
    { type: "attempt-headers", runId, attemptId: "attempt-1", connectedMs: 4.5, atMs: 9.75, httpStatus: 200 },
    ...texts.map((text) => delta(runId, text)),
    { type: "attempt-ended", runId, attemptId: "attempt-1", end: attemptEnd(40.5) },
    runEnded(runId, 41),
  ];
}
