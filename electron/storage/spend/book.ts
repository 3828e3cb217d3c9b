import type { Database, SqlValue } from "#electron/storage/sqlite.ts";
import { billedTokens } from "#shared/cost.ts";
import { ratesFor } from "#shared/rates.ts";
import type { Attempt, Run, RunEvent } from "#shared/run.ts";
import { servedInstead } from "#shared/served-model.ts";
import type { Cost, Usage } from "#shared/usage.ts";
import { kindOf, readFacts, type SpendFacts } from "./facts.ts";

/** Writes what was spent, in the transaction in which its attempt or run is written. Doing it again changes nothing. */

type Booking = { readonly run: Run; readonly sessionId: string; readonly client: string | null };

/** `attempts`: those of the run that changed. All of them are booked anew at the run's end, which tells who won. */
export function bookRun(database: Database, run: Run, attempts: readonly Attempt[] = run.attempts): void {
  const booked = (run.endMs === null ? attempts : run.attempts).filter(isOver);
  if (booked.length === 0 && run.endMs === null) return;
  const booking = { run, ...senderOf(database, run) };
  for (const attempt of booked) bookAttempt(database, booking, attempt);
  // What a budget kept from being sent was no question without an answer.
  if (run.endMs === null || (booked.length === 0 && run.failure?.class === "BUDGET")) return;
  const winner = run.attempts.find(({ id }) => id === run.answeredBy);
  database.run(
    `INSERT INTO spend_runs (run_id, session_id, is_demo, at_ms, status, winner_index) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (run_id) DO UPDATE SET status = excluded.status, winner_index = excluded.winner_index`,
    run.id,
    booking.sessionId,
    Number(run.isDemo),
    run.startedAtMs,
    run.status,
    winner?.linkIndex ?? null,
  );
  sumRun(database, run.id);
}

/** A link that was skipped made no request. */
function isOver(attempt: Attempt): boolean {
  return attempt.endMs !== null && attempt.status !== "skipped";
}

/** Older runs counted in the session of their comparison. */
function senderOf(database: Database, run: Run): Omit<Booking, "run"> {
  const row = database.get("SELECT session_id, client FROM comparisons WHERE id = ?", run.comparisonId);
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return { sessionId: run.sessionId ?? text(row?.session_id) ?? "", client: text(row?.client) };
}

const names = [
  "session_id",
  "is_demo",
  "at_ms",
  "kind_id",
  "is_answer",
  "is_lost",
  "nano_usd",
  "computed_nano_usd",
  "reserved_nano_usd",
  "input_tokens",
  "cache_read_tokens",
  "cache_write_5m_tokens",
  "cache_write_1h_tokens",
  "output_tokens",
] as const;
const upsert = `INSERT INTO spend (run_id, attempt_id, ${names.join(", ")})
  VALUES (?, ?, ${names.map(() => "?").join(", ")})
  ON CONFLICT (run_id, attempt_id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(", ")}`;

function bookAttempt(database: Database, { run, sessionId, client }: Booking, attempt: Attempt): void {
  const isAnswer = run.answeredBy === attempt.id;
  // What has answered may still win as long as its run goes on.
  const isLost = !isAnswer && (run.endMs !== null || attempt.status !== "answered");
  const values: Record<(typeof names)[number], SqlValue> = {
    session_id: sessionId,
    is_demo: Number(run.isDemo),
    at_ms: run.startedAtMs + attempt.startMs,
    kind_id: kindOf(database, factsOf(run, attempt, client)),
    is_answer: Number(isAnswer),
    is_lost: Number(isLost),
    nano_usd: attempt.cost.nanoUsd,
    computed_nano_usd: attempt.computedNanoUsd ?? null,
    reserved_nano_usd: attempt.reservedNanoUsd ?? null,
    ...tokenColumns(attempt.usage),
  };
  database.run(upsert, run.id, attempt.id, ...names.map((name) => values[name]));
}

/** As they are billed: cached ones never more than the whole input. Null where nobody counted them. */
function tokenColumns(usage: Usage | null) {
  const billed = usage === null ? null : billedTokens(usage);
  return {
    input_tokens: usage?.inputTokens ?? null,
    cache_read_tokens: billed?.cacheRead ?? null,
    cache_write_5m_tokens: billed?.cacheWrite5m ?? null,
    cache_write_1h_tokens: billed?.cacheWrite1h ?? null,
    output_tokens: billed?.output ?? null,
  };
}

function factsOf(run: Run, attempt: Attempt, client: string | null): SpendFacts {
  const { target, title, links } = run;
  const served = servedInstead(links[attempt.linkIndex], attempt);
  return {
    providerId: attempt.providerId,
    modelId: served ?? attempt.modelId,
    upstreamProvider: attempt.upstreamProvider,
    chainId: target.kind === "chain" ? target.chainId : null,
    title: target.kind === "chain" ? title : "",
    client,
    status: attempt.status,
    failureClass: attempt.failure?.class ?? null,
    failureReason: attempt.failure?.reason ?? null,
    ...billedBy(attempt),
  };
}

type Billed = Pick<Attempt, "cost" | "price" | "usage">;

/** The price is told where it made the amount: of tokens that were counted. */
function billedBy({ cost, price, usage }: Billed): Pick<SpendFacts, "source" | "price" | "isLongPrompt"> {
  const isByPrice = (cost.source === "computed" || cost.source === "estimated") && usage !== null;
  const by = isByPrice ? price : null;
  return { source: cost.source, price: by, isLongPrompt: by !== null && ratesFor(by, usage?.inputTokens ?? 0) !== by };
}

/** What a run cost with all its attempts; null where one of them is not known. */
function sumRun(database: Database, runId: string): void {
  database.run(
    `UPDATE spend_runs SET nano_usd = (SELECT CASE WHEN COUNT(*) = COUNT(nano_usd) THEN COALESCE(SUM(nano_usd), 0) END
       FROM spend WHERE run_id = ?1) WHERE run_id = ?1`,
    runId,
  );
}

export function isBooked(database: Database, runId: string): boolean {
  return database.get("SELECT 1 FROM spend_runs WHERE run_id = ?", runId) !== undefined;
}

/** What `reduceRun` does with the same event, for a run that has ended; also where the history of it was deleted. */
export function bookFoundCost(database: Database, found: Extract<RunEvent, { type: "cost-found" }>): void {
  const { runId, attemptId, cost, usage, upstreamProvider } = found;
  const facts = readFacts(
    database.get(
      "SELECT facts_json FROM spend JOIN spend_kinds ON id = kind_id WHERE run_id = ? AND attempt_id = ?",
      runId,
      attemptId,
    )?.facts_json,
  );
  if (facts === null || facts.source === "reported") return;
  const change: Record<string, SqlValue> = {
    kind_id: kindOf(database, foundFacts(facts, cost, upstreamProvider)),
    nano_usd: cost.nanoUsd,
    computed_nano_usd: found.computedNanoUsd ?? null,
    ...(usage !== null && tokenColumns(usage)),
  };
  const columns = Object.keys(change);
  database.run(
    `UPDATE spend SET ${columns.map((name) => `${name} = ?`).join(", ")} WHERE run_id = ? AND attempt_id = ?`,
    ...Object.values(change),
    runId,
    attemptId,
  );
  sumRun(database, runId);
}

function foundFacts(facts: SpendFacts, cost: Cost, upstreamProvider: string | null): SpendFacts {
  const isReported = cost.source === "reported" || cost.source === "unknown";
  return {
    ...facts,
    upstreamProvider: upstreamProvider ?? facts.upstreamProvider,
    source: cost.source,
    ...(isReported && { price: null, isLongPrompt: false }),
  };
}
