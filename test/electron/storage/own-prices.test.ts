import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSqlite } from "#electron/storage/sqlite.ts";
import type { Store } from "#electron/storage/store.ts";
import { temporaryFolder, withStore } from "./store-fixtures.ts";

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const reopened = <T>(use: (store: Store) => Promise<T>) => withStore(folder.path, use);

const first = { providerId: "openai", modelId: "gpt-x", inputUsd: 2.5, outputUsd: 10.25, setAtMs: 1_795_000_000_000 };
const free = { providerId: "ollama", modelId: "llama", inputUsd: 0, outputUsd: 0, setAtMs: 1_795_000_000_001 };

test("prices of one's own come back as they were set, and a list replaces the one before it", async () => {
  await reopened((store) => store.saveOwnPrices([first, free]));
  const loaded = await reopened(async (store) => {
    const { ownPrices } = await store.load();
    await store.saveOwnPrices([free]);
    return ownPrices;
  });
  expect(loaded).toEqual([first, free]);
  expect((await reopened((store) => store.load())).ownPrices).toEqual([free]);
});

test("a damaged price is left out, told and kept, and the others stay", async () => {
  await reopened((store) => store.saveOwnPrices([first, free]));
  const database = openSqlite(join(folder.path, "understudy.db"), 1_000);
  database.run("UPDATE own_prices SET input_usd = -1 WHERE model_id = 'gpt-x'");
  database.close();
  const loaded = await reopened((store) => store.load());
  expect(loaded.ownPrices).toEqual([free]);
  expect(loaded.problems).toEqual([expect.stringContaining('The price of "openai|gpt-x"')]);
});
