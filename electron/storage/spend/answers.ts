import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { medianAndP95 } from "#shared/quantile.ts";
import type { SpendReport } from "#shared/spend.ts";
import type { SpendScope, Where } from "./groups.ts";

type OfRuns = Pick<SpendReport, "fellThrough" | "unanswered" | "costPerAnswer">;

/** The runs in scope by their own Send. */
function runsIn({ range, sinceMs, isDemo }: SpendScope): Where {
  if (range.kind === "session") {
    const sql = "spend_runs INDEXED BY spend_runs_by_session WHERE session_id = ? AND is_demo = ?";
    return { sql, values: [range.sessionId, Number(isDemo)] };
  }
  const sql = "spend_runs INDEXED BY spend_runs_by_time WHERE is_demo = ? AND at_ms >= ?";
  return { sql, values: [Number(isDemo), sinceMs ?? 0] };
}

/**
 * What came of whole runs. Their costs come as one text: 100,000 rows would take longer to hand over than to add up. A
 * run of which one attempt's cost is not known has none.
 */
export function answersOf(database: Database, scope: SpendScope): OfRuns {
  const { sql, values } = runsIn(scope);
  const row =
    database.get(
      `SELECT COUNT(*) FILTER (WHERE winner_index > 0) AS fellThrough,
         COUNT(*) FILTER (WHERE status = 'failed') AS unanswered,
         GROUP_CONCAT(CASE WHEN winner_index IS NOT NULL THEN nano_usd END) AS costs FROM ${sql}`,
      ...values,
    ) ?? {};
  const costs = typeof row.costs === "string" ? row.costs.split(",").map(Number) : [];
  const { p50, p95 } = medianAndP95(costs);
  const whole = (value: number | null) => (value === null ? null : Math.round(value));
  const sum = costs.reduce((total, cost) => total + cost, 0);
  return {
    fellThrough: numberIn(row, "fellThrough"),
    unanswered: numberIn(row, "unanswered"),
    costPerAnswer: {
      mean: costs.length === 0 ? null : Math.round(sum / costs.length),
      p50: whole(p50),
      p95: whole(p95),
      nanoUsd: sum,
      answers: costs.length,
    },
  };
}
