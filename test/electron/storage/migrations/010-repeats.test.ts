import { expect, test } from "vitest";
import { migrate, migrations, schemaVersion } from "#electron/storage/migrations.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { loadComparisons } from "#electron/storage/tables/comparisons.ts";
import { loadRepeats } from "#electron/storage/tables/repeats.ts";
import { loadRuns } from "#electron/storage/tables/runs.ts";

const target = { kind: "model", providerId: "openai", modelId: "gpt" };

/** A comparison as version 9 wrote it. */
const data = `
INSERT INTO sessions (id, started_at_ms) VALUES ('s', 1);
INSERT INTO conversations (id, title, created_at_ms) VALUES ('v', 'A title', 2);
INSERT INTO comparisons (id, conversation_id, session_id, prompt, started_at_ms, is_demo) VALUES
  ('x', 'v', 's', 'Hello', 3, 1);
INSERT INTO runs (id, comparison_id, column_id, target_json, title, is_demo, status, started_at_ms, end_ms,
    last_event_ms, links_json, text, reasoning, waiting_json, answered_by, failure_json)
  VALUES ('r', 'x', 'c', '${JSON.stringify(target)}', 'GPT', 1, 'done', 3, 9, 9, '[]', 'Hi.', '', NULL, NULL, NULL);
`;

test("a database of version 9 keeps everything, and nothing in it was repeated", () => {
  const database = openSqlite(":memory:", 0);
  migrate(database, migrations.slice(0, 9));
  expect(schemaVersion(database)).toBe(9);
  database.exec(data);
  migrate(database, migrations);
  const comparison = { id: "x", conversationId: "v", sessionId: "s", prompt: "Hello", startedAtMs: 3, isDemo: true };
  expect(loadComparisons(database, "v", 5)).toStrictEqual({ values: [comparison], problems: [] });
  const runs = loadRuns(database, "x", 5);
  expect(runs).toMatchObject({ values: [{ id: "r", text: "Hi." }], problems: [] });
  expect(Object.keys(runs.values[0] ?? {})).not.toContain("round");
  expect(loadRepeats(database, { conversationId: "v", nowMs: 5 })).toEqual({ values: [], problems: [] });
  database.close();
});
