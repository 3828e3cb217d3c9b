import type { Database } from "#electron/storage/sqlite.ts";
import { loadSettings } from "#electron/storage/tables/settings.ts";
import { titleOf } from "#shared/title.ts";
import { refillIndex } from "./refresh.ts";

/** How long one step may take, so that answers that stream are written in between. */
const stepMs = 20;
/** Pages of the index that one merge writes. */
const mergePages = 64;
/** So much is written anew in well under a second. What is freed in a larger file is overwritten and used again. */
const vacuumBytes = 64 * 1024 * 1024;

/** Where a purge has got to; it goes on from there with the next step. */
export type PurgeState = {
  phase: "index" | "rows" | "words" | "file";
  hasMergeBegun: boolean;
  takesBackups: boolean;
  /** What it deletes; null before its first step. What is removed after that can still be brought back. */
  undoIds: readonly string[] | null;
};

export type PurgeQuestion = {
  /** Null: everything that is removed by now. */
  readonly undoIds: readonly string[] | null;
  /** What is still being answered, as a program's request may be, goes with a later purge. */
  readonly liveRunIds: readonly string[];
  readonly nowMs: number;
};

export type PurgeStep = {
  /** False where another step is to follow; after a moment where a reader keeps the log in use (`isBusy`). */
  readonly isDone: boolean;
  readonly isBusy: boolean;
  /** The open conversation lost its title with the prompt that it was made of. */
  readonly isRetitled: boolean;
  /** The backups are to be deleted now. */
  readonly takesBackups: boolean;
};

export function newPurge(): PurgeState {
  return { phase: "index", hasMergeBegun: false, takesBackups: false, undoIds: null };
}

const more: PurgeStep = { isDone: false, isBusy: false, isRetitled: false, takesBackups: false };

/**
 * Deletes for good, step by step, what was removed before: rows, texts, images, exchanges, copies of damaged rows, and
 * the words of the index, which go when its segments are merged. `secure_delete` overwrites what is freed, and at the
 * end nothing of it is left in the log either. What a crash cuts off goes on with the next purge. Before all that, an
 * index that was made anew is filled again.
 */
export function purgeStep(database: Database, state: PurgeState, question: PurgeQuestion): PurgeStep {
  state.undoIds ??= question.undoIds ?? removedByNow(database);
  if (state.phase === "index") {
    if (database.transaction(() => refillIndex(database, stepMs))) state.phase = "rows";
    else return more;
  }
  if (state.phase === "rows") return deleteSome(database, state, question);
  if (state.phase === "words") {
    if (mergeSome(database, state)) state.phase = "file";
    return more;
  }
  if (!emptyFreed(database)) return { ...more, isBusy: true };
  database.exec("DELETE FROM history_purge");
  return { ...more, isDone: true, takesBackups: state.takesBackups };
}

function deleteSome(database: Database, state: PurgeState, question: PurgeQuestion): PurgeStep {
  const until = performance.now() + stepMs;
  const takesBackups = state.takesBackups;
  let isRetitled = false;
  database.transaction(() => {
    while (state.phase === "rows" && performance.now() < until) {
      const removed = nextRemoved(database, state.undoIds ?? [], question.liveRunIds);
      if (removed === null) {
        state.phase = "words";
        break;
      }
      state.takesBackups ||= removed.takesBackups;
      if (deleteComparison(database, removed.id, question.nowMs)) isRetitled = true;
    }
  });
  const isDone = state.phase === "words" && database.get("SELECT 1 FROM history_purge") === undefined;
  return { ...more, isDone, isRetitled, takesBackups: state.takesBackups && !takesBackups };
}

type Removed = { readonly id: string; readonly takesBackups: boolean };

function removedByNow(database: Database): readonly string[] {
  const rows = database.all("SELECT DISTINCT undo_id AS id FROM history WHERE undo_id IS NOT NULL");
  return rows.map(({ id }) => String(id));
}

function nextRemoved(database: Database, undoIds: readonly string[], liveRunIds: readonly string[]): Removed | null {
  const row = database.get(
    `SELECT comparison_id AS id, takes_backups AS takesBackups FROM history
     WHERE undo_id IN (SELECT value FROM json_each(?1))
       AND comparison_id NOT IN (SELECT comparison_id FROM runs WHERE id IN (SELECT value FROM json_each(?2))) LIMIT 1`,
    JSON.stringify(undoIds),
    JSON.stringify(liveRunIds),
  );
  return typeof row?.id === "string" ? { id: row.id, takesBackups: row.takesBackups === 1 } : null;
}

/** True where the open conversation got another title. */
function deleteComparison(database: Database, id: string, nowMs: number): boolean {
  const row = database.get("SELECT conversation_id AS conversationId, prompt FROM comparisons WHERE id = ?", id);
  database.run("INSERT INTO history_purge SELECT ? WHERE NOT EXISTS (SELECT 1 FROM history_purge)", nowMs);
  forgetDamaged(database, id);
  // Takes its runs, attempts, texts, images, tags, its place in the list and its words with it.
  database.run("DELETE FROM comparisons WHERE id = ?", id);
  if (typeof row?.conversationId !== "string" || typeof row.prompt !== "string") return false;
  return tidyConversation(database, { id: row.conversationId, prompt: row.prompt, nowMs });
}

/** Copies of what could not be read of it are named by the ids of their rows. */
function forgetDamaged(database: Database, comparisonId: string): void {
  const named = "DELETE FROM damaged WHERE source";
  database.run(`${named} IN ('comparisons', 'history', 'comparison_images', 'repeats') AND name = ?`, comparisonId);
  const runs = "SELECT id FROM runs WHERE comparison_id = ?";
  database.run(`${named} IN ('runs', 'run_text') AND name IN (${runs})`, comparisonId);
  database.run(
    `${named} = 'attempts' AND name IN (SELECT attempts.id FROM attempts WHERE run_id IN (${runs}))`,
    comparisonId,
  );
}

type Left = { readonly id: string; readonly prompt: string; readonly nowMs: number };

/** A conversation without a prompt leaves, but for the open one, whose columns are on screen. */
function tidyConversation(database: Database, { id, prompt, nowMs }: Left): boolean {
  const first = database.get("SELECT prompt FROM comparisons WHERE conversation_id = ? ORDER BY row LIMIT 1", id);
  const isOpen = loadSettings(database, nowMs).settings.conversationId === id;
  if (first === undefined && !isOpen) {
    database.run(
      "DELETE FROM damaged WHERE source = 'columns' AND name IN (SELECT id FROM columns WHERE conversation_id = ?)",
      id,
    );
    database.run("DELETE FROM conversations WHERE id = ?", id);
    return false;
  }
  // Its title may be the deleted prompt's.
  const title = typeof first?.prompt === "string" ? titleOf(first.prompt) : "";
  const changed = database.run(
    "UPDATE conversations SET title = ? WHERE id = ? AND title = ?",
    title,
    id,
    titleOf(prompt),
  );
  return isOpen && changed > 0;
}

/** True where the index holds no word of what was deleted any more. */
function mergeSome(database: Database, state: PurgeState): boolean {
  const until = performance.now() + stepMs;
  while (performance.now() < until) {
    const before = totalChanges(database);
    // A negative number begins a merge of everything, a positive one goes on with it.
    const pages = state.hasMergeBegun ? mergePages : -mergePages;
    database.run("INSERT INTO history_words (history_words, rank) VALUES ('merge', ?)", pages);
    state.hasMergeBegun = true;
    // As SQLite documents it: a merge that changed less than two rows had nothing to do.
    if (totalChanges(database) - before < 2) return true;
  }
  return false;
}

function totalChanges(database: Database): number {
  return Number(database.get("SELECT total_changes() AS changes")?.changes);
}

/** False where a reader keeps the log in use: it is tried again. */
function emptyFreed(database: Database): boolean {
  const number = (name: string) => Number(database.get(`PRAGMA ${name}`)?.[name]);
  const bytes = (number("page_count") - number("freelist_count")) * number("page_size");
  if (bytes <= vacuumBytes) database.exec("VACUUM");
  // Nobody waits in here for a reader: answers are to be saved meanwhile.
  const patienceMs = Number(database.get("PRAGMA busy_timeout")?.timeout);
  database.exec("PRAGMA busy_timeout = 0");
  try {
    return database.get("PRAGMA wal_checkpoint(TRUNCATE)")?.busy === 0;
  } finally {
    database.exec(`PRAGMA busy_timeout = ${patienceMs}`);
  }
}
