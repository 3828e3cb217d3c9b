import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import type { SpendPoint } from "#shared/spend.ts";
import { type SpendScope, spendIn } from "./groups.ts";

/** More points than a line can show are joined. */
export const mostPoints = 400;

/**
 * Sums so far, in order of time. Of many attempts those within a slice of the time are one point, at the last of them,
 * so that each point is exact for its moment and the last one is the whole.
 */
export function pointsOf(database: Database, scope: SpendScope): readonly SpendPoint[] {
  const { sql, values } = spendIn(scope);
  const span = database.get(
    `SELECT COUNT(*) AS count, MIN(at_ms) AS firstMs, MAX(at_ms) AS lastMs FROM ${sql}`,
    ...values,
  );
  if (span === undefined) return [];
  const firstMs = numberIn(span, "firstMs");
  const isEach = numberIn(span, "count") <= mostPoints;
  // The last moment lies within the last slice and begins no slice of its own.
  const sliceMs = (numberIn(span, "lastMs") - firstMs + 1) / mostPoints;
  const slice = isEach ? "at_ms" : "CAST((at_ms - ?) / ? AS INTEGER)";
  const rows = database.all(
    `SELECT MAX(at_ms) AS atMs, SUM(nano_usd) AS nanoUsd, SUM(nano_usd) FILTER (WHERE is_lost) AS wastedNanoUsd,
       ${slice} AS slice FROM ${sql} GROUP BY slice ORDER BY slice`,
    ...(isEach ? [] : [firstMs, sliceMs]),
    ...values,
  );
  let nanoUsd = 0;
  let wastedNanoUsd = 0;
  return rows.map((row) => {
    nanoUsd += numberIn(row, "nanoUsd");
    wastedNanoUsd += numberIn(row, "wastedNanoUsd");
    return { atMs: numberIn(row, "atMs"), nanoUsd, wastedNanoUsd };
  });
}
