import type { Database } from "#electron/storage/sqlite.ts";

/**
 * Columns where something is searched or summed, JSON where it is only read back whole. Times named `…_at_ms` are
 * epoch ms; the other `…_ms` of runs and attempts count from the run's Send. Money is integer nano-USD.
 */
const schema = `
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value_json TEXT NOT NULL
) STRICT;

CREATE TABLE chains (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  chain_json TEXT NOT NULL
) STRICT;

CREATE TABLE providers (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  base_url TEXT NOT NULL,
  key_optional INTEGER NOT NULL
) STRICT;

-- Which keys the keychain should hold. Never a key.
CREATE TABLE key_records (
  provider_id TEXT NOT NULL REFERENCES providers (id) ON DELETE CASCADE,
  origin TEXT NOT NULL,
  last4 TEXT NOT NULL,
  saved_at_ms REAL NOT NULL,
  PRIMARY KEY (provider_id, origin)
) STRICT;

CREATE TABLE model_lists (
  provider_id TEXT PRIMARY KEY,
  list_json TEXT NOT NULL
) STRICT;

CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  started_at_ms REAL NOT NULL
) STRICT;

CREATE TABLE conversations (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  created_at_ms REAL NOT NULL
) STRICT;

CREATE TABLE columns (
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  target_json TEXT NOT NULL,
  PRIMARY KEY (conversation_id, id)
) STRICT;

CREATE TABLE comparisons (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  session_id TEXT NOT NULL REFERENCES sessions (id),
  prompt TEXT NOT NULL,
  started_at_ms REAL NOT NULL,
  is_demo INTEGER NOT NULL
) STRICT;
CREATE INDEX comparisons_by_conversation ON comparisons (conversation_id);
CREATE INDEX comparisons_by_session ON comparisons (session_id);

-- end_ms is null while a run streams; its text so far is in run_text then.
CREATE TABLE runs (
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  comparison_id TEXT NOT NULL REFERENCES comparisons (id) ON DELETE CASCADE,
  column_id TEXT NOT NULL,
  target_json TEXT NOT NULL,
  title TEXT NOT NULL,
  is_demo INTEGER NOT NULL,
  status TEXT NOT NULL,
  started_at_ms REAL NOT NULL,
  end_ms REAL,
  last_event_ms REAL NOT NULL,
  links_json TEXT NOT NULL,
  text TEXT NOT NULL,
  reasoning TEXT NOT NULL,
  waiting_json TEXT,
  answered_by TEXT,
  failure_json TEXT
) STRICT;
CREATE INDEX runs_by_comparison ON runs (comparison_id);
CREATE INDEX unfinished_runs ON runs (row) WHERE end_ms IS NULL;

-- text_json is a JSON string: a delta may end within a surrogate pair, which plain UTF-8 could not hold.
CREATE TABLE run_text (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  channel TEXT NOT NULL,
  text_json TEXT NOT NULL,
  PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;

-- Not STRICT: a provider that counts half tokens must not cost us the attempt.
CREATE TABLE attempts (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  link_index INTEGER NOT NULL,
  provider_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  is_demo INTEGER NOT NULL,
  started_at_ms REAL NOT NULL,
  start_ms REAL NOT NULL,
  waited_ms REAL NOT NULL,
  connected_ms REAL,
  headers_ms REAL,
  first_content_ms REAL,
  first_answer_ms REAL,
  last_content_ms REAL,
  end_ms REAL,
  http_status INTEGER,
  finish TEXT,
  native_finish TEXT,
  failure_class TEXT,
  failure_reason TEXT,
  failure_json TEXT,
  input_tokens INTEGER,
  cache_read_tokens INTEGER,
  cache_write_5m_tokens INTEGER,
  cache_write_1h_tokens INTEGER,
  output_tokens INTEGER,
  reasoning_tokens INTEGER,
  usage_source TEXT,
  cost_nano_usd INTEGER,
  cost_source TEXT NOT NULL,
  price_json TEXT,
  model_served TEXT,
  upstream_provider TEXT,
  generation_id TEXT,
  malformed_events INTEGER NOT NULL,
  dropped_text TEXT NOT NULL,
  PRIMARY KEY (run_id, id)
);
CREATE INDEX attempts_by_time ON attempts (started_at_ms);

-- Rows that could not be read, as they were.
CREATE TABLE damaged (
  row INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  found_at_ms REAL NOT NULL
) STRICT;
`;

export const initialMigration = {
  version: 1,
  up: (database: Database) => database.exec(schema),
} as const;
