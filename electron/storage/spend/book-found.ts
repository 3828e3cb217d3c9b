import type { Database, SqlValue } from "#electron/storage/sqlite.ts";
import type { RunEvent } from "#shared/run.ts";
import { isLong, tokenColumns } from "./attempt-row.ts";
import { sumRun } from "./book.ts";
import { kindOf, readFacts, type SpendFacts } from "./facts.ts";

/** What `reduceRun` does with the same event, for a run that has ended; also where the history of it was deleted. */
export function bookFoundCost(database: Database, found: Found): void {
  const { runId, attemptId, cost, usage } = found;
  const facts = readFacts(
    database.get(
      "SELECT facts_json FROM spend JOIN spend_kinds ON id = kind_id WHERE run_id = ? AND attempt_id = ?",
      runId,
      attemptId,
    )?.facts_json,
  );
  if (facts === null || facts.source === "reported") return;
  const change: Record<string, SqlValue> = {
    kind_id: kindOf(database, foundFacts(facts, found)),
    nano_usd: cost.nanoUsd,
    computed_nano_usd: found.computedNanoUsd ?? null,
    ...(usage !== null && tokenColumns(usage)),
  };
  const columns = Object.keys(change);
  database.run(
    `UPDATE spend SET ${columns.map((name) => `${name} = ?`).join(", ")} WHERE run_id = ? AND attempt_id = ?`,
    ...Object.values(change),
    runId,
    attemptId,
  );
  sumRun(database, runId);
}

type Found = Extract<RunEvent, { type: "cost-found" }>;

/** The price stays where what was reported can be compared with it. */
function foundFacts(facts: SpendFacts, { cost, usage, upstreamProvider, computedNanoUsd }: Found): SpendFacts {
  const price = computedNanoUsd === undefined ? null : facts.price;
  return {
    ...facts,
    upstreamProvider: upstreamProvider ?? facts.upstreamProvider,
    source: cost.source,
    price,
    isLongPrompt: usage === null ? price !== null && facts.isLongPrompt : isLong(price, usage),
  };
}
