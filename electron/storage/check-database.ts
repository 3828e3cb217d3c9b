import { existsSync } from "node:fs";
import { removeSideFiles } from "./data-files.ts";
import { failureWords, isDamage } from "./failure-words.ts";
import { schemaVersion } from "./migrations.ts";
import { openSqlite } from "./sqlite.ts";

/** `quick` finds what breaks the file's structure; `whole` also compares every index with its table. */
export type CheckDepth = "quick" | "whole";

/** What a check found: the schema's version, what the log holds included, or what is wrong in SQLite's own words. */
export type Checked =
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly problem: string };

const patienceMs = 5000;
const statements = { quick: "PRAGMA quick_check(1)", whole: "PRAGMA integrity_check(1)" } as const;

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
    const found = Object.values(database.get(statements[depth]) ?? {})[0];
    if (found !== "ok") return { ok: false, problem: String(found) };
    return { ok: true, version: schemaVersion(database) };
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { ok: false, problem: failureWords(error) };
  } finally {
    database.close();
    // Reading makes an empty log where there was none, and may not take it away again.
    if (!hadLog) removeSideFiles(path);
  }
}
