import { expect, test } from "vitest";
import { migrate, migrations, schemaVersion } from "#electron/storage/migrations.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { loadColumnSets } from "#electron/storage/tables/column-sets.ts";
import { loadComparisons } from "#electron/storage/tables/comparisons.ts";
import { loadConversation } from "#electron/storage/tables/conversations.ts";
import { loadImage } from "#electron/storage/tables/images.ts";
import { loadRuns } from "#electron/storage/tables/runs.ts";

const target = { kind: "model", providerId: "openai", modelId: "gpt" };

/** A conversation as version 3 wrote it. */
const data = `
INSERT INTO sessions (id, started_at_ms) VALUES ('s', 1);
INSERT INTO conversations (id, title, created_at_ms) VALUES ('v', 'A title', 2);
INSERT INTO columns (conversation_id, id, position, target_json) VALUES ('v', 'c', 0, '${JSON.stringify(target)}');
INSERT INTO comparisons (id, conversation_id, session_id, prompt, started_at_ms, is_demo, client)
  VALUES ('x', 'v', 's', 'Hello', 3, 1, NULL), ('y', 'v', 's', 'And?', 4, 0, 'curl');
INSERT INTO runs (id, comparison_id, column_id, target_json, title, is_demo, status, started_at_ms, end_ms,
    last_event_ms, links_json, text, reasoning, waiting_json, answered_by, failure_json)
  VALUES ('r', 'x', 'c', '${JSON.stringify(target)}', 'GPT', 1, 'done', 3, 9, 9, '[]', 'Hi.', '', NULL, NULL, NULL);
`;

test("a database of version 3 keeps everything and says nothing of what it did not know", () => {
  const database = openSqlite(":memory:", 0);
  migrate(database, migrations.slice(0, 3));
  expect(schemaVersion(database)).toBe(3);
  database.exec(data);
  migrate(database, migrations);

  expect(loadConversation(database, "v", 5)).toEqual({
    conversation: { id: "v", title: "A title", createdAtMs: 2, columns: [{ id: "c", target }] },
    problems: [],
  });
  const common = { conversationId: "v", sessionId: "s" };
  expect(loadComparisons(database, "v", 5)).toStrictEqual({
    values: [
      { ...common, id: "x", prompt: "Hello", startedAtMs: 3, isDemo: true },
      { ...common, id: "y", prompt: "And?", startedAtMs: 4, isDemo: false, client: "curl" },
    ],
    problems: [],
  });
  const runs = loadRuns(database, "x", 5);
  expect(runs).toMatchObject({ values: [{ id: "r", text: "Hi.", status: "done", target }], problems: [] });
  expect(Object.keys(runs.values[0] ?? {})).not.toContain("overrides");
  expect([loadColumnSets(database, 5).values, loadImage(database, "x", 0)]).toEqual([[], null]);
  database.close();
});

test("images go with their comparison, and a comparison with its conversation", () => {
  const database = openSqlite(":memory:", 0);
  migrate(database, migrations);
  database.exec(data);
  database.run("INSERT INTO comparison_images VALUES ('x', 0, 'image/png', ?)", Buffer.from([1, 2, 3]));
  expect(loadImage(database, "x", 0)).toEqual({ mimeType: "image/png", base64: "AQID" });
  database.run("DELETE FROM conversations WHERE id = 'v'");
  expect(loadImage(database, "x", 0)).toBeNull();
  database.close();
});
