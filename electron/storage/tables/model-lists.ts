import { modelListRow, readRow } from "#electron/storage/row-schemas.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { type LoadedRows, readRows } from "#electron/storage/tables/json-rows.ts";
import type { ModelList } from "#shared/model.ts";

export function saveModelList(database: Database, list: ModelList): void {
  database.run(
    `INSERT INTO model_lists (provider_id, list_json) VALUES (?, ?)
     ON CONFLICT (provider_id) DO UPDATE SET list_json = excluded.list_json`,
    list.providerId,
    JSON.stringify(list),
  );
}

export function loadModelLists(database: Database, nowMs: number): LoadedRows<ModelList> {
  const rows = database.all("SELECT provider_id AS id, list_json AS value FROM model_lists ORDER BY provider_id");
  const loaded = readRows(database, rows, {
    source: "model_lists",
    word: "model list of",
    read: (row) => readRow(modelListRow, row),
    nowMs,
  });
  return { values: loaded.values.map((row) => row.value), problems: loaded.problems };
}
