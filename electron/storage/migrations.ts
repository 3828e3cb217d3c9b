import { initialMigration } from "./migrations/001-initial.ts";
import { limitsMigration } from "./migrations/002-limits.ts";
import { gatewayClients } from "./migrations/003-gateway-clients.ts";
import { sendsMigration } from "./migrations/004-sends.ts";
import { exchangesMigration } from "./migrations/005-exchanges.ts";
import { runTimesMigration } from "./migrations/006-run-times.ts";
import { spendMigration } from "./migrations/007-spend.ts";
import { historyMigration } from "./migrations/008-history.ts";
import { pricesMigration } from "./migrations/009-prices.ts";
import { repeatsMigration } from "./migrations/010-repeats.ts";
import { chainHealthMigration } from "./migrations/011-chain-health.ts";
import type { Database } from "./sqlite.ts";

/**
 * One step of the schema. `up` runs in a transaction of its own, together with the new `user_version`. A migration
 * that was released never changes; a new one is added.
 */
export type Migration = { readonly version: number; readonly up: (database: Database) => void };

/** In order of their versions, without a gap. */
export const migrations: readonly Migration[] = [
  initialMigration,
  limitsMigration,
  gatewayClients,
  sendsMigration,
  exchangesMigration,
  runTimesMigration,
  spendMigration,
  historyMigration,
  pricesMigration,
  repeatsMigration,
  chainHealthMigration,
];

/** Brings the schema from its version to the last one. A step that throws leaves the database as it was before it. */
export function migrate(database: Database, steps: readonly Migration[]): void {
  for (const step of steps) {
    if (step.version <= schemaVersion(database)) continue;
    database.transaction(() => {
      step.up(database);
      database.exec(`PRAGMA user_version = ${step.version}`);
    });
  }
}

export function schemaVersion(database: Database): number {
  const version = database.get("PRAGMA user_version")?.user_version;
  if (typeof version !== "number") throw new Error("SQLite told no user_version.");
  return version;
}

/** The version that this program writes. */
export function newestVersion(steps: readonly Migration[]): number {
  return steps.at(-1)?.version ?? 0;
}
