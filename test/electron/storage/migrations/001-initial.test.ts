import { expect, test } from "vitest";
import { initialMigration } from "#electron/storage/migrations/001-initial.ts";
import { migrate, migrations } from "#electron/storage/migrations.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";

function columnsByTable(): Record<string, string> {
  const database = openSqlite(":memory:", 0);
  migrate(database, [initialMigration]);
  const rows = database.all(
    `SELECT t.name AS name, group_concat(c.name, ' ' ORDER BY c.cid) AS columns
     FROM pragma_table_list AS t JOIN pragma_table_info(t.name) AS c
     WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' GROUP BY t.name`,
  );
  database.close();
  return Object.fromEntries(rows.map((row) => [String(row.name), String(row.columns)]));
}

// A released migration never changes: whoever edits it must see this list go red and write a new one instead.
test("version 1 has these tables and columns", () => {
  expect(columnsByTable()).toEqual({
    settings: "name value_json",
    chains: "id position chain_json",
    providers: "id name kind base_url key_optional",
    key_records: "provider_id origin last4 saved_at_ms",
    model_lists: "provider_id list_json",
    sessions: "id started_at_ms",
    conversations: "id title created_at_ms",
    columns: "conversation_id id position target_json",
    comparisons: "row id conversation_id session_id prompt started_at_ms is_demo",
    runs: "row id comparison_id column_id target_json title is_demo status started_at_ms end_ms last_event_ms links_json text reasoning waiting_json answered_by failure_json",
    run_text: "run_id seq channel text_json",
    attempts:
      "run_id id position link_index provider_id model_id kind status is_demo started_at_ms start_ms waited_ms connected_ms headers_ms first_content_ms first_answer_ms last_content_ms end_ms http_status finish native_finish failure_class failure_reason failure_json input_tokens cache_read_tokens cache_write_5m_tokens cache_write_1h_tokens output_tokens reasoning_tokens usage_source cost_nano_usd cost_source price_json model_served upstream_provider generation_id malformed_events dropped_text",
    damaged: "row source name value found_at_ms",
  });
});

test("migrating twice does the work once", () => {
  const database = openSqlite(":memory:", 0);
  migrate(database, migrations);
  migrate(database, migrations);
  expect(database.get("PRAGMA user_version")).toEqual({ user_version: migrations.length });
  database.close();
});

test("versions count from 1 without a gap", () => {
  expect(migrations.map((step) => step.version)).toEqual(migrations.map((_, index) => index + 1));
});

test("no row of a table refers to what is not there", () => {
  const database = openSqlite(":memory:", 0);
  migrate(database, migrations);
  const orphan = () =>
    database.run("INSERT INTO key_records (provider_id, origin, last4, saved_at_ms) VALUES ('none', 'o', 'abcd', 1)");
  expect(orphan).toThrow("FOREIGN KEY");
  database.close();
});
