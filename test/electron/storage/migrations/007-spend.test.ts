import { expect, test } from "vitest";
import { migrate, migrations } from "#electron/storage/migrations.ts";
import { bookRun } from "#electron/storage/spend/book.ts";
import { spendReport } from "#electron/storage/spend/report.ts";
import { loadSessions } from "#electron/storage/spend/session-list.ts";
import { type Database, openSqlite } from "#electron/storage/sqlite.ts";
import { loadRuns } from "#electron/storage/tables/runs.ts";
import { newLink } from "#shared/chain.ts";
import { failureOf } from "#shared/failure.ts";
import type { Price } from "#shared/model.ts";

const price: Price = {
  ...{ inputUsd: 1, cacheReadUsd: 0.1, cacheWrite5mUsd: null, cacheWrite1hUsd: null, outputUsd: 4, longPrompt: null },
  source: "genai-prices",
  asOf: "2026-10-01",
};
const links = JSON.stringify([
  { ...newLink("l1", "A", { providerId: "openrouter", modelId: "a/one" }), models: ["b/two"] },
  newLink("l2", "B", { providerId: "openai", modelId: "gpt" }),
]);
const chain = JSON.stringify({ kind: "chain", chainId: "smart" });
const model = JSON.stringify({ kind: "model", providerId: "openai", modelId: "gpt" });

type Row = Readonly<Record<string, string | number | null>>;

function insert(database: Database, table: string, rows: readonly Row[]): void {
  for (const row of rows) {
    const names = Object.keys(row);
    const places = names.map(() => "?").join(", ");
    database.run(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${places})`, ...Object.values(row));
  }
}

const run = (id: string, parts: Row = {}): Row => ({
  ...{ id, comparison_id: "x", column_id: "c", target_json: model, title: "GPT", is_demo: 0, status: "done" },
  ...{ started_at_ms: 100, end_ms: 9, last_event_ms: 9, links_json: links, text: "", reasoning: "" },
  ...parts,
});
const attempt = (runId: string, id: string, parts: Row = {}): Row => ({
  ...{ run_id: runId, id, position: 0, link_index: 1, provider_id: "openai", model_id: "gpt", kind: "first" },
  ...{ status: "answered", is_demo: 0, started_at_ms: 100, start_ms: 0, waited_ms: 0, end_ms: 9 },
  ...{ input_tokens: 100, cache_read_tokens: 400, cache_write_5m_tokens: 5, cache_write_1h_tokens: 0 },
  ...{ output_tokens: 10, reasoning_tokens: 0, usage_source: "reported", cost_nano_usd: 50_000 },
  ...{ cost_source: "computed", price_json: JSON.stringify(price), malformed_events: 0, dropped_text: "" },
  ...parts,
});
const nothing = { input_tokens: null, cache_read_tokens: null, usage_source: null, output_tokens: null };
const refused = { failure_class: "RATE_LIMIT", failure_json: JSON.stringify(failureOf("RATE_LIMIT", "Slow down.")) };
const free = { ...nothing, ...refused, cost_nano_usd: 0 };

/** As version 6 wrote it: a chain that fell through, a program's request, the demo's, a crash's left-over, damage. */
function oldDatabase(): Database {
  const database = openSqlite(":memory:", 0);
  migrate(database, migrations.slice(0, 6));
  insert(database, "sessions", [{ id: "s", started_at_ms: 1 }]);
  insert(database, "conversations", [{ id: "v", title: "", created_at_ms: 1 }]);
  const comparison = { conversation_id: "v", session_id: "s", prompt: "", started_at_ms: 100, is_demo: 0 };
  insert(database, "comparisons", [
    { ...comparison, id: "x" },
    { ...comparison, id: "y", client: "curl" },
  ]);
  insert(database, "runs", [
    run("fell", { target_json: chain, title: "smart", answered_by: "a2" }),
    run("program", { comparison_id: "y", answered_by: "a1" }),
    run("demo", { is_demo: 1, answered_by: "a1" }),
    run("left", { status: "running", end_ms: null }),
    run("damaged", { target_json: "{", links_json: "no JSON", status: "failed" }),
  ]);
  insert(database, "attempts", [
    attempt("fell", "a0", { ...free, status: "skipped" }),
    attempt("fell", "a1", { ...free, status: "failed", link_index: 0, provider_id: "openrouter", model_id: "a/one" }),
    attempt("fell", "a2"),
    attempt("program", "a1", {
      ...{ link_index: 0, provider_id: "openrouter", model_id: "a/one", model_served: "b/two" },
      ...{ cost_source: "reported", cost_nano_usd: 7, upstream_provider: "Azure" },
    }),
    attempt("demo", "a1", { is_demo: 1 }),
    attempt("left", "a1", { status: "failed", cost_nano_usd: 3 }),
    attempt("left", "a2", { status: "running", end_ms: null, cost_nano_usd: null, cost_source: "unknown" }),
    attempt("damaged", "a1", { status: "failed", price_json: "{", cost_nano_usd: null, cost_source: "unknown" }),
  ]);
  return database;
}

test("what was spent before is in the reports, in the session of its comparison", () => {
  const database = oldDatabase();
  migrate(database, migrations);
  const range = { kind: "session", sessionId: "s" } as const;
  const question = { range, sinceMs: null, currentSessionId: "other", nowMs: 900 };
  const report = spendReport(database, { ...question, isDemo: false });
  expect(report.total).toMatchObject({
    ...{ nanoUsd: 50_010, wastedNanoUsd: 3, unknownCosts: 1, answers: 2, attempts: 5, failedAttempts: 3 },
    // As they are billed: more cannot be cached than was sent.
    ...{ inputTokens: 400, cachedTokens: 400 },
  });
  expect(report).toMatchObject({ fellThrough: 1, unanswered: 1, costPerAnswer: { mean: 25_004 } });
  expect(report.byModel.map(({ modelId, nanoUsd }) => [modelId, nanoUsd])).toEqual([
    ["gpt", 50_003],
    ["b/two", 7],
    ["a/one", 0],
  ]);
  expect(report.byModel[0]?.prices.find(({ source }) => source === "computed")).toMatchObject({ price, attempts: 2 });
  expect(report.byChain.map(({ chainId, title, nanoUsd }) => [chainId, title, nanoUsd])).toEqual([
    ["smart", "smart", 50_000],
    [null, "", 10],
  ]);
  expect(report.byClient).toMatchObject([{ client: null }, { client: "curl", nanoUsd: 7 }]);
  expect(report.byRoute).toContainEqual(expect.objectContaining({ upstreamProvider: "Azure", nanoUsd: 7 }));
  expect(spendReport(database, { ...question, isDemo: true }).total).toMatchObject({ nanoUsd: 50_000, attempts: 1 });
  expect(loadSessions(database, { isDemo: false, currentId: "other", most: 9 })).toMatchObject([
    { id: "s", name: null, endedAtMs: 100, isCurrent: false, sum: report.total },
  ]);
  expect(Object.keys(loadRuns(database, "x", 5).values[0] ?? {})).not.toContain("sessionId");
  database.close();
});

test("what was filled in is what would have been booked at the time", () => {
  const database = oldDatabase();
  migrate(database, migrations);
  const stored = () =>
    ["spend_kinds", "spend", "spend_runs"].map((table) => database.all(`SELECT * FROM ${table} ORDER BY 1`));
  const filled = stored();
  const runs = ["x", "y"].flatMap((id) => loadRuns(database, id, 5).values);
  expect(runs.map(({ id }) => id)).toEqual(["fell", "demo", "left", "program"]);
  for (const one of runs) bookRun(database, one);
  expect(stored()).toEqual(filled);
  database.close();
});
