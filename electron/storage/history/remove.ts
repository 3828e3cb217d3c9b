import type { Database, SqlValue } from "#electron/storage/sqlite.ts";
import type { HistoryRemoval } from "#shared/history.ts";

/** These comparisons, or all that began from `fromMs` and before `untilMs`; null is no bound. */
export type RemovalChoice =
  | { readonly comparisonIds: readonly string[] }
  | { readonly fromMs: number | null; readonly untilMs: number | null };

/** `fromBackups`: the backups are to go as well, once it is too late to bring them back. */
export type Undo = { readonly undoId: string; readonly fromBackups: boolean };

/** Of a query over `comparisons`: those that were not removed. */
export const isKept = `NOT EXISTS (SELECT 1 FROM history WHERE comparison_id = comparisons.id AND undo_id IS NOT NULL)`;

type Chosen = { readonly sql: string; readonly values: readonly SqlValue[] };

/** Takes comparisons out at once, to be brought back by its id. `running`: nothing was changed. */
export function removeHistory(
  database: Database,
  choice: RemovalChoice,
  { undoId, fromBackups, liveRunIds }: Undo & { readonly liveRunIds: readonly string[] },
): HistoryRemoval | "running" {
  const { sql, values } = chosenBy(choice);
  const running = database.get(
    `SELECT 1 FROM history WHERE undo_id IS NULL AND ${sql} AND comparison_id IN (
       SELECT comparison_id FROM runs WHERE id IN (SELECT value FROM json_each(?))
       UNION SELECT comparison_id FROM repeats WHERE status = 'running')`,
    ...values,
    JSON.stringify(liveRunIds),
  );
  if (running !== undefined) return "running";
  const comparisons = database.run(
    `UPDATE history SET undo_id = ?, takes_backups = ? WHERE undo_id IS NULL AND ${sql}`,
    undoId,
    Number(fromBackups),
    ...values,
  );
  return { undoId, comparisons };
}

function chosenBy(choice: RemovalChoice): Chosen {
  if ("comparisonIds" in choice) {
    return {
      sql: "comparison_id IN (SELECT value FROM json_each(?))",
      values: [JSON.stringify(choice.comparisonIds)],
    };
  }
  const { fromMs, untilMs } = choice;
  return {
    sql: "history.started_at_ms >= ? AND history.started_at_ms < ?",
    values: [fromMs ?? 0, untilMs ?? Number.MAX_SAFE_INTEGER],
  };
}

/** False where none is left to bring back. */
export function restoreHistory(database: Database, undoId: string): boolean {
  return database.run("UPDATE history SET undo_id = NULL, takes_backups = 0 WHERE undo_id = ?", undoId) > 0;
}
