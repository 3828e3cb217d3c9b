import { afterEach, beforeEach, expect, test } from "vitest";
import { refreshHistory } from "#electron/storage/history/refresh.ts";
import { searchHistory } from "#electron/storage/history/search.ts";
import type { HistoryFilters } from "#shared/history.ts";
import { openHistory } from "#test/support/stored-history.ts";

const columns = [{ columnId: "c", target: { kind: "model", providerId: "openai", modelId: "gpt-5" } }] as const;

let history: ReturnType<typeof openHistory>;
beforeEach(() => {
  history = openHistory();
  history.tell({ id: "once", prompt: "What is the capital of Poland?", runs: [{}] });
  history.tell({
    id: "again",
    startedAtMs: 2_000,
    prompt: "Tell of {{city}} in {{style}}",
    repeat: {
      purpose: "repeat",
      times: 5,
      rows: [
        { city: "Gdańsk", style: "the manner of Hemingway" },
        { city: "Rome", style: "verse" },
      ],
      seed: 1,
      perProvider: 1,
      columns,
    },
    runs: [{ text: "Rome was not built in a day." }, { status: "failed" }],
  });
  history.tell({
    id: "routes",
    startedAtMs: 3_000,
    prompt: "Ping",
    repeat: { purpose: "routes", times: 20, seed: 2, perProvider: 1, columns },
  });
});
afterEach(() => history.database.close());

const entries = (text: string, filters: HistoryFilters = {}) =>
  searchHistory(history.database, { text, filters, cursor: null }, 9).entries;
const ids = (text: string, filters?: HistoryFilters) => entries(text, filters).map((one) => one.comparisonId);

test("the list says how a comparison was repeated, and nothing of one that was asked once", () => {
  expect(entries("").map(({ comparisonId, repeat }) => [comparisonId, repeat])).toEqual([
    ["routes", { purpose: "routes", times: 20, rounds: 20 }],
    ["again", { purpose: "repeat", times: 5, rounds: 10 }],
    ["once", null],
  ]);
  expect(entries("hemingway")[0]).toMatchObject({ runs: 2, answered: 1, failed: 1 });
});

test("repeated comparisons can be asked for, together with words", () => {
  expect(ids("", { repeats: true })).toEqual(["routes", "again"]);
  expect(ids("tell", { repeats: true })).toEqual(["again"]);
  expect(ids("capital", { repeats: true })).toEqual([]);
});

test("words of its data find it and are shown where they stand", () => {
  expect([ids("gdansk"), ids("hemingway"), ids("verse city")]).toEqual([["again"], ["again"], ["again"]]);
  const snippet = entries("hemingway")[0]?.snippet;
  expect(snippet?.text).toBe("Gdańsk · the manner of Hemingway");
  expect(snippet?.marks).toEqual([[23, 32]]);
});

test("a plan in the list that cannot be read costs the entry nothing else, and is written anew", () => {
  history.database.exec(`UPDATE history SET repeat_json = '{"times":"many"}'`);
  expect(entries("").map(({ repeat }) => repeat)).toEqual([null, null, null]);
  for (const id of ["routes", "once"]) refreshHistory(history.database, id);
  expect(entries("").map(({ repeat }) => repeat?.times)).toEqual([20, undefined, undefined]);
});

test("a plan that cannot be read leaves what else is known of a comparison in the list", () => {
  history.database.exec("UPDATE comparisons SET repeat_json = '{' WHERE id = 'again'");
  refreshHistory(history.database, "again");
  expect([ids("", { repeats: true }), ids("rome"), ids("hemingway")]).toEqual([["routes"], ["again"], []]);
});
