import { chainRow, readRow } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { type LoadedRows, readRows } from "#electron/storage/tables/json-rows.ts";
import type { Chain } from "#shared/chain.ts";

/** Replaces the whole list; the order is the list's. */
export function saveChains(database: Database, chains: readonly Chain[]): void {
  database.run("DELETE FROM chains");
  for (const [position, chain] of chains.entries()) {
    database.run(
      "INSERT INTO chains (id, position, chain_json) VALUES (?, ?, ?)",
      chain.id,
      position,
      JSON.stringify(chain),
    );
  }
}

export function loadChains(database: Database, nowMs: number): LoadedRows<Chain> {
  const rows = database.all("SELECT id, chain_json AS value FROM chains ORDER BY position");
  const loaded = readRows(database, rows, {
    source: "chains",
    word: "chain",
    read: (row) => readRow(chainRow, row),
    nowMs,
  });
  return { values: loaded.values.map((row) => row.value), problems: loaded.problems };
}
