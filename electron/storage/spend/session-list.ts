import { readRow, sessionRow } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { isEmptySession } from "#electron/storage/tables/sessions.ts";
import type { SessionSummary, SessionsQuestion } from "#shared/session.ts";
import { loadGroups, sumOf } from "./groups.ts";

/** What was last sent in it, whoever sent it. */
const lastActivity = `(SELECT MAX(at_ms) FROM spend_runs WHERE session_id = sessions.id)`;

const newest = `SELECT id, name, started_at_ms AS startedAtMs,
  CASE WHEN id = ?1 THEN NULL ELSE COALESCE(ended_at_ms, ${lastActivity}, started_at_ms) END AS endedAtMs
  FROM sessions WHERE id = ?1 OR NOT (${isEmptySession}) ORDER BY started_at_ms DESC, id LIMIT ?2`;

/** Newest first, with what was spent in each; the current one also where it is empty yet. */
export function loadSessions(database: Database, { isDemo, currentId, most }: SessionsQuestion): SessionSummary[] {
  const sessions = database.all(newest, currentId, most).flatMap((row) => {
    const read = readRow(sessionRow, row);
    return read.ok ? [read.value] : [];
  });
  const sumIn = (sessionId: string) =>
    sumOf(loadGroups(database, { range: { kind: "session", sessionId }, sinceMs: null, isDemo }));
  return sessions.map((session) => ({
    ...session,
    isCurrent: session.id === currentId,
    sum: sumIn(session.id),
  }));
}
