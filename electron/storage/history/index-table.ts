import type { Database } from "#electron/storage/sqlite.ts";

/**
 * The index keeps no texts and no places within them: `words.ts` decides what a word is, for what is stored, what is
 * looked for and what is marked alike.
 */
const indexTable = `
CREATE VIRTUAL TABLE history_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3'
);`;

/** SQLITE_CORRUPT_VTAB: the index is damaged, and nothing else is known to be. */
const indexDamage = 267;

export function isIndexDamage(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === indexDamage;
}

/** Whether what a check of the whole database says is about the index alone (FTS5's own words). */
export function isIndexProblem(problem: string): boolean {
  return /\bfts5\b/i.test(problem) && problem.includes("history_words");
}

/** An empty index in the place of a damaged one. Everything in it can be told again, which `refillIndex` does. */
export function renewIndex(database: Database): void {
  database.exec("DROP TABLE history_words");
  database.exec(indexTable);
  database.exec("UPDATE history SET has_words = 0");
}

/** A transaction that no damage of the index alone keeps from being done: an answer counts for more than its words. */
export function withIndex<T>(database: Database, work: () => T): T {
  try {
    return database.transaction(work);
  } catch (error) {
    if (!isIndexDamage(error)) throw error;
    database.transaction(() => renewIndex(database));
    return database.transaction(work);
  }
}
