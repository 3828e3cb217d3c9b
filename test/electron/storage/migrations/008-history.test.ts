import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { renewIndex } from "#electron/storage/history/index-table.ts";
import { refillIndex } from "#electron/storage/history/refresh.ts";
import { searchHistory } from "#electron/storage/history/search.ts";
import { migrate, migrations, schemaVersion } from "#electron/storage/migrations.ts";
import { type Database, openSqlite } from "#electron/storage/sqlite.ts";

const target = { kind: "model", providerId: "openai", modelId: "gpt" };

type OldAttempt = readonly [provider: string, link: number, status: string, cost: number | null, source?: string];
type OldRun = { readonly id: string; readonly status: string; readonly title: string };

const run = ({ id, status, title }: OldRun, attempts: readonly OldAttempt[]) => `
INSERT INTO runs (id, comparison_id, column_id, target_json, title, is_demo, status, started_at_ms, end_ms,
    last_event_ms, links_json, text, reasoning, waiting_json, answered_by, failure_json)
  VALUES ('${id}', 'x', 'c', '${JSON.stringify(target)}', '${title}', 1, '${status}', 3, 9, 9, '[]', 'Rayleigh.', '',
    NULL, ${status === "done" ? `'a${attempts.length - 1}'` : "NULL"}, NULL);
${attempts
  .map(
    ([provider, link, state, cost, source = "computed"], index) => `
INSERT INTO attempts (run_id, id, position, link_index, provider_id, model_id, kind, status, is_demo, started_at_ms,
    start_ms, waited_ms, cost_nano_usd, cost_source, malformed_events, dropped_text)
  VALUES ('${id}', 'a${index}', ${index}, ${link}, '${provider}', 'gpt', '${state === "skipped" ? "skip" : "first"}',
    '${state}', 1, 3, 0, 0, ${cost}, '${source}', 0, '');`,
  )
  .join("")}`;

/** Comparisons as version 6 wrote them; two were sent in the same millisecond. */
const data = `
INSERT INTO sessions (id, started_at_ms) VALUES ('s', 1);
INSERT INTO conversations (id, title, created_at_ms) VALUES ('v', 'A title', 2);
INSERT INTO comparisons (id, conversation_id, session_id, prompt, started_at_ms, is_demo, client)
  VALUES ('x', 'v', 's', 'Why is the sky blue?', 4, 1, NULL), ('y', 'v', 's', 'And the sea?', 4, 0, 'curl'),
    ('z', 'v', 's', 'Before both', 3, 0, NULL), ('after', 'v', 's', 'After both', 5.5, 0, NULL);
${run({ id: "r1", status: "done", title: "Smart" }, [
  ["openrouter", 0, "failed", null],
  ["google", 1, "skipped", null],
  ["openai", 2, "answered", 1200, "estimated"],
])}
${run({ id: "r2", status: "failed", title: "GPT" }, [["openai", 0, "failed", 30]])}
${run({ id: "r3", status: "interrupted", title: "GPT" }, [])}
`;

let database: Database;
beforeEach(() => {
  database = openSqlite(":memory:", 0);
  migrate(database, migrations.slice(0, 6));
  expect(schemaVersion(database)).toBe(6);
  database.exec(data);
});
afterEach(() => database.close());

const rows = () => database.all("SELECT * FROM history ORDER BY position").map(({ has_words: _, ...row }) => row);

test("what an older version kept is listed by the migration alone, in the order of its time", () => {
  migrate(database, migrations.slice(0, 8));
  expect(rows().map(({ position, comparison_id: id }) => [position, id])).toEqual([
    [3, "z"],
    [4, "x"],
    [5, "y"],
    [6, "after"],
  ]);
  expect(rows()[1]).toEqual({
    position: 4,
    comparison_id: "x",
    undo_id: null,
    takes_backups: 0,
    started_at_ms: 4,
    runs: 3,
    answered: 1,
    failed: 2,
    fell_through: 1,
    furthest_link: 3,
    nano_usd: 1230,
    unknown_costs: 1,
    is_estimate: 1,
    provider_ids_json: '["openrouter","openai"]',
    titles_json: '["Smart","GPT"]',
  });
  migrate(database, migrations);
  const listed = searchHistory(database, { text: "", filters: {}, cursor: null }, 5);
  expect(listed.entries.map((entry) => entry.comparisonId)).toEqual(["after", "y", "x", "z"]);
});

test("the program finds it when it has told the index its words, and lists it as before", () => {
  migrate(database, migrations);
  const before = rows();
  while (!database.transaction(() => refillIndex(database, 20)));
  expect(rows()).toEqual(before);
  const found = searchHistory(database, { text: "rayleigh", filters: { providerId: "openai" }, cursor: null }, 5);
  expect(found.entries).toMatchObject([{ comparisonId: "x", runs: 3, cost: { nanoUsd: 1230, unknownCount: 1 } }]);
});

test.each(["-5", "9e999"])("a time that is none keeps nobody from starting: %s", (time) => {
  database.exec(`UPDATE comparisons SET started_at_ms = ${time} WHERE id IN ('x', 'z')`);
  migrate(database, migrations);
  expect(rows()).toHaveLength(4);
});

test("an index that is made anew is the one that the migrations make", () => {
  migrate(database, migrations);
  const sql = () => String(database.get("SELECT sql FROM sqlite_schema WHERE name = 'history_words'")?.sql);
  const made = sql().replaceAll(/\s+/g, " ");
  renewIndex(database);
  expect(sql().replaceAll(/\s+/g, " ")).toBe(made);
});

test("no migration calls anything that may change later", () => {
  const folder = join(import.meta.dirname, "../../../../electron/storage/migrations");
  const imports = readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), "utf8").match(/^import .*$/gm),
  );
  expect(new Set(imports)).toEqual(new Set(['import type { Database } from "#electron/storage/sqlite.ts";']));
});
