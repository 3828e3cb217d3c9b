import { expect, test } from "vitest";
import { initialMigration } from "#electron/storage/migrations/001-initial.ts";
import { limitsMigration } from "#electron/storage/migrations/002-limits.ts";
import { migrate } from "#electron/storage/migrations.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";

// A released migration never changes: whoever edits it must see this list go red and write a new one instead.
test("version 2 adds a table for limits and keeps what is there", () => {
  const database = openSqlite(":memory:", 0);
  migrate(database, [initialMigration]);
  database.exec("INSERT INTO settings VALUES ('theme', '\"dark\"')");
  migrate(database, [initialMigration, limitsMigration]);
  expect(database.all("SELECT name FROM pragma_table_info('limits')").map((row) => row.name)).toEqual([
    "scope",
    "provider_id",
    "reason",
    "limited_at_ms",
    "until_ms",
    "level",
    "consecutive_errors",
  ]);
  expect(database.all("SELECT value_json FROM settings")).toEqual([{ value_json: '"dark"' }]);
  database.close();
});
