import { failedHere } from "#electron/storage/own-fault.ts";
import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database, Row } from "#electron/storage/sqlite.ts";
import type { ChainStatistics, LinkStatistics, StatisticsQuestion } from "#shared/chain-statistics.ts";
import { medianAndP95 } from "#shared/quantile.ts";

/**
 * Finished runs of one chain, each with the attempt that answered, but for those that failed on this side alone: a
 * request that a budget refused says nothing of the chain. A row that is no JSON belongs to no chain. The
 * links are those that the run had, because the chain may have others by now. MATERIALIZED, and CROSS JOIN behind it,
 * because SQLite would else begin with every run, or every attempt, that there ever was.
 */
const ended = `WITH ended AS MATERIALIZED (
  SELECT runs.id, winner.id AS winner_id, winner.link_index AS winner_index, winner.start_ms AS added_ms,
    CASE WHEN json_valid(runs.links_json) THEN runs.links_json ELSE '[]' END AS links
  FROM runs LEFT JOIN attempts AS winner ON winner.run_id = runs.id AND winner.id = runs.answered_by
  WHERE runs.started_at_ms >= ? AND runs.is_demo = ? AND runs.status IN ('done', 'failed')
    AND CASE WHEN json_valid(runs.target_json) THEN json_extract(runs.target_json, '$.chainId') END = ?
    AND (runs.answered_by IS NOT NULL OR NOT ${failedHere})
)`;

/** A run of which one attempt's cost is not known is in no sum: the rest of it would look like the whole. */
const totals = `${ended}, money AS (
  SELECT ended.winner_id, ended.winner_index, COUNT(attempts.id) > COUNT(attempts.cost_nano_usd) AS is_unknown,
    TOTAL(attempts.cost_nano_usd) AS cost,
    TOTAL(attempts.cost_nano_usd) FILTER (WHERE attempts.id IS NOT ended.winner_id) AS wasted
  FROM ended LEFT JOIN attempts ON attempts.run_id = ended.id GROUP BY ended.id
)
SELECT COUNT(*) AS runs,
  COUNT(*) FILTER (WHERE winner_index IS NOT 0) AS fellThrough,
  COUNT(*) FILTER (WHERE winner_id IS NULL) AS unanswered,
  TOTAL(cost) FILTER (WHERE NOT is_unknown) AS costNanoUsd,
  TOTAL(wasted) FILTER (WHERE NOT is_unknown) AS wastedNanoUsd,
  COUNT(winner_id) FILTER (WHERE NOT is_unknown) AS pricedAnswers,
  COUNT(*) FILTER (WHERE is_unknown) AS unknownCosts
FROM money`;

const answeredByLink = `${ended}
SELECT json_extract(links, '$[' || winner_index || '].id') AS linkId, COUNT(*) AS count
FROM ended WHERE winner_id IS NOT NULL GROUP BY linkId`;

/** A link that failed and then answered on its retry has answered. */
const failedByLink = `${ended}
SELECT json_extract(links, '$[' || attempts.link_index || '].id') AS linkId, COUNT(DISTINCT ended.id) AS count
FROM ended CROSS JOIN attempts ON attempts.run_id = ended.id
WHERE attempts.status = 'failed' AND attempts.link_index IS NOT ended.winner_index GROUP BY linkId`;

const waits = `${ended} SELECT added_ms AS addedMs FROM ended WHERE winner_index > 0`;

/** What the stored runs say; those that still run are not in it. */
export function loadChainStatistics(database: Database, question: StatisticsQuestion): ChainStatistics {
  const { chainId, sinceMs, isDemo } = question;
  const all = (sql: string) => database.all(sql, sinceMs, Number(isDemo), chainId);
  const [sums = {}] = all(totals);
  return {
    chainId,
    sinceMs,
    isDemo,
    runs: numberIn(sums, "runs"),
    fellThrough: numberIn(sums, "fellThrough"),
    unanswered: numberIn(sums, "unanswered"),
    links: joinLinks(all(answeredByLink), all(failedByLink)),
    waitAddedMs: medianAndP95(all(waits).map((row) => numberIn(row, "addedMs"))),
    costNanoUsd: numberIn(sums, "costNanoUsd"),
    wastedNanoUsd: numberIn(sums, "wastedNanoUsd"),
    pricedAnswers: numberIn(sums, "pricedAnswers"),
    unknownCosts: numberIn(sums, "unknownCosts"),
  };
}

function joinLinks(answered: readonly Row[], failed: readonly Row[]): Record<string, LinkStatistics> {
  // A map, because an id may be the name of something that every object has.
  const links = new Map<string, LinkStatistics>();
  for (const [part, rows] of [["answered", answered] as const, ["failed", failed] as const]) {
    for (const row of rows) {
      // Without an id the run's list of links is damaged; the run itself still counts.
      if (typeof row.linkId !== "string") continue;
      const known = links.get(row.linkId) ?? { answered: 0, failed: 0 };
      links.set(row.linkId, { ...known, [part]: numberIn(row, "count") });
    }
  }
  return Object.fromEntries(links);
}
