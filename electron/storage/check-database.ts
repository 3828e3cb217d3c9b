import { existsSync } from "node:fs";
import { removeSideFiles } from "./data-files.ts";
import { failureWords, isDamage } from "./failure-words.ts";
import { isIndexProblem } from "./history/index-table.ts";
import { schemaVersion } from "./migrations.ts";
import { type Database, openSqlite } from "./sqlite.ts";

/** `quick` finds what breaks the file's structure; `whole` also compares every index with its table. */
export type CheckDepth = "quick" | "whole";

/**
 * What a check found: the schema's version, what the log holds included, or what is wrong in SQLite's own words. A
 * database in which only the history's index is damaged is sound, because the index is made from what is stored.
 */
export type Checked =
  | { readonly ok: true; readonly version: number; readonly indexProblem?: string }
  | { readonly ok: false; readonly problem: string };

const patienceMs = 5000;
/** More than one problem is read: the index is looked at last, and alone it counts for less. */
const statements = { quick: "PRAGMA quick_check(9)", whole: "PRAGMA integrity_check(9)" } as const;

/**
 * Reads a whole database with its log and changes neither: a log that does not belong to it must not be emptied into
 * it by the very program that finds that out. Throws where the file cannot be read at all.
 */
export function checkDatabase(path: string, depth: CheckDepth): Checked {
  const hadLog = existsSync(`${path}-wal`);
  // What was cut short before the log was in use has to be taken back first, which is a write.
  const isHalfWritten = existsSync(`${path}-journal`);
  const database = openSqlite(path, patienceMs, isHalfWritten ? undefined : "read-only");
  try {
    database.exec("PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF");
    const problems = problemsIn(database, depth);
    const serious = problems.find((problem) => !isIndexProblem(problem));
    if (serious !== undefined) return { ok: false, problem: serious };
    const [ofIndex] = problems;
    return { ok: true, version: schemaVersion(database), ...(ofIndex !== undefined && { indexProblem: ofIndex }) };
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { ok: false, problem: failureWords(error) };
  } finally {
    database.close();
    // Reading makes an empty log where there was none, and may not take it away again.
    if (!hadLog) removeSideFiles(path);
  }
}

function problemsIn(database: Database, depth: CheckDepth): readonly string[] {
  const found = database.all(statements[depth]).flatMap((row) => Object.values(row).map(String));
  return found[0] === "ok" ? [] : found;
}
