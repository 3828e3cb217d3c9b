import type { Failure } from "#shared/failure.ts";
import type { RepeatPlan } from "#shared/repeat.ts";
import type { Comparison, Run } from "#shared/run.ts";
import { attemptOf, runOf, usageOf } from "#test/support/scripted-data.ts";

const refs = {
  direct: { providerId: "anthropic", modelId: "claude-sonnet-4-5" },
  routed: { providerId: "openrouter", modelId: "anthropic/claude-sonnet-4.5" },
} as const;

/** A comparison of one model directly and by OpenRouter, asked so often. */
export function repeated(purpose: RepeatPlan["purpose"], times: number): Comparison {
  const columns = [
    { columnId: "direct", target: { kind: "model", ...refs.direct } as const },
    { columnId: "routed", target: { kind: "model", ...refs.routed } as const },
  ];
  return {
    id: "c",
    conversationId: "k",
    sessionId: "s",
    prompt: "Hello",
    startedAtMs: 0,
    isDemo: false,
    repeat: { purpose, times, seed: 7, perProvider: 1, columns },
  };
}

export type RoundRun = {
  readonly columnId: string;
  readonly round: number;
  readonly firstTokenMs: number;
  readonly totalMs?: number;
  readonly failure?: Failure | null;
  readonly nanoUsd?: number | null;
  readonly title?: string;
  readonly text?: string;
};

/** A run of such a comparison: an answer of 100 tokens, or a failure. */
export function runOfRound({ columnId, round, firstTokenMs, failure = null, ...rest }: RoundRun): Run {
  const { totalMs = firstTokenMs + 2_000, nanoUsd = 5_000_000, title = "Sonnet 4.5", text = "Hello." } = rest;
  const id = `${columnId}-${round}`;
  const ref = columnId === "routed" ? refs.routed : refs.direct;
  const cost = nanoUsd === null ? { nanoUsd, source: "unknown" as const } : { nanoUsd, source: "computed" as const };
  const shared = { ...ref, endMs: totalMs };
  const attempt = attemptOf(`${id}-a`, {
    ...shared,
    ...(failure === null
      ? {
          status: "answered",
          connectedMs: 50,
          headersMs: 60,
          firstContentMs: firstTokenMs,
          firstAnswerMs: firstTokenMs,
          lastContentMs: totalMs,
          usage: usageOf(20, 100),
          cost,
        }
      : { status: "failed", failure }),
  });
  return runOf(id, {
    comparisonId: "c",
    columnId,
    title,
    target: { kind: "model", ...ref },
    round,
    startedAtMs: round * 10_000,
    status: failure === null ? "done" : "failed",
    text: failure === null ? text : "",
    endMs: totalMs,
    answeredBy: failure === null ? `${id}-a` : null,
    failure,
    attempts: [attempt],
  });
}
