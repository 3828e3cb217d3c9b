import { migrate, migrations } from "#electron/storage/migrations.ts";
import { createRunKeeper } from "#electron/storage/run-keeper.ts";
import { spendReport } from "#electron/storage/spend/report.ts";
import { type Database, openSqlite } from "#electron/storage/sqlite.ts";
import { saveComparison } from "#electron/storage/tables/comparisons.ts";
import { saveConversation } from "#electron/storage/tables/conversations.ts";
import { startSession } from "#electron/storage/tables/sessions.ts";
import { type Link, newLink, type Target } from "#shared/chain.ts";
import { nanoUsdOf } from "#shared/cost.ts";
import { type Failure, type FailureClass, type FailureReason, failureOf } from "#shared/failure.ts";
import type { Price } from "#shared/model.ts";
import type { AttemptEnd, AttemptStart, Comparison, RunEvent } from "#shared/run.ts";
import type { SpendQuestion, SpendReport } from "#shared/spend.ts";
import { noCost, type Usage, unknownCost } from "#shared/usage.ts";

/** 10:00 of some day, UTC. */
export const startMs = Date.UTC(2026, 10, 20, 10);
export const minuteMs = 60_000;

const rates = { cacheReadUsd: 0.5, cacheWrite5mUsd: null, cacheWrite1hUsd: null, longPrompt: null };
export const prices: Readonly<Record<"opus" | "gpt", Price>> = {
  opus: { ...rates, inputUsd: 5, outputUsd: 25, source: "override", asOf: "2026-11-01" },
  gpt: { ...rates, inputUsd: 1.25, outputUsd: 10, source: "provider list", asOf: "2026-11-19" },
};

export const links: readonly Link[] = [
  { ...newLink("l1", "Opus", { providerId: "openrouter", modelId: "anthropic/opus" }), models: ["openai/gpt"] },
  newLink("l2", "GPT", { providerId: "openai", modelId: "gpt" }),
];
export const smart: Target = { kind: "chain", chainId: "smart" };
export const gpt: Target = { kind: "model", providerId: "openai", modelId: "gpt" };

export const usage = (inputTokens: number, outputTokens: number, parts: Partial<Usage> = {}): Usage => ({
  inputTokens,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens,
  reasoningTokens: 0,
  source: "reported",
  ...parts,
});

/** One request of a run. Without an end it still runs. */
export type Try = Partial<AttemptStart> & { readonly end?: Partial<AttemptEnd> };

export const answered = (tokens: Usage, price: Price = prices.gpt): Try => ({
  price,
  end: { status: "answered", usage: tokens, cost: { nanoUsd: nanoUsdOf(tokens, price), source: "computed" } },
});

/** Refused before anything was billed. */
export const refused = (failureClass: FailureClass, parts: Try = {}): Try => ({
  ...parts,
  end: { status: "failed", failure: failureOf(failureClass, "No."), cost: noCost, ...parts.end },
});

export const cut = (reason: FailureReason, end: Partial<AttemptEnd>): Try => ({
  end: { status: "failed", failure: failureOf("NETWORK", "Cut.", { reason }), cost: unknownCost, ...end },
});

export type Played = {
  readonly id: string;
  readonly tries: readonly Try[];
  readonly target?: Target;
  readonly title?: string;
  readonly sessionId?: string;
  readonly comparisonId?: string;
  readonly isDemo?: boolean;
  readonly atMs?: number;
  /** Done where the last one answered, else failed; null: it goes on. */
  readonly status?: "done" | "failed" | "stopped" | null;
  readonly failure?: Failure;
};

const ending: AttemptEnd = {
  status: "answered",
  endMs: 900,
  firstAnswerMs: null,
  lastContentMs: null,
  finish: null,
  nativeFinish: null,
  failure: null,
  usage: null,
  cost: unknownCost,
  modelServed: null,
  upstreamProvider: null,
  generationId: null,
  malformedEvents: 0,
};

export function eventsOf(played: Played): RunEvent[] {
  const { id, tries, target = gpt, title = "smart", sessionId, isDemo = false, atMs = startMs } = played;
  const isChain = target.kind === "chain";
  const run = { id, comparisonId: played.comparisonId ?? "x", columnId: "c", target, title, isDemo };
  const last = tries.length - 1;
  const end = tries[last]?.end;
  const isAnswered = end !== undefined && (end.status ?? "answered") === "answered";
  const status = played.status === undefined ? (isAnswered ? "done" : "failed") : played.status;
  return [
    {
      type: "run-started",
      run: {
        ...run,
        startedAtMs: atMs,
        links: isChain ? links : links.slice(1),
        ...(sessionId !== undefined && { sessionId }),
      },
    },
    ...tries.flatMap((one, index) => tryEvents(id, one, index)),
    ...(status === null
      ? []
      : ([
          {
            type: "run-ended",
            runId: id,
            atMs: 1_000,
            status,
            answeredBy: isAnswered && status === "done" ? `a${last}` : null,
            failure: played.failure ?? null,
          },
        ] satisfies RunEvent[])),
  ];
}

function tryEvents(runId: string, { end, ...start }: Try, index: number): RunEvent[] {
  const id = `a${index}`;
  const of = { id, linkIndex: 0, providerId: "openai", modelId: "gpt", kind: "first", waitedMs: 0 } as const;
  const attempt = { ...of, startMs: index * 100, price: prices.gpt, ...start };
  const started: RunEvent = { type: "attempt-started", runId, attempt };
  if (end === undefined) return [started];
  return [started, { type: "attempt-ended", runId, attemptId: id, end: { ...ending, ...end } }];
}

const comparison = (id: string, parts: Partial<Comparison> = {}): Comparison => ({
  id,
  conversationId: "v",
  sessionId: "s1",
  prompt: "Hello",
  startedAtMs: startMs,
  isDemo: false,
  ...parts,
});

/** A database with one session, one comparison of the window (`x`) and one of a program (`by-curl`). */
export function createSpendWorld() {
  const database: Database = openSqlite(":memory:", 0);
  migrate(database, migrations);
  startSession(database, { id: "s1", startedAtMs: startMs - 5 * minuteMs });
  saveConversation(database, { id: "v", title: "", createdAtMs: startMs, columns: [] });
  saveComparison(database, comparison("x"));
  saveComparison(database, comparison("by-curl", { client: "curl" }));
  const keeper = createRunKeeper(database);
  const append = (events: readonly RunEvent[], runId: string) => {
    const [result] = keeper.append([{ runId, events }]);
    if (result?.ok !== true) throw new Error(result?.message ?? "Nothing was written.");
  };
  const play = (...played: readonly Played[]) => {
    for (const one of played) append(eventsOf(one), one.id);
  };
  const report = (question: Partial<SpendQuestion> = {}): SpendReport => {
    const range = { kind: "session", sessionId: "s1" } as const;
    const common = { range, sinceMs: null, isDemo: false, currentSessionId: "s1", nowMs: startMs + 30 * minuteMs };
    return spendReport(database, { ...common, ...question });
  };
  return { database, keeper, append, play, report };
}
