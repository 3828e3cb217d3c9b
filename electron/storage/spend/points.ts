import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database, Row } from "#electron/storage/sqlite.ts";
import type { SpendPoint } from "#shared/spend.ts";
import { type SpendScope, spendIn, spendInTime } from "./groups.ts";

/** More points than a line can show are joined. */
const mostPoints = 400;

/**
 * Sums so far, in order of time. Of many attempts those within a slice of the time are one point, at the last of them,
 * so that each point is exact for its moment and the last one is the whole.
 */
export function pointsOf(database: Database, scope: SpendScope): readonly SpendPoint[] {
  let nanoUsd = 0;
  let wastedNanoUsd = 0;
  return rowsOf(database, scope).map((row) => {
    nanoUsd += numberIn(row, "nanoUsd");
    wastedNanoUsd += numberIn(row, "wastedNanoUsd");
    return { atMs: numberIn(row, "atMs"), nanoUsd, wastedNanoUsd };
  });
}

const sums = "MAX(at_ms) AS atMs, SUM(nano_usd) AS nanoUsd, SUM(nano_usd) FILTER (WHERE is_lost) AS wastedNanoUsd";

/** One row for each point. */
function rowsOf(database: Database, scope: SpendScope): readonly Row[] {
  const { sql, values } = scope.range.kind === "session" ? spendIn(scope) : spendInTime(scope);
  const moments = `SELECT ${sums} FROM ${sql} GROUP BY at_ms ORDER BY at_ms LIMIT ?`;
  const each = database.all(moments, ...values, mostPoints + 1);
  if (each.length <= mostPoints) return each;
  // Each by itself: both in one statement would read every attempt.
  const firstMs = numberIn(database.get(`SELECT MIN(at_ms) AS atMs FROM ${sql}`, ...values) ?? {}, "atMs");
  const lastMs = numberIn(database.get(`SELECT MAX(at_ms) AS atMs FROM ${sql}`, ...values) ?? {}, "atMs");
  // The last moment lies within the last slice and begins no slice of its own.
  const sliceMs = (lastMs - firstMs + 1) / mostPoints;
  if (scope.range.kind === "session") {
    const slice = `SELECT ${sums} FROM ${sql} GROUP BY CAST((at_ms - ?) / ? AS INTEGER) ORDER BY atMs`;
    return database.all(slice, ...values, firstMs, sliceMs);
  }
  // One statement for all of it would have to sort every attempt.
  const [isDemo] = values;
  const slice = `SELECT ${sums} FROM ${sql} AND at_ms < ?`;
  const startMs = (index: number) => firstMs + index * sliceMs;
  const rows = Array.from({ length: mostPoints }, (_, index) =>
    database.get(slice, isDemo ?? 0, startMs(index), startMs(index + 1)),
  );
  return rows.flatMap((row) => (row === undefined || row.atMs === null ? [] : [row]));
}
