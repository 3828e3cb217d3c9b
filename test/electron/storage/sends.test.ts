import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqlite } from "#electron/storage/sqlite.ts";
import type { Store } from "#electron/storage/store.ts";
import type { Comparison, RunEvent } from "#shared/run.ts";
import { temporaryFolder, withStore } from "./store-fixtures.ts";
import { answeredRun, columnSet, comparison, conversation, overrides, saveParents, session } from "./store-samples.ts";

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const reopened = <T>(use: (store: Store) => Promise<T>) => withStore(folder.path, use);

const bytes = (count: number, seed: number) =>
  Buffer.from(Array.from({ length: count }, (_, index) => (index * seed) % 256)).toString("base64");
const images = [
  { mimeType: "image/png", base64: bytes(300, 7) },
  { mimeType: "image/gif", base64: bytes(1, 9) },
];

const sent: Comparison = {
  ...comparison,
  id: "comparison-2",
  system: "Be kind – to “you”.",
  template: { text: "Why {{what}}?", system: "Be kind – to “{{who}}”.", values: { what: "x", who: "you" } },
  images: [
    { mimeType: "image/png", bytes: 300 },
    { mimeType: "image/gif", bytes: 1 },
  ],
  followsId: comparison.id,
};

const columns = [
  { id: "column-1", target: { kind: "chain", chainId: "smart" }, overrides },
  { id: "column-2", target: { kind: "model", providerId: "openai", modelId: "gpt" }, overrides: { system: "" } },
  { id: "column-3", target: { kind: "model", providerId: "openai", modelId: "gpt" } },
] as const;

function withOverrides(events: readonly RunEvent[]): RunEvent[] {
  return events.map((event) => (event.type === "run-started" ? { ...event, run: { ...event.run, overrides } } : event));
}

test("everything of a Send comes back after a restart", async () => {
  const before = { ...conversation, columns, system: "Be {{how}}." };
  await reopened(async (store) => {
    await saveParents(store);
    await store.saveConversation(before);
    await store.saveComparison(sent, images);
    store.appendRunEvents([...withOverrides(answeredRun("run-1", ["a"])), ...answeredRun("run-2", ["b"])]);
  });
  const state = await reopened((store) => store.conversation(conversation.id));
  expect(state?.problems).toEqual([]);
  expect(state?.conversation).toEqual(before);
  expect(state?.comparisons.map((one) => one.comparison)).toEqual([comparison, sent]);
  expect(state?.comparisons[0]?.runs.map((run) => run.overrides)).toEqual([overrides, undefined]);
  expect(Object.keys(state?.comparisons[0]?.runs[1] ?? {})).not.toContain("overrides");
});

test("images come back byte for byte, by their place, and null where there is none", async () => {
  await reopened(async (store) => {
    await saveParents(store);
    await store.saveComparison(sent, images);
  });
  await reopened(async (store) => {
    expect(await store.image(sent.id, 0)).toEqual(images[0]);
    expect(await store.image(sent.id, 1)).toEqual(images[1]);
    expect(await store.image(sent.id, 2)).toBeNull();
    expect(await store.image(comparison.id, 0)).toBeNull();
  });
  expect(all("SELECT length(bytes) AS length FROM comparison_images ORDER BY position")).toEqual([
    { length: 300 },
    { length: 1 },
  ]);
});

test("what is taken away from a conversation and its columns is gone after a restart", async () => {
  await reopened(async (store) => {
    await store.startSession(session);
    await store.saveConversation({ ...conversation, columns, system: "Be kind." });
    await store.saveConversation(conversation);
  });
  const state = await reopened((store) => store.conversation(conversation.id));
  expect(state?.conversation).toEqual(conversation);
});

test.each([
  ["column", "UPDATE columns SET overrides_json = '{\"seed\":\"x\"}' WHERE id = 'column-1'", "columns"],
  ["run", "UPDATE runs SET overrides_json = '[]' WHERE id = 'run-1'", "runs"],
  ["comparison", "UPDATE comparisons SET template_json = '{oops' WHERE id = 'comparison-2'", "comparisons"],
])("a %s that is damaged is left out, told and kept; the others stay", async (word, sql, source) => {
  await reopened(async (store) => {
    await saveParents(store);
    await store.saveConversation({ ...conversation, columns });
    await store.saveComparison(sent, images);
    store.appendRunEvents([...withOverrides(answeredRun("run-1", ["a"])), ...answeredRun("run-2", ["b"])]);
  });
  change(sql);
  const state = await reopened((store) => store.conversation(conversation.id));
  expect(state?.problems).toEqual([expect.stringContaining(`The ${word} "`)]);
  const left = [state?.conversation.columns.length, state?.comparisons.length, state?.comparisons[0]?.runs.length];
  expect(left).toEqual([source === "columns" ? 2 : 3, source === "comparisons" ? 1 : 2, source === "runs" ? 1 : 2]);
  expect(all("SELECT source FROM damaged")).toEqual([{ source }]);
});

test("a damaged set of columns is left out, told and kept", async () => {
  await reopened((store) => store.saveColumnSets([columnSet, { ...columnSet, id: "set-2", name: "Two" }]));
  change("UPDATE column_sets SET set_json = '{\"id\":\"set-1\"}' WHERE id = 'set-1'");
  const loaded = await reopened((store) => store.load());
  expect(loaded.columnSets.map((set) => set.id)).toEqual(["set-2"]);
  expect(loaded.problems).toEqual([expect.stringContaining('The set of columns "set-1"')]);
  expect(all("SELECT source, name FROM damaged")).toEqual([{ source: "column_sets", name: "set-1" }]);
});

function change(sql: string): void {
  const database = openSqlite(join(folder.path, "understudy.db"), 0);
  expect(database.run(sql)).toBe(1);
  database.close();
}

function all(sql: string) {
  const database = openSqlite(join(folder.path, "understudy.db"), 0);
  const rows = database.all(sql);
  database.close();
  return rows.map((row) => ({ ...row }));
}
