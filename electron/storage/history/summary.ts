import type { Database, Row } from "#electron/storage/sqlite.ts";
import type { HistoryEntry } from "#shared/history.ts";
import type { CostSum } from "#shared/usage.ts";

/** A comparison as its columns tell it. What cannot be read of it counts as nothing: a summary never fails. */
export type Summary = Pick<
  HistoryEntry,
  "runs" | "answered" | "failed" | "fellThrough" | "furthestLink" | "providerIds" | "titles" | "cost"
>;

/** Runs of a comparison, in their order, without their texts. */
export function runRows(database: Database, comparisonId: string): readonly Row[] {
  return database.all(
    `SELECT id, target_json AS target, title, status, session_id AS sessionId, answered_by AS answeredBy,
       failure_json AS failure FROM runs WHERE comparison_id = ? ORDER BY row`,
    comparisonId,
  );
}

/** Attempts of its runs, in the order of both. */
export function attemptRows(database: Database, comparisonId: string): readonly Row[] {
  return database.all(
    `SELECT run_id AS runId, attempts.id, link_index AS linkIndex, provider_id AS providerId, model_id AS modelId, kind,
       attempts.status, cost_nano_usd AS nanoUsd, cost_source AS costSource, model_served AS modelServed,
       upstream_provider AS upstreamProvider, attempts.failure_json AS failure
     FROM runs CROSS JOIN attempts ON attempts.run_id = runs.id
     WHERE runs.comparison_id = ? ORDER BY runs.row, attempts.position`,
    comparisonId,
  );
}

export function summaryOf(runs: readonly Row[], attempts: readonly Row[]): Summary {
  const sent = attempts.filter(({ kind, status }) => kind !== "skip" && status !== "skipped");
  const linkOf = new Map(attempts.map(({ runId, id, linkIndex }) => [`${runId} ${id}`, linkIndex]));
  const winners = runs.flatMap((run) => {
    const link = linkOf.get(`${run.id} ${run.answeredBy}`);
    return run.status === "done" && typeof link === "number" ? [link] : [];
  });
  return {
    runs: runs.length,
    answered: runs.filter(({ status }) => status === "done").length,
    failed: runs.filter(({ status }) => status === "failed" || status === "interrupted").length,
    fellThrough: winners.filter((link) => link > 0).length,
    furthestLink: winners.reduce((furthest, link) => Math.max(furthest, link), 0) + 1,
    providerIds: textsOf(sent, "providerId"),
    titles: textsOf(runs, "title"),
    cost: costOf(sent.filter(({ status }) => status !== "running")),
  };
}

function costOf(attempts: readonly Row[]): CostSum {
  const known = attempts.flatMap(({ nanoUsd }) => (typeof nanoUsd === "number" ? [nanoUsd] : []));
  return {
    nanoUsd: known.reduce((sum, one) => sum + one, 0),
    unknownCount: attempts.length - known.length,
    isEstimate: attempts.some(({ costSource }) => costSource === "estimated"),
  };
}

/** Each once, in the order of first use. */
export function textsOf(rows: readonly Row[], name: string): readonly string[] {
  const texts = rows.map((row) => row[name]).filter((value) => typeof value === "string");
  return [...new Set(texts)];
}
