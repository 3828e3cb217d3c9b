import { expect, test } from "vitest";
import { migrate, migrations } from "#electron/storage/migrations.ts";
import { openSqlite } from "#electron/storage/sqlite.ts";
import { dropLostExchanges, loadExchange, saveExchange } from "#electron/storage/tables/exchanges.ts";
import type { Exchange } from "#shared/exchange.ts";

const exchange: Exchange = {
  attemptId: "a",
  request: {
    method: "POST",
    url: "https://x.test/v1",
    headers: [["x-api-key", "$X_API_KEY"]],
    body: "{}",
    omittedBytes: 0,
    omittedImages: 1,
  },
  response: { status: 200, headers: [["a", "b"]], body: "data: 😀\n\n".repeat(2_000), omittedBytes: 7 },
};

function openWithRun() {
  const database = openSqlite(":memory:", 0);
  migrate(database, migrations);
  database.exec(`INSERT INTO conversations (id, title, created_at_ms) VALUES ('v', 't', 1);
    INSERT INTO sessions (id, started_at_ms) VALUES ('s', 1);
    INSERT INTO comparisons (id, conversation_id, session_id, prompt, started_at_ms, is_demo) VALUES ('c', 'v', 's', 'hi', 1, 0);
    INSERT INTO runs (id, comparison_id, column_id, target_json, title, is_demo, status, started_at_ms, last_event_ms, links_json, text, reasoning)
      VALUES ('r', 'c', 'col', '{}', 't', 0, 'done', 1, 1, '[]', '', '');`);
  return database;
}

test("an exchange comes back as it was, takes little room, and is found by its run and attempt alone", () => {
  const database = openWithRun();
  saveExchange(database, "r", exchange);
  expect(loadExchange(database, "r", "a")).toEqual(exchange);
  expect(loadExchange(database, "r", "b")).toBeNull();
  expect(loadExchange(database, "q", "a")).toBeNull();
  const stored = database.get("SELECT length(json_gzip) AS size FROM exchanges")?.size;
  expect(stored).toBeLessThan(1_000);
  database.close();
});

test("an exchange leaves with its conversation", () => {
  const database = openWithRun();
  saveExchange(database, "r", exchange);
  database.exec("DELETE FROM conversations");
  expect(database.all("SELECT * FROM exchanges")).toEqual([]);
  database.close();
});

test("an exchange whose run never reached the disk is dropped, the others stay", () => {
  const database = openWithRun();
  saveExchange(database, "r", exchange);
  saveExchange(database, "lost", exchange);
  dropLostExchanges(database);
  expect(database.all("SELECT run_id FROM exchanges")).toEqual([{ run_id: "r" }]);
  database.close();
});

test("an exchange that is damaged says so and stays as it is", () => {
  const database = openWithRun();
  saveExchange(database, "r", exchange);
  database.exec("UPDATE exchanges SET json_gzip = x'00ff'");
  expect(() => loadExchange(database, "r", "a")).toThrow("What was kept of this attempt is damaged.");
  expect(database.all("SELECT run_id FROM exchanges")).toHaveLength(1);
  database.close();
});
