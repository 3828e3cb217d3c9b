import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqlite } from "#electron/storage/sqlite.ts";
import type { Store } from "#electron/storage/store.ts";
import { defaultSettings } from "#shared/settings.ts";
import { temporaryFolder, withStore } from "./store-fixtures.ts";
import { answeredRun, chain, modelList, provider, saveParents } from "./store-samples.ts";

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const reopened = <T>(use: (store: Store) => Promise<T>) => withStore(folder.path, use);

test("a damaged setting has its default, the others stay, and the stored value is kept", async () => {
  await reopened((store) => store.saveSettings({ ...defaultSettings, theme: "dark", welcomed: true }));
  corrupt("UPDATE settings SET value_json = '{oops' WHERE name = 'theme'");
  const loaded = await reopened((store) => store.load());
  expect(loaded.settings).toEqual({ ...defaultSettings, theme: "system", welcomed: true });
  expect(loaded.problems).toEqual([expect.stringContaining('The setting "theme"')]);
  await reopened((store) => store.saveSettings({ ...defaultSettings, theme: "light" }));
  expect(damaged()).toMatchObject([{ source: "settings", name: "theme", value: "{oops" }]);
});

test.each([
  ["proxy", '{"kind":"url","url":"http://me:secret-word@proxy.test:8080"}'],
  ["proxy", '{"kind":"url","url":"socks5://proxy.test:1080"}'],
  ["parallelRequests", "0"],
  ["parallelRequests", "1000"],
  ["density", '"tight"'],
  ["sendWith", "null"],
])("a %s that could not have been saved here is not taken: %s", async (name, value) => {
  await reopened((store) => store.saveSettings(defaultSettings));
  corrupt(`UPDATE settings SET value_json = '${value}' WHERE name = '${name}'`);
  const loaded = await reopened((store) => store.load());
  expect(loaded.settings).toEqual(defaultSettings);
  expect(loaded.problems).toEqual([expect.stringContaining(`The setting "${name}"`)]);
});

test("a data folder of a version that knew fewer settings has their defaults, and nothing is told", async () => {
  await reopened((store) => store.saveSettings({ ...defaultSettings, theme: "dark", density: "compact" }));
  for (const name of ["density", "sendWith", "parallelRequests", "proxy"]) {
    corrupt(`DELETE FROM settings WHERE name = '${name}'`);
  }
  const loaded = await reopened((store) => store.load());
  expect(loaded.settings).toEqual({ ...defaultSettings, theme: "dark" });
  expect(loaded.problems).toEqual([]);
});

test.each([
  ["chain", 'UPDATE chains SET chain_json = \'{"id":"smart"}\'', "chains"],
  ["provider", "UPDATE providers SET kind = 'unheard-of' WHERE id = 'openai'", "providers"],
  ["model list", "UPDATE model_lists SET list_json = ''", "model_lists"],
])("a damaged %s is left out, told and kept", async (word, sql, source) => {
  await reopened(async (store) => {
    await store.saveChains([chain]);
    await store.saveProvider(provider);
    await store.saveModelList(modelList);
  });
  corrupt(sql);
  const loaded = await reopened((store) => store.load());
  expect([loaded.chains.length, loaded.providers.length, loaded.modelLists.length].toSorted()).toEqual([0, 1, 1]);
  expect(loaded.problems).toEqual([expect.stringContaining(`The ${word}`)]);
  expect(damaged()).toMatchObject([{ source }]);
});

test("a damaged run is left out and told, and the conversation still opens", async () => {
  await reopened(async (store) => {
    await saveParents(store);
    store.appendRunEvents([...answeredRun("run-1", ["a"]), ...answeredRun("run-2", ["b"])]);
  });
  corrupt("UPDATE runs SET links_json = 'x' WHERE id = 'run-1'");
  const state = await reopened((store) => store.conversation("conversation-1"));
  expect(state?.comparisons[0]?.runs.map((run) => run.id)).toEqual(["run-2"]);
  expect(state?.problems).toEqual([expect.stringContaining('The run "run-1"')]);
  expect(damaged()).toMatchObject([{ source: "runs", name: "run-1", value: expect.stringContaining('"text":"a"') }]);
});

function corrupt(sql: string): void {
  const database = openSqlite(join(folder.path, "understudy.db"), 0);
  expect(database.run(sql)).toBe(1);
  database.close();
}

function damaged() {
  const database = openSqlite(join(folder.path, "understudy.db"), 0);
  const rows = database.all("SELECT source, name, value FROM damaged");
  database.close();
  return rows;
}
