import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database, Row, SqlValue } from "#electron/storage/sqlite.ts";
import type { SpendSlice, SpendSums, SpendSumsQuestion } from "#shared/spend.ts";
import { factsReader, loadGroups, sumOf } from "./groups.ts";

/** A reservation stands for a cost that is not known (yet). */
const columns = `kind_id AS kindId, SUM(nano_usd) AS nanoUsd,
  SUM(reserved_nano_usd) FILTER (WHERE nano_usd IS NULL) AS reservedNanoUsd,
  COUNT(*) FILTER (WHERE nano_usd IS NULL AND reserved_nano_usd IS NULL) AS unknownCosts`;

/** What the budgets count from: by provider, apart for programs' requests, and never demo and real in one. */
export function spendSums(database: Database, { sessionId, dayStartsMs }: SpendSumsQuestion): SpendSums {
  const range = { kind: "session", sessionId } as const;
  const session = [false, true].flatMap((isDemo) =>
    slicesIn(database, { where: "session_id = ? AND is_demo = ?", values: [sessionId, Number(isDemo)], isDemo }),
  );
  const sum = (isDemo: boolean) => sumOf(loadGroups(database, { range, sinceMs: null, isDemo }));
  return {
    days: dayStartsMs.flatMap((dayStartMs, index) => sumsOfDay(database, dayStartMs, dayStartsMs[index + 1])),
    session,
    sessionSum: { real: sum(false), demo: sum(true) },
  };
}

function sumsOfDay(database: Database, dayStartMs: number, untilMs = Number.MAX_SAFE_INTEGER): SpendSums["days"] {
  const where = "is_demo = ? AND at_ms >= ? AND at_ms < ?";
  const slices = [false, true].flatMap((isDemo) =>
    slicesIn(database, { where, values: [Number(isDemo), dayStartMs, untilMs], isDemo }),
  );
  return slices.map((slice) => ({ dayStartMs, ...slice }));
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
