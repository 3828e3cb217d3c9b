import { readRow, sessionRow } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import type { Session } from "#shared/session.ts";

/** A session that begins. */
export type NewSession = Pick<Session, "id" | "startedAtMs"> & { readonly name?: string | null };

export type SessionEnd = { readonly sessionId: string; readonly atMs: number };

export type SessionChange = { readonly end: SessionEnd; readonly to: NewSession | { readonly resumedId: string } };

/** Nothing was sent in it, and it has no name. */
export const isEmptySession = `name IS NULL AND NOT EXISTS (SELECT 1 FROM comparisons WHERE session_id = sessions.id)
  AND NOT EXISTS (SELECT 1 FROM runs WHERE session_id = sessions.id)
  AND NOT EXISTS (SELECT 1 FROM spend WHERE session_id = sessions.id)`;

/**
 * The first session of a start of the program. Empty ones leave now and not when they end, because what is being sent
 * just then is not on disk yet.
 */
export function startSession(database: Database, session: NewSession): void {
  database.run(`DELETE FROM sessions WHERE ${isEmptySession}`);
  insertSession(database, session);
}

function insertSession(database: Database, { id, startedAtMs, name = null }: NewSession): void {
  database.run("INSERT INTO sessions (id, started_at_ms, name) VALUES (?, ?, ?)", id, startedAtMs, name);
}

export function endSession(database: Database, { sessionId, atMs }: SessionEnd): void {
  database.run("UPDATE sessions SET ended_at_ms = ? WHERE id = ?", atMs, sessionId);
}

/** Ends one session and begins another one, or goes on with one; null, and nothing changed, where that is not there. */
export function changeSession(database: Database, { end, to }: SessionChange): Session | null {
  const id = "resumedId" in to ? to.resumedId : to.id;
  if ("resumedId" in to && loadSession(database, id) === null) return null;
  endSession(database, end);
  if (!("resumedId" in to)) insertSession(database, to);
  database.run("UPDATE sessions SET ended_at_ms = NULL WHERE id = ?", id);
  return loadSession(database, id);
}

/** Null where there is none of this id. */
export function renameSession(database: Database, sessionId: string, name: string | null): Session | null {
  database.run("UPDATE sessions SET name = ? WHERE id = ?", name, sessionId);
  return loadSession(database, sessionId);
}

const select = "SELECT id, name, started_at_ms AS startedAtMs, ended_at_ms AS endedAtMs FROM sessions";

export function loadSession(database: Database, sessionId: string): Session | null {
  const read = readRow(sessionRow, database.get(`${select} WHERE id = ?`, sessionId));
  return read.ok ? read.value : null;
}
