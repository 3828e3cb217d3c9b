import { afterEach, beforeEach, expect, test } from "vitest";
import { historyHandlers } from "#electron/storage/history/handlers.ts";
import { searchHistory } from "#electron/storage/history/search.ts";
import { createRunKeeper } from "#electron/storage/run-keeper.ts";
import type { Database } from "#electron/storage/sqlite.ts";
import { eventsOf, openHistory } from "#test/support/stored-history.ts";

/** A prompt that is repeated: so many runs of one comparison. */
const many = 400;
const comparison = {
  id: "x",
  conversationId: "v-x",
  sessionId: "s1",
  prompt: "Again",
  startedAtMs: 1_000,
  isDemo: false,
};

let history: ReturnType<typeof openHistory>;
let handlers: ReturnType<typeof historyHandlers>;
/** How often all runs were read, and the words of all of them told to the index. */
let readings: number;

beforeEach(() => {
  history = openHistory();
  history.tell(comparison);
  handlers = historyHandlers(() => ({ database: history.database, runs: history.keeper }));
  readings = 0;
});
afterEach(() => history.database.close());

/** The runs one after the other, a batch each; those from `endedBefore` on go on. */
function repeat(endedBefore = many): void {
  const watched: Database = {
    ...history.database,
    run: (sql, ...values) => {
      if (sql.includes("INTO history_words")) readings += 1;
      return history.database.run(sql, ...values);
    },
  };
  const keeper = createRunKeeper(watched);
  const runs = Array.from({ length: many }, (_, index) => {
    const runId = `r${index}`;
    return { runId, events: eventsOf(comparison, { text: `answer number${index}` }, runId) };
  });
  for (const { runId, events } of runs) keeper.append([{ runId, events: events.slice(0, 2) }]);
  for (const { runId, events } of runs.slice(0, endedBefore)) keeper.append([{ runId, events: events.slice(2) }]);
}

const search = (text: string) => handlers.searchHistory({ query: { text, filters: {}, cursor: null }, nowMs: 9 });

test("a prompt with hundreds of runs is not read again as a whole for each of them", () => {
  repeat();
  expect(readings).toBeGreaterThan(0);
  expect(readings).toBeLessThan(60);
  expect(search(`number${many - 1}`).entries).toMatchObject([{ runs: many, answered: many }]);
});

test("who looks in between sees what is there by then, in the list and in the comparison", () => {
  repeat(many - 3);
  expect(search("")).toMatchObject({ entries: [{ runs: many, answered: many - 3 }] });
  expect(search(`number${many - 4}`).count).toBe(1);
  expect(search(`number${many - 3}`).count).toBe(0);
  const details = handlers.historyDetails({ comparisonId: "x", nowMs: 9 });
  expect(details?.entry).toMatchObject({ runs: many, answered: many - 3 });
});

test("what was put off when the program ended is told by the next start", () => {
  repeat();
  const found = () =>
    searchHistory(history.database, { text: `number${many - 1}`, filters: {}, cursor: null }, 9).count;
  expect(found()).toBe(0);
  let isFirst = true;
  while (!handlers.purgeHistory({ undoIds: null, isFirst, nowMs: 9 }).isDone) isFirst = false;
  expect(found()).toBe(1);
});

test("a list that cannot be written is read as it was", () => {
  repeat();
  history.database.exec("PRAGMA query_only = ON");
  expect(search("answer").count).toBe(1);
});
