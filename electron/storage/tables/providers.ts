import { keyRecordRow, providerRow, readRow } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { type LoadedRows, readRows } from "#electron/storage/tables/json-rows.ts";
import type { Provider } from "#shared/model.ts";

/** That the keychain should hold a key for this origin. Never the key; `last4` is all of it that is kept. */
export type KeyRecord = { readonly origin: string; readonly last4: string; readonly savedAtMs: number };

export type StoredProvider = { readonly provider: Provider; readonly keyRecords: readonly KeyRecord[] };

export function saveProvider(database: Database, provider: Provider): void {
  database.run(
    `INSERT INTO providers (id, name, kind, base_url, key_optional) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind,
       base_url = excluded.base_url, key_optional = excluded.key_optional`,
    provider.id,
    provider.name,
    provider.kind,
    provider.baseUrl,
    Number(provider.keyOptional),
  );
}

/** Takes its key records and its model list with it; runs keep what they say about it. */
export function removeProvider(database: Database, providerId: string): void {
  database.run("DELETE FROM model_lists WHERE provider_id = ?", providerId);
  database.run("DELETE FROM providers WHERE id = ?", providerId);
}

export function saveKeyRecord(database: Database, record: KeyRecord & { readonly providerId: string }): void {
  if (database.get("SELECT 1 FROM providers WHERE id = ?", record.providerId) === undefined) {
    throw new Error(`The provider "${record.providerId}" is not stored; save it before its key.`);
  }
  database.run(
    `INSERT INTO key_records (provider_id, origin, last4, saved_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (provider_id, origin) DO UPDATE SET last4 = excluded.last4, saved_at_ms = excluded.saved_at_ms`,
    record.providerId,
    record.origin,
    record.last4,
    record.savedAtMs,
  );
}

export function removeKeyRecord(database: Database, providerId: string, origin: string): void {
  database.run("DELETE FROM key_records WHERE provider_id = ? AND origin = ?", providerId, origin);
}

/** In the order in which they were first saved. */
export function loadProviders(database: Database, nowMs: number): LoadedRows<StoredProvider> {
  const rows = database.all(
    `SELECT id, name, kind, base_url AS baseUrl, key_optional AS keyOptional FROM providers ORDER BY rowid`,
  );
  const loaded = readRows(database, rows, {
    source: "providers",
    word: "provider",
    read: (row) => readRow(providerRow, row),
    nowMs,
  });
  const values: StoredProvider[] = [];
  const problems = [...loaded.problems];
  for (const provider of loaded.values) {
    const records = loadKeyRecords(database, provider.id, nowMs);
    values.push({ provider, keyRecords: records.values });
    problems.push(...records.problems);
  }
  return { values, problems };
}

function loadKeyRecords(database: Database, providerId: string, nowMs: number): LoadedRows<KeyRecord> {
  const rows = database.all(
    `SELECT provider_id AS id, origin, last4, saved_at_ms AS savedAtMs FROM key_records
     WHERE provider_id = ? ORDER BY rowid`,
    providerId,
  );
  return readRows(database, rows, {
    source: "key_records",
    word: "note about the key of",
    read: (row) => readRow(keyRecordRow, row),
    nowMs,
  });
}
