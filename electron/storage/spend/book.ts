import type { Database } from "#electron/storage/sqlite.ts";
import type { Attempt, Run } from "#shared/run.ts";
import { bookAttempt, type Sender } from "./attempt-row.ts";

/** Writes what was spent, in the transaction in which its attempt or run is written. Doing it again changes nothing. */

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
function senderOf(database: Database, run: Run): Sender {
  const row = database.get("SELECT session_id, client FROM comparisons WHERE id = ?", run.comparisonId);
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return { sessionId: run.sessionId ?? text(row?.session_id) ?? "", client: text(row?.client) };
}

/** What a run cost with all its attempts; null where one of them is not known. */
export function sumRun(database: Database, runId: string): void {
  database.run(
    `UPDATE spend_runs SET nano_usd = (SELECT CASE WHEN COUNT(*) = COUNT(nano_usd) THEN COALESCE(SUM(nano_usd), 0) END
       FROM spend WHERE run_id = ?1) WHERE run_id = ?1`,
    runId,
  );
}

export function isBooked(database: Database, runId: string): boolean {
  return database.get("SELECT 1 FROM spend_runs WHERE run_id = ?", runId) !== undefined;
}
