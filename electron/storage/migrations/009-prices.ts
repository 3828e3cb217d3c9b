import type { Database } from "#electron/storage/sqlite.ts";

/** Prices that the user set for a model, and what an attempt was expected to take and computed to have cost. */
const schema = `
ALTER TABLE attempts ADD COLUMN prompt_tokens INTEGER;
ALTER TABLE attempts ADD COLUMN reserved_nano_usd INTEGER;
ALTER TABLE attempts ADD COLUMN computed_nano_usd INTEGER;

CREATE TABLE own_prices (
  provider_id TEXT NOT NULL,
  model_id TEXT NOT NULL,
  input_usd REAL NOT NULL,
  output_usd REAL NOT NULL,
  set_at_ms REAL NOT NULL,
  PRIMARY KEY (provider_id, model_id)
) STRICT;
`;

export const pricesMigration = {
  version: 9,
  up: (database: Database) => database.exec(schema),
} as const;
