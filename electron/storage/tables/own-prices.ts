import { ownPriceRow } from "#electron/storage/price-schemas.ts";
import { readRow } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { type LoadedRows, readRows } from "#electron/storage/tables/json-rows.ts";
import type { OwnPrice } from "#shared/own-price.ts";

/** Replaces the whole list. */
export function saveOwnPrices(database: Database, prices: readonly OwnPrice[]): void {
  database.run("DELETE FROM own_prices");
  for (const { providerId, modelId, inputUsd, outputUsd, setAtMs } of prices) {
    database.run(
      "INSERT INTO own_prices (provider_id, model_id, input_usd, output_usd, set_at_ms) VALUES (?, ?, ?, ?, ?)",
      providerId,
      modelId,
      inputUsd,
      outputUsd,
      setAtMs,
    );
  }
}

/** In the order in which they were set. */
export function loadOwnPrices(database: Database, nowMs: number): LoadedRows<OwnPrice> {
  const rows = database.all(
    `SELECT provider_id || '|' || model_id AS id, provider_id AS providerId, model_id AS modelId,
       input_usd AS inputUsd, output_usd AS outputUsd, set_at_ms AS setAtMs
     FROM own_prices ORDER BY set_at_ms, provider_id, model_id`,
  );
  return readRows(database, rows, {
    source: "own_prices",
    word: "price of",
    read: (row) => readRow(ownPriceRow, row),
    nowMs,
  });
}
