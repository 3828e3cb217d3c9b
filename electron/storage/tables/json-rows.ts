import type { Read } from "#electron/storage/row-schemas.ts";
import type { Database, Row } from "#electron/storage/sqlite.ts";
import { keepDamaged } from "#electron/storage/tables/damaged.ts";

export type LoadedRows<T> = { readonly values: readonly T[]; readonly problems: readonly string[] };

/** How rows of one table become values. */
export type RowReading<T> = {
  /** The table, as `damaged` names it. */
  readonly source: string;
  /** What one row is, in a sentence: "chain", "model list". */
  readonly word: string;
  readonly read: (row: Row) => Read<T>;
};

/** Reads rows one by one: what cannot be read is kept aside and told, the others go on. */
export function readRows<T>(
  database: Database,
  rows: readonly Row[],
  { source, word, read, nowMs }: RowReading<T> & { readonly nowMs: number },
): LoadedRows<T> {
  const values: T[] = [];
  const problems: string[] = [];
  for (const row of rows) {
    const result = read(row);
    if (result.ok) {
      values.push(result.value);
      continue;
    }
    const name = String(row.id);
    keepDamaged(database, { source, name, value: JSON.stringify(row) }, nowMs);
    problems.push(`The ${word} "${name}" could not be read and was left out. What is stored of it was kept.`);
  }
  return { values, problems };
}
