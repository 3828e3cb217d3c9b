import { limitRow, readRow } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { type LoadedRows, readRows } from "#electron/storage/tables/json-rows.ts";
import type { SavedLimit } from "#shared/saved-limit.ts";

/** Replaces the whole list. */
export function saveLimits(database: Database, limits: readonly SavedLimit[]): void {
  database.exec("DELETE FROM limits");
  for (const limit of limits) {
    database.run(
      `INSERT INTO limits (scope, provider_id, reason, limited_at_ms, until_ms, level, consecutive_errors)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      limit.scope,
      limit.providerId,
      limit.reason,
      limit.limitedAtMs,
      limit.untilMs,
      limit.level,
      limit.consecutiveErrors,
    );
  }
}

/** Those that are not over. */
export function loadLimits(database: Database, nowMs: number): LoadedRows<SavedLimit> {
  const rows = database.all(
    `SELECT scope AS id, scope, provider_id AS providerId, reason, limited_at_ms AS limitedAtMs, until_ms AS untilMs,
       level, consecutive_errors AS consecutiveErrors
     FROM limits WHERE until_ms > ? ORDER BY scope`,
    nowMs,
  );
  return readRows(database, rows, {
    source: "limits",
    word: "limit of",
    read: (row) => readRow(limitRow, row),
    nowMs,
  });
}
