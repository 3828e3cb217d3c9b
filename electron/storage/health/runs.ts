import { failedHere } from "#electron/storage/own-fault.ts";
import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database, Row } from "#electron/storage/sqlite.ts";
import type { HealthAttempt, HealthRun } from "#shared/chain-health/visits.ts";
import { type HealthQuestion, mostHealthRuns } from "#shared/chain-health.ts";

/** As the index `runs_of_chains` has it, word for word. */
const chainId = "CASE WHEN json_valid(target_json) THEN json_extract(target_json, '$.chainId') END";

/**
 * The newest runs of a chain that were answered, or failed by who was asked, with their attempts: all but links and
 * failures from that index, which are looked at only where nobody answered. CROSS JOIN, because SQLite would else begin with every attempt that there ever was.
 */
const select = `WITH newest AS MATERIALIZED (
  SELECT id, started_at_ms, end_ms, answered_by,
    CASE WHEN answered_by IS NULL AND json_valid(links_json) THEN json_array_length(links_json) END AS link_count
  FROM runs INDEXED BY runs_of_chains
  WHERE ${chainId} = ? AND is_demo = ? AND started_at_ms >= ? AND status IN ('done', 'failed')
    AND (answered_by IS NOT NULL OR NOT ${failedHere})
  ORDER BY started_at_ms DESC LIMIT ${mostHealthRuns + 1}
)
SELECT newest.id AS runId, newest.end_ms AS runEndMs, link_count AS linkCount, attempts.id AS id,
  answered_by IS attempts.id AS isAnswer, link_index AS linkIndex, provider_id AS providerId, model_id AS modelId, kind,
  attempts.status, start_ms - waited_ms AS beganMs, first_answer_ms AS firstAnswerMs, cost_nano_usd AS nanoUsd
FROM newest CROSS JOIN attempts ON attempts.run_id = newest.id
ORDER BY newest.started_at_ms DESC, newest.id, attempts.position`;

/** The newest first; one more than are looked at where there are more. A run without an attempt tells nothing. */
export function loadHealthRuns(
  database: Database,
  { chainId: id, isDemo, sinceMs }: Pick<HealthQuestion, "chainId" | "isDemo" | "sinceMs">,
): readonly HealthRun[] {
  const rows = database.all(select, id, Number(isDemo), sinceMs);
  return [...Map.groupBy(rows, ({ runId }) => runId).values()].map((attempts) => ({
    endMs: numberIn(attempts[0] ?? {}, "runEndMs"),
    linkCount: optional(attempts[0], "linkCount"),
    attempts: attempts.map(attemptOf),
  }));
}

function attemptOf(row: Row): HealthAttempt {
  return {
    providerId: String(row.providerId),
    modelId: String(row.modelId),
    linkIndex: numberIn(row, "linkIndex"),
    isSkip: row.kind === "skip" || row.status === "skipped",
    isAnswer: row.isAnswer === 1,
    beganMs: Math.max(0, numberIn(row, "beganMs")),
    firstAnswerMs: optional(row, "firstAnswerMs"),
    nanoUsd: optional(row, "nanoUsd"),
  };
}

function optional(row: Row | undefined, name: string): number | null {
  const value = row?.[name];
  return typeof value === "number" ? value : null;
}
