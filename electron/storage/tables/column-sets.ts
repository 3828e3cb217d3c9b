import { columnSetRow, readRow } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { type LoadedRows, readRows } from "#electron/storage/tables/json-rows.ts";
import type { ColumnSet } from "#shared/column-set.ts";

/** Replaces the whole list; the order is the list's. */
export function saveColumnSets(database: Database, columnSets: readonly ColumnSet[]): void {
  database.run("DELETE FROM column_sets");
  for (const [position, set] of columnSets.entries()) {
    database.run(
      "INSERT INTO column_sets (id, position, set_json) VALUES (?, ?, ?)",
      set.id,
      position,
      JSON.stringify(set),
    );
  }
}

export function loadColumnSets(database: Database, nowMs: number): LoadedRows<ColumnSet> {
  const rows = database.all("SELECT id, set_json AS value FROM column_sets ORDER BY position");
  const loaded = readRows(database, rows, {
    source: "column_sets",
    word: "set of columns",
    read: (row) => readRow(columnSetRow, row),
    nowMs,
  });
  return { values: loaded.values.map((row) => row.value), problems: loaded.problems };
}
