import type { Database } from "#electron/storage/sqlite.ts";

/**
 * Sessions that can be named, ended and resumed; a run counts in the one that it was sent in.
 *
 * What was spent is a table of its own, without a foreign key: it outlives the history that it came from. One narrow
 * row per attempt that ended, with what reports sum; what they group by is in `spend_kinds`, which few attempts do not
 * share (`tables/spend.ts` says what is in `facts_json`). The indexes hold everything that a report reads.
 */
const schema = `
ALTER TABLE sessions ADD COLUMN name TEXT;
ALTER TABLE sessions ADD COLUMN ended_at_ms REAL;
ALTER TABLE runs ADD COLUMN session_id TEXT;
CREATE INDEX runs_by_session ON runs (session_id);

CREATE TABLE spend_kinds (
  id INTEGER PRIMARY KEY,
  -- The facts without the day on which the price was read: that may be another one each day.
  key_json TEXT NOT NULL UNIQUE,
  facts_json TEXT NOT NULL
) STRICT;

-- Not STRICT, as the attempts are not: a provider may count half tokens.
CREATE TABLE spend (
  row INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL,
  attempt_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  is_demo INTEGER NOT NULL,
  -- When the attempt was sent, epoch ms: the day to which its money belongs.
  at_ms REAL NOT NULL,
  kind_id INTEGER NOT NULL,
  is_answer INTEGER NOT NULL,
  is_lost INTEGER NOT NULL,
  nano_usd INTEGER,
  computed_nano_usd INTEGER,
  reserved_nano_usd INTEGER,
  input_tokens INTEGER,
  cache_read_tokens INTEGER,
  cache_write_5m_tokens INTEGER,
  cache_write_1h_tokens INTEGER,
  output_tokens INTEGER,
  UNIQUE (run_id, attempt_id)
);

-- Runs that ended. nano_usd is null where one of its attempts' costs is not known.
CREATE TABLE spend_runs (
  run_id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL,
  is_demo INTEGER NOT NULL,
  at_ms REAL NOT NULL,
  status TEXT NOT NULL,
  winner_index INTEGER,
  nano_usd INTEGER
) STRICT;
`;

/**
 * What was spent before. Attempts that a crash left running are booked when they are ended. A model that served instead
 * of the asked one is known by its exact name only. JSON that cannot be read says nothing.
 */
const factsWith = (price: string) => `json_object(
  'providerId', attempts.provider_id,
  'modelId', CASE WHEN attempts.model_served IN (
    SELECT value FROM json_each(CASE WHEN json_valid(runs.links_json) THEN runs.links_json ELSE '[]' END,
      '$[' || attempts.link_index || '].models')
  ) THEN attempts.model_served ELSE attempts.model_id END,
  'upstreamProvider', attempts.upstream_provider,
  'chainId', CASE WHEN json_valid(runs.target_json) THEN json_extract(runs.target_json, '$.chainId') END,
  'title', CASE WHEN json_valid(runs.target_json) AND json_extract(runs.target_json, '$.chainId') IS NOT NULL
    THEN runs.title ELSE '' END,
  'client', comparisons.client,
  'status', attempts.status,
  'failureClass', attempts.failure_class,
  'failureReason', attempts.failure_reason,
  'source', attempts.cost_source,
  'price', json(${price}),
  'isLongPrompt', json(CASE WHEN attempts.cost_source IN ('computed', 'estimated') AND json_valid(attempts.price_json)
    AND attempts.input_tokens > json_extract(attempts.price_json, '$.longPrompt.aboveTokens')
    THEN 'true' ELSE 'false' END)
)`;
const price = `CASE WHEN attempts.cost_source IN ('computed', 'estimated') AND attempts.usage_source IS NOT NULL
  AND json_valid(attempts.price_json) THEN attempts.price_json ELSE 'null' END`;
const facts = factsWith(price);
const key = factsWith(`json_remove(${price}, '$.asOf')`);

const ended = `attempts JOIN runs ON runs.id = attempts.run_id JOIN comparisons ON comparisons.id = runs.comparison_id
  WHERE attempts.end_ms IS NOT NULL AND attempts.status <> 'skipped'`;

const fill = `
-- Of facts that differ in that day alone the first in order are the oldest.
INSERT INTO spend_kinds (key_json, facts_json) SELECT ${key} AS key, MIN(${facts}) FROM ${ended} GROUP BY key;

INSERT INTO spend (run_id, attempt_id, session_id, is_demo, at_ms, kind_id, is_answer, is_lost, nano_usd, input_tokens,
  cache_read_tokens, cache_write_1h_tokens, cache_write_5m_tokens, output_tokens)
SELECT run_id, attempt_id, session_id, is_demo, at_ms, kind_id, is_answer, NOT is_answer, nano_usd, input_tokens,
  cache_read, MIN(cache_write_1h, input_tokens - cache_read),
  MIN(cache_write_5m, input_tokens - cache_read - MIN(cache_write_1h, input_tokens - cache_read)), output_tokens
FROM (
  SELECT runs.id AS run_id, attempts.id AS attempt_id, comparisons.session_id, attempts.is_demo,
    attempts.started_at_ms AS at_ms, (SELECT id FROM spend_kinds WHERE key_json = ${key}) AS kind_id,
    attempts.id IS runs.answered_by AS is_answer, attempts.cost_nano_usd AS nano_usd, attempts.input_tokens,
    MIN(attempts.cache_read_tokens, attempts.input_tokens) AS cache_read,
    attempts.cache_write_1h_tokens AS cache_write_1h, attempts.cache_write_5m_tokens AS cache_write_5m,
    attempts.output_tokens
  FROM ${ended}
);

INSERT INTO spend_runs (run_id, session_id, is_demo, at_ms, status, winner_index, nano_usd)
SELECT runs.id, comparisons.session_id, runs.is_demo, runs.started_at_ms, runs.status,
  (SELECT link_index FROM attempts WHERE attempts.run_id = runs.id AND attempts.id = runs.answered_by),
  (SELECT CASE WHEN COUNT(*) = COUNT(nano_usd) THEN COALESCE(SUM(nano_usd), 0) END FROM spend WHERE run_id = runs.id)
FROM runs JOIN comparisons ON comparisons.id = runs.comparison_id WHERE runs.end_ms IS NOT NULL;
`;

const indexes = `
CREATE INDEX spend_by_kind ON spend (is_demo, kind_id, is_lost, at_ms, is_answer, nano_usd, computed_nano_usd,
  input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens);
CREATE INDEX spend_by_session ON spend (session_id, is_demo, kind_id, is_lost, at_ms, is_answer, nano_usd,
  reserved_nano_usd, computed_nano_usd, input_tokens, cache_read_tokens, cache_write_5m_tokens,
  cache_write_1h_tokens, output_tokens);
CREATE INDEX spend_by_time ON spend (is_demo, at_ms, kind_id, is_answer, is_lost, nano_usd, reserved_nano_usd,
  computed_nano_usd, input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, output_tokens);
CREATE INDEX spend_runs_by_time ON spend_runs (is_demo, at_ms, status, winner_index, nano_usd);
CREATE INDEX spend_runs_by_session ON spend_runs (session_id, is_demo, at_ms, status, winner_index, nano_usd);
`;

export const spendMigration = {
  version: 7,
  up: (database: Database) => database.exec(`${schema}${fill}${indexes}`),
} as const;
