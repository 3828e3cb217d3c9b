import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newPurge, type PurgeStep, purgeStep } from "#electron/storage/history/purge.ts";
import { removeHistory, restoreHistory } from "#electron/storage/history/remove.ts";
import { searchHistory } from "#electron/storage/history/search.ts";
import { type Database, openSqlite } from "#electron/storage/sqlite.ts";
import { saveComparison } from "#electron/storage/tables/comparisons.ts";
import { loadConversation, saveConversation } from "#electron/storage/tables/conversations.ts";
import { keepDamaged } from "#electron/storage/tables/damaged.ts";
import { saveExchange } from "#electron/storage/tables/exchanges.ts";
import { saveSettings } from "#electron/storage/tables/settings.ts";
import { failureOf } from "#shared/failure.ts";
import { defaultSettings } from "#shared/settings.ts";
import { temporaryFolder } from "#test/electron/storage/store-fixtures.ts";
import { openHistory } from "#test/support/stored-history.ts";

let folder: ReturnType<typeof temporaryFolder>;
let history: ReturnType<typeof openHistory>;

beforeEach(() => {
  folder = temporaryFolder();
  history = openHistory(join(folder.path, "understudy.db"));
});
afterEach(() => {
  history.database.close();
  folder.remove();
});

const ids = (database: Database) =>
  searchHistory(database, { text: "", filters: {}, cursor: null }, 9).entries.map((entry) => entry.comparisonId);

function remove(comparisonIds: readonly string[], undoId = "u1", parts: { fromBackups?: boolean } = {}) {
  const undo = { undoId, fromBackups: false, liveRunIds: history.keeper.liveIds(), ...parts };
  return removeHistory(history.database, { comparisonIds }, undo);
}

function purge(undoIds: readonly string[] | null = null): PurgeStep[] {
  const state = newPurge();
  const steps: PurgeStep[] = [];
  const question = { undoIds, liveRunIds: history.keeper.liveIds(), nowMs: 9 };
  while (steps.at(-1)?.isDone !== true && steps.length < 1_000)
    steps.push(purgeStep(history.database, state, question));
  return steps;
}

/** How often a text stands in the database and its log, as it is or in lower case. */
function traces(text: string): number {
  const files = ["understudy.db", "understudy.db-wal"].map((name) => readFileSync(join(folder.path, name)));
  const spellings = [text, text.toLowerCase()].map((one) => Buffer.from(one));
  return files.flatMap((file) => spellings.filter((one) => file.includes(one))).length;
}

test("what is removed is gone from the list at once and comes back exactly as it was", () => {
  const { database, tell } = history;
  for (const id of ["x1", "x2", "x3"]) tell({ id, prompt: `Prompt ${id}`, runs: [{ text: "Answer" }] });
  const rows = () =>
    ["history", "comparisons", "runs", "attempts"].map((table) => database.all(`SELECT * FROM ${table}`));
  const words = () => searchHistory(database, { text: "prompt answer", filters: {}, cursor: null }, 9);
  const before = [rows(), words()];
  expect(remove(["x1", "x3", "unknown"])).toEqual({ undoId: "u1", comparisons: 2 });
  expect(ids(database)).toEqual(["x2"]);
  expect(words()).toMatchObject({ count: 1, total: 1 });
  expect(restoreHistory(database, "u1")).toBe(true);
  expect([rows(), words()]).toEqual(before);
  expect(restoreHistory(database, "u1")).toBe(false);
});

test("a range takes what began in it, from its first moment up to its end", () => {
  const { database, tell } = history;
  for (const startedAtMs of [10, 20, 30, 40]) tell({ id: `x${startedAtMs}`, startedAtMs });
  const undo = { fromBackups: false, liveRunIds: [] };
  const removed = removeHistory(database, { fromMs: 20, untilMs: 40 }, { undoId: "u1", ...undo });
  expect(removed).toEqual({ undoId: "u1", comparisons: 2 });
  expect(ids(database)).toEqual(["x40", "x10"]);
  expect(removeHistory(database, { fromMs: null, untilMs: null }, { undoId: "u2", ...undo })).toMatchObject({
    comparisons: 2,
  });
  // Those of the first removal are its own.
  restoreHistory(database, "u1");
  expect(ids(database)).toEqual(["x30", "x20"]);
});

test("what is still being answered is not taken out, and nothing else with it", () => {
  const { database, tell } = history;
  tell({ id: "x1", runs: [{ status: "running" }] });
  tell({ id: "x2", startedAtMs: 2_000 });
  expect(remove(["x1", "x2"])).toBe("running");
  expect(ids(database)).toEqual(["x2", "x1"]);
});

// S20 of security.md.
test("after the purge no byte of what was removed is left in the database or its log; what stays is whole", () => {
  const { database, tell } = history;
  const canary = (place: string) => `Canary${place}x7q9`;
  const places = ["Prompt", "System", "Answer", "Failure", "Title", "Tag", "Dropped", "Damaged", "Name"];
  for (let index = 0; index < 40; index += 1) {
    tell({ id: `y${index}`, startedAtMs: 2_000 + index, prompt: `Kept prompt ${index}`, runs: [{ text: "Kept" }] });
    if (index % 4 !== 0) continue;
    const id = `x${index}`;
    const failure = failureOf("SERVER", `${canary("Failure")} said no.`);
    tell({
      id,
      startedAtMs: 1_000 + index,
      prompt: `${canary("Prompt")} ${"and much more text ".repeat(index * 20)}`,
      system: canary("System"),
      runs: [
        { text: `${canary("Answer")} `.repeat(1 + index * 40), title: canary("Name") },
        { status: "failed", attempts: [{ failure }] },
      ],
    });
    database.run(
      "UPDATE comparisons SET title = ?, tags_json = ? WHERE id = ?",
      canary("Title"),
      `["${canary("Tag")}"]`,
      id,
    );
    database.run("UPDATE attempts SET dropped_text = ? WHERE run_id = ?", canary("Dropped"), `${id}-r2`);
    database.run("INSERT INTO history_tags VALUES (?, ?)", canary("Tag"), id);
    keepDamaged(database, { source: "runs", name: `${id}-r1`, value: canary("Damaged") }, 1);
    database.run("INSERT INTO comparison_images VALUES (?, 0, 'image/png', ?)", id, Buffer.from(canary("Image")));
    saveConversation(database, { id: `v-${id}`, title: canary("Conversation"), createdAtMs: 1, columns: [] });
    saveExchange(database, `${id}-r1`, {
      attemptId: "a1",
      request: { method: "POST", url: "https://x.test", headers: [], body: "", omittedBytes: 0, omittedImages: 0 },
      response: null,
    });
  }
  const removed = Array.from({ length: 10 }, (_, index) => `x${index * 4}`);
  expect(places.filter((place) => traces(canary(place)) > 0)).toEqual(places);
  expect(remove(removed)).toMatchObject({ comparisons: 10 });
  purge();

  for (const place of [...places, "Image", "Conversation"]) expect([place, traces(canary(place))]).toEqual([place, 0]);
  expect(statSync(join(folder.path, "understudy.db-wal")).size).toBeLessThan(100_000);
  const count = (table: string) => database.get(`SELECT count(*) AS rows FROM ${table}`)?.rows;
  expect(["exchanges", "comparison_images", "damaged", "history_tags"].map(count)).toEqual([0, 0, 0, 0]);
  expect(["comparisons", "runs", "attempts", "conversations", "history"].map(count)).toEqual([40, 40, 40, 40, 40]);
  const search = (text: string) => searchHistory(database, { text, filters: {}, cursor: null }, 9).count;
  expect([search("kept prompt 7"), search("canary"), search("more")]).toEqual([1, 0, 0]);
  expect(database.all("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  // What was spent on them stays.
  expect(count("spend")).toBe(60);
});

test("a purge takes only what it was asked for, and one that a crash cut off goes on at the next start", () => {
  const { database, tell } = history;
  for (const id of ["x1", "x2", "x3"]) tell({ id, prompt: `Canary${id}` });
  remove(["x1"], "u1");
  remove(["x2"], "u2");
  const state = newPurge();
  purgeStep(database, state, { undoIds: ["u1"], liveRunIds: [], nowMs: 9 });
  // The rows are gone; the words of the index are not yet.
  expect(state.phase).toBe("words");
  expect(traces("canaryx1")).toBeGreaterThan(0);
  expect(restoreHistory(database, "u2")).toBe(true);
  purge();
  expect([traces("canaryx1"), ids(database)]).toEqual([0, ["x3", "x2"]]);
});

test("a purge with nothing to do ends with its first step", () => {
  history.tell({ id: "x1" });
  expect(purge()).toHaveLength(1);
});

test("what began to be answered again after it was removed waits for the next purge", () => {
  const { database, keeper, tell } = history;
  tell({ id: "x1", client: "curl" });
  remove(["x1"]);
  const started = {
    ...{ id: "r9", comparisonId: "x1", columnId: "c", title: "GPT", isDemo: false, startedAtMs: 1, links: [] },
    target: { kind: "model", providerId: "openai", modelId: "gpt-5" },
  } as const;
  keeper.append([{ runId: "r9", events: [{ type: "run-started", run: started }] }]);
  purge();
  const end = { type: "run-ended", runId: "r9", atMs: 9, status: "done", answeredBy: null, failure: null } as const;
  expect(keeper.append([{ runId: "r9", events: [end] }])).toMatchObject([{ ok: true }]);
  purge();
  expect(database.all("SELECT id FROM comparisons")).toEqual([]);
});

test("backups go with what was to be deleted from them, too", () => {
  history.tell({ id: "x1" });
  history.tell({ id: "x2", startedAtMs: 2_000 });
  remove(["x1"]);
  expect(purge().some((step) => step.takesBackups)).toBe(false);
  remove(["x2"], "u2", { fromBackups: true });
  const steps = purge();
  expect([steps[0]?.takesBackups, steps.at(-1)?.takesBackups]).toEqual([true, true]);
});

test("a conversation leaves with its last prompt; the open one stays and is called by what is left", () => {
  const { database } = history;
  const common = { conversationId: "v1", sessionId: "s1", isDemo: false };
  history.tell({ ...common, id: "x1", prompt: "First prompt" });
  saveConversation(database, { id: "v1", title: "First prompt", createdAtMs: 1, columns: [] });
  saveComparison(database, { ...common, id: "x2", prompt: "Second prompt", startedAtMs: 2_000 });
  saveSettings(database, { ...defaultSettings, conversationId: "v1" });
  const title = () => loadConversation(database, "v1", 9)?.conversation.title;

  remove(["x1"], "u1");
  expect(title()).toBe("First prompt");
  expect(purge().some((step) => step.isRetitled)).toBe(true);
  expect(title()).toBe("Second prompt");
  remove(["x2"], "u2");
  purge();
  expect(title()).toBe("");
  history.tell({ id: "x3", prompt: "Third" });
  remove(["x3"], "u3");
  purge();
  expect(loadConversation(database, "v-x3", 9)).toBeNull();
});

test("what is removed while an earlier start's removals are being deleted can still be brought back", () => {
  const { database, tell } = history;
  for (let index = 0; index < 30; index += 1) tell({ id: `x${index}`, prompt: "Old", runs: [{ text: "Answer" }] });
  tell({ id: "new", prompt: "New" });
  remove(
    Array.from({ length: 30 }, (_, index) => `x${index}`),
    "u0",
  );
  // A computer on which a step comes no further than to one comparison.
  let nowMs = 0;
  const slow = vi.spyOn(performance, "now").mockImplementation(() => (nowMs += 15));
  const state = newPurge();
  const question = { undoIds: null, liveRunIds: [], nowMs: 9 };
  expect(purgeStep(database, state, question).isDone).toBe(false);
  remove(["new"], "u1");
  while (!purgeStep(database, state, question).isDone);
  slow.mockRestore();
  expect(database.all("SELECT id FROM comparisons")).toEqual([{ id: "new" }]);
  expect(restoreHistory(database, "u1")).toBe(true);
});

test("a reader of the log, as a backup is, keeps nobody from writing meanwhile", () => {
  const { database, tell } = history;
  tell({ id: "x1", prompt: "Old", runs: [{ text: "Answer" }] });
  const reader = openSqlite(join(folder.path, "understudy.db"), 0, "read-only");
  reader.exec("BEGIN");
  reader.all("SELECT id FROM comparisons");
  remove(["x1"]);
  const state = newPurge();
  const question = { undoIds: null, liveRunIds: [], nowMs: 9 };
  const beganMs = performance.now();
  while (!purgeStep(database, state, question).isBusy);
  // The connection of this test waits a second for a lock, the program's five.
  expect(performance.now() - beganMs).toBeLessThan(900);
  reader.close();
  tell({ id: "x2" });
  expect(database.get("PRAGMA busy_timeout")).toEqual({ timeout: 1_000 });
  while (!purgeStep(database, state, question).isDone);
});
