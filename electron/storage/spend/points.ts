import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database, Row } from "#electron/storage/sqlite.ts";
import type { SpendPoint } from "#shared/spend.ts";
import { type Span, type SpendScope, spendIn, spendInTime, type Where } from "./groups.ts";
import { pastOf, rememberedOf } from "./past.ts";

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

/** Of everything, so that the newest days have their part of the line. */
const mostPastPoints = 300;
const pastPoints = rememberedOf<readonly Row[]>();

/** One row for each point. */
function rowsOf(database: Database, scope: SpendScope): readonly Row[] {
  const { range, sinceMs, isDemo } = scope;
  if (range.kind === "session") return rowsIn(database, { part: spendIn(scope), most: mostPoints, slices: sorted });
  const within = (span: Span, most: number) =>
    rowsIn(database, { part: spendInTime(isDemo, span), most, slices: inTurn });
  if (range.kind === "days") return within({ fromMs: sinceMs ?? 0 }, mostPoints);
  const past = pastOf(database);
  const { untilMs } = past;
  const before = pastPoints(past, isDemo, () => within({ untilMs }, mostPastPoints));
  return [...before, ...within({ fromMs: untilMs }, mostPoints - before.length)];
}

type Slicing = { readonly firstMs: number; readonly sliceMs: number; readonly most: number };
type Reading = {
  readonly part: Where;
  readonly most: number;
  readonly slices: (database: Database, part: Where, slicing: Slicing) => readonly Row[];
};

function rowsIn(database: Database, { part, most, slices }: Reading): readonly Row[] {
  const { sql, values } = part;
  const moments = `SELECT ${sums} FROM ${sql} GROUP BY at_ms ORDER BY at_ms LIMIT ?`;
  const each = database.all(moments, ...values, most + 1);
  if (each.length <= most) return each;
  // Each by itself: both in one statement would read every attempt.
  const firstMs = numberIn(database.get(`SELECT MIN(at_ms) AS atMs FROM ${sql}`, ...values) ?? {}, "atMs");
  const lastMs = numberIn(database.get(`SELECT MAX(at_ms) AS atMs FROM ${sql}`, ...values) ?? {}, "atMs");
  // The last moment lies within the last slice and begins no slice of its own.
  return slices(database, part, { firstMs, sliceMs: (lastMs - firstMs + 1) / most, most });
}

const sorted: Reading["slices"] = (database, { sql, values }, { firstMs, sliceMs }) => {
  const slice = `SELECT ${sums} FROM ${sql} GROUP BY CAST((at_ms - ?) / ? AS INTEGER) ORDER BY atMs`;
  return database.all(slice, ...values, firstMs, sliceMs);
};

/** Of what lies in order of time: one statement for all of it would have to sort every attempt. */
const inTurn: Reading["slices"] = (database, { sql, values }, { firstMs, sliceMs, most }) => {
  const [isDemo = 0] = values;
  const startMs = (index: number) => firstMs + index * sliceMs;
  const rows = Array.from({ length: most }, (_, index) =>
    database.get(`SELECT ${sums} FROM ${sql}`, isDemo, startMs(index), startMs(index + 1)),
  );
  return rows.flatMap((row) => (row === undefined || row.atMs === null ? [] : [row]));
};
