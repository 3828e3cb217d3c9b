import { expect, test } from "vitest";
import { initialMigration } from "#electron/storage/migrations/001-initial.ts";
import { migrate, migrations } from "#electron/storage/migrations.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { loadComparisons, saveComparison } from "#electron/storage/tables/comparisons.ts";

test("comparisons of an older database have no client; a program's has one", () => {
  const database = openSqlite(":memory:", 0);
  migrate(database, [initialMigration]);
  database.exec(`INSERT INTO conversations VALUES ('v', 'title', 1); INSERT INTO sessions VALUES ('s', 1);
    INSERT INTO comparisons VALUES (1, 'old', 'v', 's', 'hi', 1, 0);`);
  migrate(database, migrations);
  const parts = { conversationId: "v", sessionId: "s", prompt: "", startedAtMs: 2, isDemo: false };
  saveComparison(database, { id: "new", ...parts, client: "curl" });
  const { values, problems } = loadComparisons(database, "v", 3);
  expect(values.map(({ id, client }) => [id, client])).toEqual([
    ["old", undefined],
    ["new", "curl"],
  ]);
  expect(Object.keys(values[0] ?? {})).not.toContain("client");
  expect(problems).toEqual([]);
  database.close();
});
