import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { historyHandlers } from "#electron/storage/history/handlers.ts";
import { loadConversation } from "#electron/storage/tables/conversations.ts";
import { loadRuns } from "#electron/storage/tables/runs.ts";
import type { HistoryFilters } from "#shared/history.ts";
import { temporaryFolder } from "#test/electron/storage/store-fixtures.ts";
import { damageIndex } from "#test/support/damage-index.ts";
import { openHistory } from "#test/support/stored-history.ts";

let history: ReturnType<typeof openHistory>;
let folder: ReturnType<typeof temporaryFolder>;
let handlers: ReturnType<typeof historyHandlers>;

beforeEach(() => {
  folder = temporaryFolder();
  history = openHistory(join(folder.path, "understudy.db"));
  handlers = historyHandlers(() => ({ database: history.database, runs: history.keeper }));
  for (let index = 0; index < 30; index += 1) {
    const runs = [{ text: `Answer ${index}` }, { status: "failed" } as const];
    history.tell({ id: `x${index}`, startedAtMs: index, prompt: `Prompt number ${index}`, runs });
  }
});
afterEach(() => {
  history.database.close();
  folder.remove();
});

const search = (text: string, filters: HistoryFilters = {}) =>
  handlers.searchHistory({ query: { text, filters, cursor: null }, nowMs: 9 });

test.each([
  "UPDATE comparisons SET template_json = '{oops', tags_json = '[1', title = 'Named' WHERE id = 'x7'",
  "UPDATE runs SET links_json = 'x', target_json = '[]', failure_json = '{' WHERE comparison_id = 'x7'",
  "UPDATE attempts SET failure_json = 'null', price_json = '9', kind = 'odd' WHERE run_id = 'x7-r1'",
  "UPDATE history SET provider_ids_json = 'x', titles_json = '' WHERE comparison_id = 'x7'",
  "DELETE FROM history_words WHERE rowid = 7",
])("what is damaged of one comparison leaves the list and what comes after it whole: %s", (sql) => {
  history.database.exec(sql);
  expect(search("").entries.map((entry) => entry.comparisonId)).toHaveLength(30);
  history.tell({ id: "next", startedAtMs: 99, conversationId: "v-x7", prompt: "And then?", runs: [{ text: "So." }] });
  expect(search("then").entries.map((entry) => entry.comparisonId)).toEqual(["next"]);
  expect(handlers.changeHistory({ change: { comparisonId: "x7", isPinned: true }, nowMs: 9 })?.isPinned).toBe(true);
  expect(search("number 7").entries.map((entry) => entry.comparisonId)).toEqual(["x7"]);
  const undo = { undoId: "u", fromBackups: false };
  expect(handlers.removeHistory({ choice: { comparisonIds: ["x7"] }, undo })).toMatchObject({ comparisons: 1 });
});

function damageIndexNow() {
  const path = join(folder.path, "understudy.db");
  history.database.close();
  damageIndex(path);
  history = openHistory(path);
}

/** As the program does after a search that failed, and at each start. */
function refill() {
  let isFirst = true;
  while (!handlers.purgeHistory({ undoIds: [], isFirst, nowMs: 9 }).isDone) isFirst = false;
}

test("a damaged index costs no answer: it is made anew, and told everything again", () => {
  damageIndexNow();
  for (let index = 0; index < 40; index += 1) {
    history.tell({ id: `y${index}`, startedAtMs: 100 + index, prompt: `Later ${index}`, runs: [{ text: "Saved" }] });
  }
  expect(loadRuns(history.database, "y39", 9).values).toMatchObject([{ text: "Saved", status: "done" }]);
  expect(loadConversation(history.database, "v-y39", 9)).not.toBeNull();
  refill();
  expect([search("prompt").count, search("answer 17").count, search("later saved").count]).toEqual([30, 1, 40]);
});

test("a search that meets a damaged index says so, and the next one finds everything", () => {
  damageIndexNow();
  expect(() => search("prompt")).toThrow("is being made anew");
  // Without words nothing is asked of it.
  expect(search("").entries).toHaveLength(30);
  refill();
  expect(search("prompt", { status: "failed" }).count).toBe(30);
});

test("what is deleted is deleted also where the index is damaged", () => {
  const undo = { undoId: "u", fromBackups: false };
  handlers.removeHistory({ choice: { comparisonIds: ["x7", "x8"] }, undo });
  damageIndexNow();
  let isFirst = true;
  while (!handlers.purgeHistory({ undoIds: null, isFirst, nowMs: 9 }).isDone) isFirst = false;
  expect([search("").total, search("prompt").count]).toEqual([28, 28]);
});
