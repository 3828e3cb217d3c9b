import { numberIn } from "#electron/storage/row-numbers.ts";
import { factsReader, spendInTime } from "#electron/storage/spend/groups.ts";
import type { Database, Row } from "#electron/storage/sqlite.ts";
import { type PastAnswers, type PastPrompts, rateBounds } from "#shared/chain-health/what-if.ts";
import type { ChainWhatIfQuestion } from "#shared/chain-health.ts";

const answers = `AVG(input_tokens) AS inputTokens, AVG(cache_read_tokens) AS cacheReadTokens,
  AVG(cache_write_5m_tokens) AS cacheWrite5mTokens, AVG(cache_write_1h_tokens) AS cacheWrite1hTokens,
  AVG(output_tokens) AS outputTokens, COUNT(*) AS count, SUM(nano_usd) AS nanoUsd`;
const isTold = "input_tokens IS NOT NULL AND output_tokens IS NOT NULL AND nano_usd IS NOT NULL";

/** What this window was answered since then; what programs asked is not in it. */
export function loadPastPrompts(database: Database, question: ChainWhatIfQuestion): PastPrompts {
  const { isDemo, sinceMs } = question;
  const { sql, values } = spendInTime(isDemo, { fromMs: sinceMs });
  const from = `FROM ${sql} AND kind_id IN (SELECT value FROM json_each(?))`;
  const all = [...values, JSON.stringify(windowKinds(database))];
  const bounds = rateBounds(question);
  // The last one keeps a sum of nothing from being a row.
  const groups = [...bounds.map(() => "input_tokens > ?"), "is_demo"].join(", ");
  const rows = database.all(
    `SELECT ${answers} ${from} AND is_answer AND ${isTold} GROUP BY ${groups}`,
    ...all,
    ...bounds,
  );
  const others = database.get(
    `SELECT COUNT(*) FILTER (WHERE is_answer AND NOT (${isTold})) AS leftOut,
       TOTAL(nano_usd) FILTER (WHERE NOT is_answer) AS lost ${from}`,
    ...all,
  );
  return {
    answers: rows.map(answersOf),
    leftOut: numberIn(others ?? {}, "leftOut"),
    lostNanoUsd: numberIn(others ?? {}, "lost"),
  };
}

function windowKinds(database: Database): readonly number[] {
  const facts = factsReader(database);
  const ids = database.all("SELECT id FROM spend_kinds").map((row) => numberIn(row, "id"));
  return ids.filter((id) => facts(id).client === null);
}

function answersOf(row: Row): PastAnswers {
  return {
    usage: {
      inputTokens: numberIn(row, "inputTokens"),
      cacheReadTokens: numberIn(row, "cacheReadTokens"),
      cacheWrite5mTokens: numberIn(row, "cacheWrite5mTokens"),
      cacheWrite1hTokens: numberIn(row, "cacheWrite1hTokens"),
      outputTokens: numberIn(row, "outputTokens"),
      reasoningTokens: 0,
      source: "reported",
    },
    count: numberIn(row, "count"),
    nanoUsd: numberIn(row, "nanoUsd"),
  };
}
