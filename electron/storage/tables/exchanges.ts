import { gunzipSync, gzipSync } from "node:zlib";
import { exchangeSchema } from "#electron/storage/exchange-schema.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import type { Exchange } from "#shared/exchange.ts";

/** Repeats itself from event to event: even the quickest level leaves about a twentieth. */
const level = 1;

/** Replaces what was kept of this attempt. */
export function saveExchange(database: Database, runId: string, exchange: Exchange): void {
  const json = gzipSync(JSON.stringify(exchange), { level });
  database.run("INSERT OR REPLACE INTO exchanges VALUES (?, ?, ?)", runId, exchange.attemptId, json);
}

/** Null where none was kept. Throws in words where it cannot be read; the row stays as it is. */
export function loadExchange(database: Database, runId: string, attemptId: string): Exchange | null {
  const row = database.get("SELECT json_gzip FROM exchanges WHERE run_id = ? AND attempt_id = ?", runId, attemptId);
  if (row === undefined) return null;
  const parsed = exchangeSchema.safeParse(unpacked(row.json_gzip));
  if (!parsed.success) throw new Error("What was kept of this attempt is damaged.");
  return parsed.data;
}

function unpacked(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return null;
  try {
    return JSON.parse(gunzipSync(value).toString("utf8"));
  } catch {
    // Neither JSON nor gzip: the caller tells that it is damaged.
    return null;
  }
}

/** Takes those away whose run never reached the disk: the program ended before it did. */
export function dropLostExchanges(database: Database): void {
  database.exec("DELETE FROM exchanges WHERE run_id NOT IN (SELECT id FROM runs)");
}
