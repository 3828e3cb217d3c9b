import type { Database } from "#electron/storage/sqlite.ts";

/** Which program asked; null where a window did. */
const schema = `
ALTER TABLE comparisons ADD COLUMN client TEXT;
CREATE INDEX comparisons_of_clients ON comparisons (started_at_ms) WHERE client IS NOT NULL;
`;

export const gatewayClients = {
  version: 3,
  up: (database: Database) => database.exec(schema),
} as const;
