import fc from "fast-check";
import { expect, test } from "vitest";
import { migrate, migrations } from "#electron/storage/migrations.ts";
import { createRunKeeper } from "#electron/storage/run-keeper.ts";
import { type Database, openSqlite } from "#electron/storage/sqlite.ts";
import { saveComparison } from "#electron/storage/tables/comparisons.ts";
import { saveConversation } from "#electron/storage/tables/conversations.ts";
import { loadRuns } from "#electron/storage/tables/runs.ts";
import { startSession } from "#electron/storage/tables/sessions.ts";
import type { FailureClass } from "#shared/failure.ts";
import { failureOf } from "#shared/failure.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import type { Run, RunEvent } from "#shared/run.ts";
import { attemptEnd, attemptStart, comparison, conversation, delta, runStarted, session } from "./store-samples.ts";

function openMemory(): Database {
  const database = openSqlite(":memory:", 0);
  migrate(database, migrations);
  startSession(database, session);
  saveConversation(database, conversation);
  saveComparison(database, comparison);
  return database;
}

const runId = fc.constantFrom("run-1", "run-2");
const attemptId = fc.constantFrom("attempt-1", "attempt-2");
const ms = fc.double({ min: 0.001, max: 1e6, noNaN: true });
const count = fc.nat();
/** The halves of an emoji arrive apart; a NUL and quotes must survive too. */
const text = fc.oneof(fc.constantFrom("\ud83c", "\udf24", "\0", '"\\', "", "né\n"), fc.string({ unit: "binary" }));
const failure = fc
  .record({
    class: fc.constantFrom<FailureClass>("RATE_LIMIT", "SERVER", "ABORT"),
    message: fc.string(),
    status: fc.option(count),
    hintMs: fc.option(ms),
  })
  .map((parts) => failureOf(parts.class, parts.message, { status: parts.status, hintMs: parts.hintMs }));
const attempt = fc.tuple(attemptId, ms).map(([id, startMs]) => attemptStart(id, startMs));
const end = fc
  .record({ endMs: ms, failure: fc.option(failure), nanoUsd: fc.option(count), hasUsage: fc.boolean() })
  .map(({ endMs, failure: cause, nanoUsd, hasUsage }) =>
    attemptEnd(endMs, {
      failure: cause,
      cost: { nanoUsd, source: nanoUsd === null ? "unknown" : "computed" },
      ...(hasUsage ? {} : { usage: null }),
    }),
  );

const usageCounts = {
  inputTokens: count,
  cacheReadTokens: count,
  cacheWrite5mTokens: count,
  cacheWrite1hTokens: count,
  outputTokens: count,
  reasoningTokens: count,
  source: fc.constantFrom("reported", "estimated"),
} as const;

const event: fc.Arbitrary<RunEvent> = fc.oneof(
  runId.map((id) => runStarted(id)),
  fc.record({ type: fc.constant("queued"), runId, atMs: ms }),
  fc.record({
    type: fc.constant("waiting"),
    runId,
    atMs: ms,
    waiting: fc.record({ linkIndex: count, class: fc.constant("RATE_LIMIT"), untilMs: ms }),
  }),
  fc.record({ type: fc.constant("attempt-started"), runId, attempt }),
  fc.record({ type: fc.constant("attempt-headers"), runId, attemptId, connectedMs: ms, atMs: ms, httpStatus: count }),
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant("delta"),
      runId,
      attemptId,
      atMs: ms,
      channel: fc.constantFrom("text", "reasoning", "tool"),
      text,
    }),
  },
  fc.record({ type: fc.constant("reset"), runId, attemptId, atMs: ms }),
  fc.record({ type: fc.constant("attempt-ended"), runId, attemptId, end }),
  fc.record({ type: fc.constant("skipped"), runId, attempt, failure }),
  fc.record({
    type: fc.constant("cost-found"),
    runId,
    attemptId,
    usage: fc.option(fc.record(usageCounts)),
    cost: fc.record({ nanoUsd: count, source: fc.constant("reported") }),
    upstreamProvider: fc.option(fc.string()),
  }),
  fc.record({
    type: fc.constant("run-ended"),
    runId,
    atMs: ms,
    status: fc.constantFrom("done", "failed", "stopped"),
    answeredBy: fc.option(attemptId),
    failure: fc.option(failure),
  }),
);

/** A half emoji has no UTF-8; where a text is complete, it is stored as one that has. */
function asStored(run: Run): Run {
  const attempts = run.attempts.map((one) => ({ ...one, droppedText: one.droppedText.toWellFormed() }));
  if (run.endMs === null) return { ...run, attempts };
  return { ...run, attempts, text: run.text.toWellFormed(), reasoning: run.reasoning.toWellFormed() };
}

test("after every batch the stored runs are what reduceRun makes of the events so far", () => {
  fc.assert(
    fc.property(fc.array(fc.array(event, { maxLength: 8 }), { maxLength: 12 }), (batches) => {
      const database = openMemory();
      const keeper = createRunKeeper(database);
      const shown = new Map<string, Run | undefined>();
      for (const batch of [[runStarted("run-1"), runStarted("run-2")], ...batches]) {
        const byRun = Map.groupBy(batch, (one) => (one.type === "run-started" ? one.run.id : one.runId));
        const results = keeper.append([...byRun].map(([id, events]) => ({ runId: id, events })));
        expect(results.filter((result) => !result.ok)).toEqual([]);
        for (const [id, events] of byRun) shown.set(id, events.reduce<Run | undefined>(reduceRun, shown.get(id)));
        const stored = loadRuns(database, comparison.id, 0);
        expect(stored.problems).toEqual([]);
        expect(stored.values).toEqual([...shown.values()].flatMap((run) => (run === undefined ? [] : [asStored(run)])));
      }
      database.close();
    }),
    { numRuns: 150 },
  );
});

test("an emoji whose halves arrive in two writes is whole in the ended run", () => {
  const database = openMemory();
  const keeper = createRunKeeper(database);
  keeper.append([{ runId: "run-1", events: [runStarted("run-1"), delta("run-1", "sun \ud83c")] }]);
  keeper.append([{ runId: "run-1", events: [delta("run-1", "\udf24")] }]);
  keeper.append([
    {
      runId: "run-1",
      events: [{ type: "run-ended", runId: "run-1", atMs: 3, status: "done", answeredBy: null, failure: null }],
    },
  ]);
  expect(loadRuns(database, comparison.id, 0).values[0]?.text).toBe("sun 🌤");
});

test("the parts of an ended answer are joined into its run and leave no rows behind", () => {
  const database = openMemory();
  const keeper = createRunKeeper(database);
  keeper.append([{ runId: "run-1", events: [runStarted("run-1"), delta("run-1", "a")] }]);
  keeper.append([{ runId: "run-1", events: [delta("run-1", "b")] }]);
  expect(database.all("SELECT seq, text_json FROM run_text")).toEqual([
    { seq: 1, text_json: '"a"' },
    { seq: 2, text_json: '"b"' },
  ]);
  keeper.append([
    {
      runId: "run-1",
      events: [{ type: "run-ended", runId: "run-1", atMs: 3, status: "done", answeredBy: null, failure: null }],
    },
  ]);
  expect(database.all("SELECT text FROM runs")).toEqual([{ text: "ab" }]);
  expect(database.all("SELECT * FROM run_text")).toEqual([]);
});

test("what a full disk refused leaves the run as it was, and the same events succeed when there is room", () => {
  const database = openMemory();
  const keeper = createRunKeeper(database);
  keeper.append([{ runId: "run-1", events: [runStarted("run-1"), delta("run-1", "a")] }]);
  database.exec("PRAGMA max_page_count = 1");
  const long = "b".repeat(100_000);
  const batch = { runId: "run-1", events: [delta("run-1", long)] };
  expect(keeper.append([batch])).toEqual([
    { runId: "run-1", ok: false, isPermanent: false, message: expect.stringContaining("The disk is full.") },
  ]);
  database.exec("PRAGMA max_page_count = 1000000");
  expect(keeper.append([batch])).toEqual([{ runId: "run-1", ok: true, hasEnded: false }]);
  expect(loadRuns(database, comparison.id, 0).values[0]?.text).toBe(`a${long}`);
});

test("attempts can be summed in SQL by provider, money and tokens", () => {
  const database = openMemory();
  const events: RunEvent[] = [
    runStarted("run-1"),
    { type: "attempt-started", runId: "run-1", attempt: attemptStart("attempt-1", 5) },
    { type: "attempt-ended", runId: "run-1", attemptId: "attempt-1", end: attemptEnd(9) },
  ];
  createRunKeeper(database).append([{ runId: "run-1", events }]);
  const sums = database.all(
    `SELECT provider_id, is_demo, started_at_ms, SUM(cost_nano_usd) AS nano, SUM(output_tokens) AS tokens
     FROM attempts GROUP BY provider_id`,
  );
  expect(sums).toEqual([
    { provider_id: "openai", is_demo: 1, started_at_ms: comparison.startedAtMs + 5, nano: 1_234_567, tokens: 99 },
  ]);
});
