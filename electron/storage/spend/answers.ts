import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { medianAndP95 } from "#shared/quantile.ts";
import type { SpendReport } from "#shared/spend.ts";
import type { Span, SpendScope, Where } from "./groups.ts";
import { pastOf, rememberedOf } from "./past.ts";

type OfRuns = Pick<SpendReport, "fellThrough" | "unanswered" | "costPerAnswer">;

/** The runs in scope by their own Send. */
function runsIn({ range, sinceMs, isDemo }: SpendScope): Where {
  if (range.kind === "session") {
    const sql = "spend_runs INDEXED BY spend_runs_by_session WHERE session_id = ? AND is_demo = ?";
    return { sql, values: [range.sessionId, Number(isDemo)] };
  }
  return runsInTime(isDemo, { fromMs: sinceMs ?? 0 });
}

function runsInTime(isDemo: boolean, { fromMs = 0, untilMs = Number.MAX_SAFE_INTEGER }: Span): Where {
  const sql = "spend_runs INDEXED BY spend_runs_by_time WHERE is_demo = ? AND at_ms >= ? AND at_ms < ?";
  return { sql, values: [Number(isDemo), fromMs, untilMs] };
}

type Outcomes = { readonly fellThrough: number; readonly unanswered: number; readonly costs: readonly number[] };

const pastOutcomes = rememberedOf<Outcomes>();

/** What came of whole runs. A run of which one attempt's cost is not known has none. */
export function answersOf(database: Database, scope: SpendScope): OfRuns {
  const { fellThrough, unanswered, costs } = outcomesOf(database, scope);
  const { p50, p95 } = medianAndP95(costs);
  const whole = (value: number | null) => (value === null ? null : Math.round(value));
  const sum = costs.reduce((total, cost) => total + cost, 0);
  return {
    fellThrough,
    unanswered,
    costPerAnswer: {
      mean: costs.length === 0 ? null : Math.round(sum / costs.length),
      p50: whole(p50),
      p95: whole(p95),
      nanoUsd: sum,
      answers: costs.length,
    },
  };
}

function outcomesOf(database: Database, scope: SpendScope): Outcomes {
  if (scope.range.kind !== "all") return readOutcomes(database, runsIn(scope));
  const { isDemo } = scope;
  const past = pastOf(database);
  const { untilMs } = past;
  const before = pastOutcomes(past, isDemo, () => readOutcomes(database, runsInTime(isDemo, { untilMs })));
  const since = readOutcomes(database, runsInTime(isDemo, { fromMs: untilMs }));
  return {
    fellThrough: before.fellThrough + since.fellThrough,
    unanswered: before.unanswered + since.unanswered,
    costs: before.costs.concat(since.costs),
  };
}

/** The costs come as one text: 100,000 rows would take longer to hand over than to add up. */
function readOutcomes(database: Database, { sql, values }: Where): Outcomes {
  const row =
    database.get(
      `SELECT COUNT(*) FILTER (WHERE winner_index > 0) AS fellThrough,
         COUNT(*) FILTER (WHERE status = 'failed') AS unanswered,
         JSON_GROUP_ARRAY(nano_usd) FILTER (WHERE winner_index IS NOT NULL AND nano_usd IS NOT NULL) AS costs
       FROM ${sql}`,
      ...values,
    ) ?? {};
  return {
    fellThrough: numberIn(row, "fellThrough"),
    unanswered: numberIn(row, "unanswered"),
    costs: numbersIn(row.costs),
  };
}

function numbersIn(text: unknown): readonly number[] {
  const list: unknown = typeof text === "string" ? JSON.parse(text) : [];
  return Array.isArray(list) ? list.filter((value) => typeof value === "number") : [];
}
