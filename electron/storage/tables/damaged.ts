import type { Database } from "#electron/storage/sqlite.ts";

/** A row that cannot be read, as it stands in the file. */
export type DamagedRow = { readonly source: string; readonly name: string; readonly value: string };

/**
 * Keeps a copy of a row that cannot be read, so that a later write in its place loses nothing. The same value is
 * kept once, however often it is found.
 */
export function keepDamaged(database: Database, row: DamagedRow, nowMs: number): void {
  database.run(
    `INSERT INTO damaged (source, name, value, found_at_ms) SELECT ?1, ?2, ?3, ?4
     WHERE NOT EXISTS (SELECT 1 FROM damaged WHERE source = ?1 AND name = ?2 AND value = ?3)`,
    row.source,
    row.name,
    row.value,
    nowMs,
  );
}
