import { migrate, migrations } from "#electron/storage/migrations.ts";
import { createRunKeeper } from "#electron/storage/run-keeper.ts";
import { type Database, openSqlite } from "#electron/storage/sqlite.ts";
import { saveComparison } from "#electron/storage/tables/comparisons.ts";
import { saveConversation } from "#electron/storage/tables/conversations.ts";
import { startSession } from "#electron/storage/tables/sessions.ts";
import type { Target } from "#shared/chain.ts";
import { type Failure, failureOf } from "#shared/failure.ts";
import type { Comparison, RunEvent } from "#shared/run.ts";
import { type Cost, unknownCost } from "#shared/usage.ts";

export const model: Target = { kind: "model", providerId: "openai", modelId: "gpt-5" };

/** A comparison as a test tells it; everything has a usual value. */
export type Told = Partial<Comparison> & { readonly id: string; readonly runs?: readonly ToldRun[] };

export type ToldRun = {
  readonly text?: string;
  readonly target?: Target;
  readonly title?: string;
  readonly status?: "done" | "failed" | "stopped" | "interrupted" | "running";
  readonly sessionId?: string;
  /** In their order; the last one is the winner of a run that is done. */
  readonly attempts?: readonly ToldAttempt[];
};

export type ToldAttempt = {
  readonly providerId?: string;
  readonly modelId?: string;
  readonly linkIndex?: number;
  readonly cost?: Cost;
  readonly failure?: Failure;
  readonly isSkip?: true;
};

/** A database of the newest version with the functions that fill a real one. */
export function openHistory(path = ":memory:") {
  const database = openSqlite(path, 1000);
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON",
  );
  migrate(database, migrations);
  const keeper = createRunKeeper(database);
  return { database, keeper, tell: (told: Told) => tellComparison(database, keeper, told) };
}

/** Saves it in the order in which a real one reaches the disk; gives the events of its runs. */
function tellComparison(database: Database, keeper: ReturnType<typeof createRunKeeper>, told: Told): void {
  const { runs = [], ...own } = told;
  const comparison: Comparison = {
    conversationId: `v-${own.id}`,
    sessionId: "s1",
    prompt: "",
    startedAtMs: 1_000,
    isDemo: false,
    ...own,
  };
  const { conversationId, sessionId } = comparison;
  database.transaction(() => {
    if (database.get("SELECT 1 FROM sessions WHERE id = ?", sessionId) === undefined) {
      startSession(database, { id: sessionId, startedAtMs: 1, name: sessionId });
    }
    saveConversation(database, { id: conversationId, title: "A title", createdAtMs: 1, columns: [] });
    saveComparison(database, comparison);
  });
  for (const [index, run] of runs.entries()) {
    const events = eventsOf(comparison, run, `${comparison.id}-r${index + 1}`);
    const [result] = keeper.append([{ runId: `${comparison.id}-r${index + 1}`, events }]);
    if (result?.ok !== true) throw new Error(result?.message ?? "The run was not saved.");
  }
}

export function eventsOf(comparison: Comparison, run: ToldRun, runId: string): RunEvent[] {
  const { text = "", status = "done", attempts = [{}], target = model, title = "GPT-5", sessionId } = run;
  const common = { comparisonId: comparison.id, columnId: `c-${runId}`, target, title, links: [] };
  const { isDemo, startedAtMs } = comparison;
  const started: RunEvent = {
    type: "run-started",
    run: { ...common, id: runId, isDemo, startedAtMs, ...(sessionId !== undefined && { sessionId }) },
  };
  const last = attempts.length - 1;
  const middle = attempts.flatMap((attempt, index) =>
    attemptEvents(attempt, {
      runId,
      index,
      text: index === last ? text : "",
      isWinner: index === last && status === "done",
    }),
  );
  if (status === "running") return [started, ...middle.filter(({ type }) => type !== "attempt-ended")];
  const failure = status === "failed" ? (attempts.at(-1)?.failure ?? failureOf("SERVER", "It broke.")) : null;
  const answeredBy = status === "done" ? `a${attempts.length}` : null;
  return [started, ...middle, { type: "run-ended", runId, atMs: 50, status, answeredBy, failure }];
}

type Placed = { readonly runId: string; readonly index: number; readonly text: string; readonly isWinner: boolean };

function attemptEvents(told: ToldAttempt, { runId, index, text, isWinner }: Placed): RunEvent[] {
  const { providerId = "openai", modelId = "gpt-5", linkIndex = index, failure, cost = unknownCost } = told;
  const attemptId = `a${index + 1}`;
  const common = { id: attemptId, linkIndex, providerId, modelId, startMs: index, waitedMs: 0, price: null } as const;
  if (told.isSkip) {
    const why = failure ?? failureOf("LOCAL", "There is no key.", { reason: "no-key" });
    return [{ type: "skipped", runId, attempt: { ...common, kind: "skip" }, failure: why }];
  }
  const delta: RunEvent = { type: "delta", runId, attemptId, atMs: 5, channel: "text", text };
  return [
    { type: "attempt-started", runId, attempt: { ...common, kind: "first" } },
    ...(text === "" ? [] : [delta]),
    {
      type: "attempt-ended",
      runId,
      attemptId,
      end: {
        status: isWinner ? "answered" : "failed",
        endMs: 40,
        firstAnswerMs: 5,
        lastContentMs: 30,
        finish: "stop",
        nativeFinish: "stop",
        failure: failure ?? null,
        usage: null,
        cost,
        modelServed: null,
        upstreamProvider: null,
        generationId: null,
        malformedEvents: 0,
      },
    },
  ];
}
