import { readRow, sessionRow } from "#electron/storage/row-schemas.ts";
import type { Database, Row } from "#electron/storage/sqlite.ts";
import { isEmptySession } from "#electron/storage/tables/sessions.ts";
import type { SessionSummary, SessionsQuestion } from "#shared/session.ts";
import { groupColumns, groupsOf, sumOf } from "./groups.ts";

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
  const sums = `SELECT session_id AS sessionId, ${groupColumns} FROM spend INDEXED BY spend_by_session
    WHERE session_id IN (SELECT value FROM json_each(?)) AND is_demo = ? GROUP BY session_id, kind_id`;
  const bySession = new Map<unknown, Row[]>();
  for (const row of database.all(sums, JSON.stringify(sessions.map(({ id }) => id)), Number(isDemo))) {
    bySession.set(row.sessionId, [...(bySession.get(row.sessionId) ?? []), row]);
  }
  return sessions.map((session) => ({
    ...session,
    isCurrent: session.id === currentId,
    sum: sumOf(groupsOf(database, bySession.get(session.id) ?? [])),
  }));
}
