import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database, Row, SqlValue } from "#electron/storage/sqlite.ts";
import type { AddedSpend, SpendSlice, SpendSpans, SpendSums, SpendSumsQuestion } from "#shared/spend.ts";
import { factsReader, loadGroups, sumOf } from "./groups.ts";

/** A reservation stands for a cost that is not known (yet). */
const columns = `kind_id AS kindId, SUM(nano_usd) AS nanoUsd,
  SUM(reserved_nano_usd) FILTER (WHERE nano_usd IS NULL) AS reservedNanoUsd,
  COUNT(*) FILTER (WHERE nano_usd IS NULL AND reserved_nano_usd IS NULL) AS unknownCosts`;

/** What the budgets count from: by provider, apart for programs' requests, and never demo and real in one. */
export function spendSums(database: Database, { sessionId, dayStartsMs }: SpendSumsQuestion): SpendSums {
  const where = "is_demo = ? AND at_ms >= ? AND at_ms < ?";
  return { days: sumsOfDays(database, dayStartsMs, { where, values: [] }), ...sumsOfSession(database, sessionId, 0) };
}

/** The number of the newest row. What is written after it has a higher one, because none is ever removed. */
export function newestRow(database: Database): number {
  const row = database.get("SELECT MAX(row) AS newest FROM spend");
  return row === undefined ? 0 : numberIn(row, "newest");
}

/** What rows behind this one add to spans that the budgets know; null where there are none. */
export function addedSpend(
  database: Database,
  { sessionIds, dayStartsMs }: SpendSpans,
  behindRow: number,
): AddedSpend | null {
  if (newestRow(database) === behindRow) return null;
  // They are few beside those of a month: the way to them is their number, not their time.
  const where = "row > ? AND +is_demo = ? AND +at_ms >= ? AND +at_ms < ?";
  return {
    days: sumsOfDays(database, dayStartsMs, { where, values: [behindRow] }),
    sessions: sessionIds.map((sessionId) => ({ sessionId, ...sumsOfSession(database, sessionId, behindRow) })),
  };
}

function sumsOfSession(
  database: Database,
  sessionId: string,
  behindRow: number,
): Pick<SpendSums, "session" | "sessionSum"> {
  const range = { kind: "session", sessionId } as const;
  const where = "session_id = ? AND is_demo = ? AND row > ?";
  const session = [false, true].flatMap((isDemo) =>
    slicesIn(database, { where, values: [sessionId, Number(isDemo), behindRow], isDemo }),
  );
  const sum = (isDemo: boolean) => sumOf(loadGroups(database, { range, sinceMs: null, isDemo, behindRow }));
  return { session, sessionSum: { real: sum(false), demo: sum(true) } };
}

type DaySlicing = Omit<Slicing, "isDemo">;

/** `where` ends with the mode, the beginning and the end of a day. */
function sumsOfDays(
  database: Database,
  dayStartsMs: readonly number[],
  { where, values }: DaySlicing,
): SpendSums["days"] {
  return dayStartsMs.flatMap((dayStartMs, index) => {
    const untilMs = dayStartsMs[index + 1] ?? Number.MAX_SAFE_INTEGER;
    const slices = [false, true].flatMap((isDemo) =>
      slicesIn(database, { where, values: [...values, Number(isDemo), dayStartMs, untilMs], isDemo }),
    );
    return slices.map((slice) => ({ dayStartMs, ...slice }));
  });
}

type Slicing = { readonly where: string; readonly values: readonly SqlValue[]; readonly isDemo: boolean };

function slicesIn(database: Database, { where, values, isDemo }: Slicing): readonly SpendSlice[] {
  const rows = database.all(`SELECT ${columns} FROM spend WHERE ${where} GROUP BY kind_id`, ...values);
  const slices = new Map<string, SpendSlice>();
  const facts = factsReader(database);
  for (const row of rows) {
    const { providerId, client } = facts(numberIn(row, "kindId"));
    const isGateway = client !== null;
    const key = JSON.stringify([providerId, isGateway]);
    slices.set(key, plus(slices.get(key) ?? { providerId, isDemo, isGateway, ...nothing }, row));
  }
  return [...slices.values()];
}

const nothing = { nanoUsd: 0, reservedNanoUsd: 0, unknownCosts: 0 };

function plus(slice: SpendSlice, row: Row): SpendSlice {
  return {
    ...slice,
    nanoUsd: slice.nanoUsd + numberIn(row, "nanoUsd"),
    reservedNanoUsd: slice.reservedNanoUsd + numberIn(row, "reservedNanoUsd"),
    unknownCosts: slice.unknownCosts + numberIn(row, "unknownCosts"),
  };
}
