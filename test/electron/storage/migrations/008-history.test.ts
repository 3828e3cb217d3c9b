import { expect, test } from "vitest";
import { searchHistory } from "#electron/storage/history/search.ts";
import { migrate, migrations, schemaVersion } from "#electron/storage/migrations.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";

const target = { kind: "model", providerId: "openai", modelId: "gpt" };

/** Two comparisons as version 6 wrote them, sent in the same millisecond. */
const data = `
INSERT INTO sessions (id, started_at_ms) VALUES ('s', 1);
INSERT INTO conversations (id, title, created_at_ms) VALUES ('v', 'A title', 2);
INSERT INTO comparisons (id, conversation_id, session_id, prompt, started_at_ms, is_demo, client)
  VALUES ('x', 'v', 's', 'Why is the sky blue?', 4, 1, NULL), ('y', 'v', 's', 'And the sea?', 4, 0, 'curl'),
    ('z', 'v', 's', 'Before both', 3, 0, NULL);
INSERT INTO runs (id, comparison_id, column_id, target_json, title, is_demo, status, started_at_ms, end_ms,
    last_event_ms, links_json, text, reasoning, waiting_json, answered_by, failure_json)
  VALUES ('r', 'x', 'c', '${JSON.stringify(target)}', 'GPT', 1, 'done', 3, 9, 9, '[]', 'Rayleigh.', '', NULL, 'a', NULL);
INSERT INTO attempts (run_id, id, position, link_index, provider_id, model_id, kind, status, is_demo, started_at_ms,
    start_ms, waited_ms, cost_nano_usd, cost_source, malformed_events, dropped_text)
  VALUES ('r', 'a', 0, 0, 'openai', 'gpt', 'first', 'answered', 1, 3, 0, 0, 1200, 'computed', 0, '');
`;

test("what an older version kept is listed in the order of its time, and is found", () => {
  const database = openSqlite(":memory:", 0);
  migrate(database, migrations.slice(0, 6));
  expect(schemaVersion(database)).toBe(6);
  database.exec(data);
  migrate(database, migrations);

  const all = searchHistory(database, { text: "", filters: {}, cursor: null }, 5);
  expect(all.entries.map((entry) => entry.comparisonId)).toEqual(["y", "x", "z"]);
  expect(all).toMatchObject({ cursor: null, count: 3, total: 3 });
  const found = searchHistory(database, { text: "rayleigh", filters: { providerId: "openai" }, cursor: null }, 5);
  expect(found.entries).toMatchObject([
    { comparisonId: "x", runs: 1, answered: 1, cost: { nanoUsd: 1200 }, titles: ["GPT"], providerIds: ["openai"] },
  ]);
  database.close();
});
