import type { Database, SqlValue } from "#electron/storage/sqlite.ts";
import type { HistoryRemoval } from "#shared/history.ts";

/** These comparisons, or all that began from `fromMs` and before `untilMs`; null is no bound. */
export type RemovalChoice =
  | { readonly comparisonIds: readonly string[] }
  | { readonly fromMs: number | null; readonly untilMs: number | null };

/** Of a query over `comparisons`: those that were not removed. */
export const isKept = `NOT EXISTS (SELECT 1 FROM history WHERE comparison_id = comparisons.id AND undo_id IS NOT NULL)`;

type Chosen = { readonly sql: string; readonly values: readonly SqlValue[] };

/** Takes comparisons out at once, to be brought back by `undoId`. `running`: nothing was changed. */
export function removeHistory(
  database: Database,
  choice: RemovalChoice,
  { undoId, liveRunIds }: { readonly undoId: string; readonly liveRunIds: readonly string[] },
): HistoryRemoval | "running" {
  const { sql, values } = chosenBy(choice);
  const running = database.get(
    `SELECT 1 FROM runs JOIN history USING (comparison_id)
     WHERE runs.id IN (SELECT value FROM json_each(?)) AND undo_id IS NULL AND ${sql}`,
    JSON.stringify(liveRunIds),
    ...values,
  );
  if (running !== undefined) return "running";
  const comparisons = database.run(
    `UPDATE history SET undo_id = ? WHERE undo_id IS NULL AND ${sql}`,
    undoId,
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
  return database.run("UPDATE history SET undo_id = NULL WHERE undo_id = ?", undoId) > 0;
}
