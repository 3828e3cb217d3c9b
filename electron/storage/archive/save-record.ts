import { refreshHistory } from "#electron/storage/history/refresh.ts";
import { bookRun } from "#electron/storage/spend/book.ts";
import { kindOf } from "#electron/storage/spend/facts.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { saveAttempt } from "#electron/storage/tables/attempts.ts";
import { saveComparison } from "#electron/storage/tables/comparisons.ts";
import { saveConversation } from "#electron/storage/tables/conversations.ts";
import { saveExchange } from "#electron/storage/tables/exchanges.ts";
import { saveRepeat } from "#electron/storage/tables/repeats.ts";
import { insertRun, isRunStored, joinText, saveRunState } from "#electron/storage/tables/runs.ts";
import type { Run } from "#shared/run.ts";
import type { Session } from "#shared/session.ts";
import type { ComparisonRecord } from "./comparison-record.ts";
import type { ArchiveRecord, SpendRecord, SpendRunRecord } from "./records.ts";

/** `known`: it is here already and stays as it is. `refused`: why it cannot come in. */
export type SaveResult = { readonly kind: "fresh" | "known" } | { readonly kind: "refused"; readonly why: string };

const fresh: SaveResult = { kind: "fresh" };
const known: SaveResult = { kind: "known" };
const refused = (why: string): SaveResult => ({ kind: "refused", why });

/** Ids that come earlier in the same file: what is judged before anything is saved has to know of them. */
export type FileIds = {
  readonly conversations: Set<string>;
  readonly runs: Set<string>;
  readonly comparisons: Set<string>;
};

export function newFileIds(): FileIds {
  return { conversations: new Set(), runs: new Set(), comparisons: new Set() };
}

/** What would become of a record. Changes nothing but `ids`. */
export function judgeRecord(database: Database, record: ArchiveRecord, ids: FileIds): SaveResult {
  switch (record.type) {
    case "session":
      return has(database, "SELECT 1 FROM sessions WHERE id = ?", record.session.id) ? known : fresh;
    case "conversation": {
      const { id } = record.conversation;
      ids.conversations.add(id);
      return has(database, "SELECT 1 FROM conversations WHERE id = ?", id) ? known : fresh;
    }
    case "comparison":
      return judgeComparison(database, record, ids);
    case "spend": {
      const find = "SELECT 1 FROM spend WHERE run_id = ? AND attempt_id = ?";
      return has(database, find, record.runId, record.attemptId) ? known : fresh;
    }
    case "spend-run":
      return has(database, "SELECT 1 FROM spend_runs WHERE run_id = ?", record.runId) ? known : fresh;
    default:
      return known;
  }
}

function judgeComparison(database: Database, { comparison, runs, images }: ComparisonRecord, ids: FileIds): SaveResult {
  const { id, conversationId } = comparison;
  if (has(database, "SELECT 1 FROM comparisons WHERE id = ?", id)) return known;
  if (ids.comparisons.has(id)) return refused("It is in the file twice.");
  const isThere =
    ids.conversations.has(conversationId) || has(database, "SELECT 1 FROM conversations WHERE id = ?", conversationId);
  if (!isThere) return refused("Its conversation is not there.");
  if (images.length !== (comparison.images?.length ?? 0)) return refused("Its images are not all there.");
  if (runs.some((run) => run.comparisonId !== id)) return refused("A run of it belongs to another comparison.");
  const runIds = new Set(runs.map((run) => run.id));
  const isTaken = runs.some((run) => ids.runs.has(run.id) || isRunStored(database, run.id));
  if (runIds.size < runs.length || isTaken) return refused("A run of it is there already, elsewhere.");
  if (runs.some(hasDoubleAttempts)) return refused("An attempt is there twice.");
  ids.comparisons.add(id);
  for (const runId of runIds) ids.runs.add(runId);
  return fresh;
}

function hasDoubleAttempts({ attempts }: Run): boolean {
  return new Set(attempts.map(({ id }) => id)).size < attempts.length;
}

/** Saves what is not here yet; a comparison whole or not at all. Belongs into a transaction. */
export function saveRecord(database: Database, record: ArchiveRecord, ids: FileIds): SaveResult {
  const judged = judgeRecord(database, record, ids);
  if (judged.kind !== "fresh") return judged;
  switch (record.type) {
    case "session":
      insertSession(database, record.session);
      break;
    case "conversation":
      saveConversation(database, record.conversation);
      break;
    case "comparison":
      insertComparison(database, record);
      break;
    case "spend":
      insertSpend(database, record);
      break;
    case "spend-run":
      insertSpendRun(database, record);
      break;
  }
  return judged;
}

function has(database: Database, sql: string, ...values: string[]): boolean {
  return database.get(sql, ...values) !== undefined;
}

function insertSession(database: Database, { id, name, startedAtMs, endedAtMs }: Session): void {
  database.run(
    "INSERT OR IGNORE INTO sessions (id, name, started_at_ms, ended_at_ms) VALUES (?, ?, ?, ?)",
    id,
    name,
    startedAtMs,
    // One that was open where it comes from is not the one that is open here.
    endedAtMs,
  );
}

function insertComparison(database: Database, record: ComparisonRecord): void {
  const { comparison, runs, images, exchanges, title, isPinned, tags, repeatStatus = "stopped" } = record;
  const { id, startedAtMs } = comparison;
  // A file may leave a session out: its money must be counted in one all the same.
  for (const sessionId of [comparison.sessionId, ...runs.flatMap((run) => run.sessionId ?? [])]) {
    insertSession(database, { id: sessionId, name: null, startedAtMs, endedAtMs: startedAtMs });
  }
  saveComparison(database, comparison, images);
  // Nothing that came in goes on, and costs, by itself.
  saveRepeat(database, { comparisonId: id, status: repeatStatus, pause: null });
  database.run(
    "UPDATE comparisons SET title = ?, is_pinned = ?, tags_json = ? WHERE id = ?",
    title,
    Number(isPinned),
    tags.length === 0 ? null : JSON.stringify(tags),
    id,
  );
  for (const run of runs) insertWholeRun(database, run);
  for (const { runId, exchange } of exchanges) {
    if (runs.some((run) => run.id === runId)) saveExchange(database, runId, exchange);
  }
  refreshHistory(database, id);
}

function insertWholeRun(database: Database, run: Run): void {
  insertRun(database, run);
  for (const position of run.attempts.keys()) saveAttempt(database, run, position);
  saveRunState(database, run, run.endMs ?? 0);
  joinText(database, run);
  bookRun(database, run);
}

function insertSpend(database: Database, record: SpendRecord): void {
  database.run(
    `INSERT INTO spend (run_id, attempt_id, session_id, is_demo, at_ms, kind_id, is_answer, is_lost, nano_usd,
       computed_nano_usd, reserved_nano_usd, input_tokens, cache_read_tokens, cache_write_5m_tokens,
       cache_write_1h_tokens, output_tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    record.runId,
    record.attemptId,
    record.sessionId,
    Number(record.isDemo),
    record.atMs,
    kindOf(database, record.facts),
    Number(record.isAnswer),
    Number(record.isLost),
    record.nanoUsd,
    record.computedNanoUsd,
    record.reservedNanoUsd,
    record.inputTokens,
    record.cacheReadTokens,
    record.cacheWrite5mTokens,
    record.cacheWrite1hTokens,
    record.outputTokens,
  );
}

function insertSpendRun(database: Database, record: SpendRunRecord): void {
  database.run(
    `INSERT INTO spend_runs (run_id, session_id, is_demo, at_ms, status, winner_index, nano_usd)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    record.runId,
    record.sessionId,
    Number(record.isDemo),
    record.atMs,
    record.status,
    record.winnerIndex,
    record.nanoUsd,
  );
}
