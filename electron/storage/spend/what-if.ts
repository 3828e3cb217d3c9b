import { numberIn } from "#electron/storage/row-numbers.ts";
import type { Database, Row } from "#electron/storage/sqlite.ts";
import { nanoUsdOf } from "#shared/cost.ts";
import type { WhatIf, WhatIfQuestion } from "#shared/spend.ts";
import type { Usage } from "#shared/usage.ts";
import { spendIn } from "./groups.ts";

/** Answers with the same tokens cost the same, so they are priced together: one by one, as each was billed. */
const answers = `input_tokens AS inputTokens, cache_read_tokens AS cacheReadTokens,
  cache_write_5m_tokens AS cacheWrite5mTokens, cache_write_1h_tokens AS cacheWrite1hTokens,
  output_tokens AS outputTokens, COUNT(*) AS count, SUM(nano_usd) AS nanoUsd`;

/** What the answers would have cost on one model by their recorded tokens, beside what those answers cost. */
export function whatIf(database: Database, question: WhatIfQuestion): WhatIf {
  const { model, price } = question;
  const { sql, values } = spendIn(question);
  const isTold = "input_tokens IS NOT NULL AND nano_usd IS NOT NULL";
  const rows = database.all(
    `SELECT ${answers} FROM ${sql} AND is_answer AND ${isTold} GROUP BY 1, 2, 3, 4, 5`,
    ...values,
  );
  const leftOut = database.get(`SELECT COUNT(*) AS count FROM ${sql} AND is_answer AND NOT (${isTold})`, ...values);
  const total = (count: (row: Row) => number) => rows.reduce((sum, row) => sum + count(row), 0);
  const actualNanoUsd = total((row) => numberIn(row, "nanoUsd"));
  return {
    ...model,
    price,
    nanoUsd: price === null ? null : total((row) => numberIn(row, "count") * nanoUsdOf(usageOf(row), price)),
    actualNanoUsd,
    answers: total((row) => numberIn(row, "count")),
    leftOut: numberIn(leftOut ?? {}, "count"),
  };
}

function usageOf(row: Row): Usage {
  return {
    inputTokens: numberIn(row, "inputTokens"),
    cacheReadTokens: numberIn(row, "cacheReadTokens"),
    cacheWrite5mTokens: numberIn(row, "cacheWrite5mTokens"),
    cacheWrite1hTokens: numberIn(row, "cacheWrite1hTokens"),
    outputTokens: numberIn(row, "outputTokens"),
    reasoningTokens: 0,
    source: "reported",
  };
}
