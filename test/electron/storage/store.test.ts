import { statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Store } from "#electron/storage/store.ts";
import { reduceRun } from "#shared/reduce-run.ts";
import type { Run, RunEvent } from "#shared/run.ts";
import { defaultSettings } from "#shared/settings.ts";
import { openWell, temporaryFolder, withStore } from "./store-fixtures.ts";
import {
  answeredRun,
  attemptStart,
  chain,
  columnSet,
  comparison,
  conversation,
  delta,
  modelList as list,
  provider,
  runStarted,
  saveParents,
  session,
} from "./store-samples.ts";

let folder: ReturnType<typeof temporaryFolder>;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const reopened = <T>(use: (store: Store) => Promise<T>) => withStore(folder.path, use);

function reduced(events: readonly RunEvent[]): Run | undefined {
  return events.reduce<Run | undefined>(reduceRun, undefined);
}

test("a new data folder has the default settings, no chains and says that it is new", async () => {
  const loaded = await reopened((store) => store.load());
  expect(loaded).toEqual({
    settings: defaultSettings,
    chains: [],
    columnSets: [],
    providers: [],
    modelLists: [],
    ownPrices: [],
    limits: [],
    problems: [],
    isNew: true,
  });
  expect((await reopened((store) => store.load())).isNew).toBe(false);
});

test("settings, chains and column sets in order, providers with their key records and model lists come back after a restart", async () => {
  const gateway = { on: true, port: 5000, saveTexts: true, hiddenChainIds: ["fast"], directModels: false };
  const proxy = { kind: "url", url: "http://proxy.test:8080" } as const;
  const chosen = { theme: "dark", density: "compact", sendWith: "enter", parallelRequests: 3, proxy } as const;
  const budget = { id: "budget-1", period: "day", providerId: "openai", limitNanoUsd: 2_000_000_000 } as const;
  const budgets = { budgets: [budget], hardStop: false, warns: true, countsGateway: false };
  const known = { demo: true, welcomed: true, conversationId: "conversation-1" } as const;
  const settings = { ...chosen, ...known, gateway, budgets };
  const chains = [{ ...chain, id: "fast", name: "fast" }, chain];
  const columnSets = [{ ...columnSet, id: "set-2", name: "Two" }, columnSet];
  const record = { origin: "https://api.openai.com", last4: "abcd", savedAtMs: 1_795_000_000_100 };
  await reopened(async (store) => {
    await store.saveSettings({ ...settings, theme: "light" });
    await store.saveSettings(settings);
    await store.saveChains([chain]);
    await store.saveChains(chains);
    await store.saveColumnSets([columnSet]);
    await store.saveColumnSets(columnSets);
    await store.saveProvider({ ...provider, name: "Old name" });
    await store.saveProvider(provider);
    await store.saveProvider({ ...provider, id: "local", kind: "openai-compatible", keyOptional: true });
    await store.saveKeyRecord({ providerId: "openai", ...record, last4: "0000" });
    await store.saveKeyRecord({ providerId: "openai", ...record });
    await store.saveModelList(list);
  });
  expect(await reopened((store) => store.load())).toEqual({
    settings,
    chains,
    columnSets,
    providers: [
      { provider, keyRecords: [record] },
      { provider: { ...provider, id: "local", kind: "openai-compatible", keyOptional: true }, keyRecords: [] },
    ],
    modelLists: [list],
    ownPrices: [],
    limits: [],
    problems: [],
    isNew: false,
  });
});

test("limits that are not over come back after a restart, the newest list of them", async () => {
  const now = Date.now();
  const limit = (scope: string, untilMs: number) => ({
    scope,
    providerId: "openai",
    reason: "QUOTA_DAY" as const,
    limitedAtMs: now - 1000,
    untilMs,
    level: 2,
    consecutiveErrors: 3,
  });
  const [over, account, model] = [limit("A o over", now - 1), limit("A o k", now + 1e6), limit("M o k m", now + 2e6)];
  await reopened(async (store) => {
    // Nobody waits for these; the last list counts, also where the store is closed at once.
    store.saveLimits([model]);
    store.saveLimits([account, over]);
    store.saveLimits([over, model, account]);
  });
  expect((await reopened((store) => store.load())).limits).toEqual([account, model]);
  await reopened(async (store) => store.saveLimits([]));
  expect((await reopened((store) => store.load())).limits).toEqual([]);
});

test("a removed provider takes its key records and its model list with it", async () => {
  const { providers, modelLists } = await reopened(async (store) => {
    await store.saveProvider(provider);
    await store.saveKeyRecord({ providerId: "openai", origin: "https://a.test", last4: "abcd", savedAtMs: 1 });
    await store.saveModelList(list);
    await store.removeProvider("openai");
    await store.saveProvider(provider);
    return store.load();
  });
  expect({ providers, modelLists }).toEqual({ providers: [{ provider, keyRecords: [] }], modelLists: [] });
});

test("a key record is removed by its provider and origin", async () => {
  const loaded = await reopened(async (store) => {
    await store.saveProvider(provider);
    await store.saveKeyRecord({ providerId: "openai", origin: "https://a.test", last4: "abcd", savedAtMs: 1 });
    await store.saveKeyRecord({ providerId: "openai", origin: "https://b.test", last4: "efgh", savedAtMs: 2 });
    await store.removeKeyRecord({ providerId: "openai", origin: "https://a.test" });
    return store.load();
  });
  expect(loaded.providers[0]?.keyRecords).toEqual([{ origin: "https://b.test", last4: "efgh", savedAtMs: 2 }]);
});

test("a conversation comes back with its columns, comparisons and runs, each as reduceRun made it", async () => {
  const first = answeredRun("run-1", ["Because ", "of ", "scattering. ", "🌤"]);
  const second = answeredRun("run-2", ["Rayleigh."]);
  const later = { ...comparison, id: "comparison-2", prompt: "And red?", isDemo: false };
  await reopened(async (store) => {
    await saveParents(store);
    store.appendRunEvents([...first, ...second]);
    await Promise.all([store.settled("run-1"), store.settled("run-2")]);
    await store.saveComparison(later);
    await store.saveConversation({ ...conversation, title: "Sky", columns: conversation.columns.toReversed() });
  });
  expect(await reopened((store) => store.conversation("conversation-1"))).toEqual({
    conversation: { ...conversation, title: "Sky", columns: conversation.columns.toReversed() },
    comparisons: [
      { comparison, runs: [reduced(first), reduced(second)] },
      { comparison: later, runs: [] },
    ],
    problems: [],
  });
});

test("a conversation that was never saved is null", async () => {
  expect(await reopened((store) => store.conversation("nothing"))).toBe(null);
});

test("close writes what still waits", async () => {
  await reopened(async (store) => {
    await saveParents(store);
    store.appendRunEvents(answeredRun("run-1", ["one"]).slice(0, -2));
  });
  const state = await reopened((store) => store.conversation("conversation-1"));
  expect(state?.comparisons[0]?.runs[0]?.text).toBe("one");
});

test("a run without an end is interrupted at the next start, with its text and an unknown cost", async () => {
  const events: RunEvent[] = [
    runStarted("run-1"),
    { type: "attempt-started", runId: "run-1", attempt: attemptStart("attempt-1", 1) },
    delta("run-1", "half an ans", { atMs: 700 }),
  ];
  await reopened(async (store) => {
    await saveParents(store);
    store.appendRunEvents(events);
  });
  const state = await reopened((store) => store.conversation("conversation-1"));
  const run = state?.comparisons[0]?.runs[0];
  expect(run).toMatchObject({
    status: "interrupted",
    text: "half an ans",
    endMs: 700,
    failure: { class: "LOCAL", reason: "interrupted" },
    attempts: [{ status: "failed", endMs: 700, cost: { nanoUsd: null, source: "unknown" }, usage: null }],
  });
});

test("a comparison without its conversation is refused in words, and later requests go on", async () => {
  await reopened(async (store) => {
    await store.startSession(session);
    await expect(store.saveComparison(comparison)).rejects.toThrow('"conversation-1" is not stored in conversations');
    await store.saveConversation(conversation);
    await store.saveComparison(comparison);
    expect((await store.conversation("conversation-1"))?.comparisons).toHaveLength(1);
  });
});

test("a run without its comparison is told and refused by settled, and costs no other run", async () => {
  const failures: string[] = [];
  const store = await openWell(folder.path, (message) => failures.push(message));
  await saveParents(store);
  store.appendRunEvents([runStarted("lost", "no-comparison"), ...answeredRun("run-1", ["fine"])]);
  await store.settled("run-1");
  await expect(store.settled("lost")).rejects.toThrow("no-comparison");
  expect(failures).toEqual([expect.stringContaining("An answer could not be saved.")]);
  expect((await store.conversation("conversation-1"))?.comparisons[0]?.runs).toHaveLength(1);
  await expect(store.close()).rejects.toThrow("no-comparison");
});

test.skipIf(process.platform === "win32")("the folder and every file in it are closed to other users", async () => {
  const dataDir = join(folder.path, "made", "here");
  const store = await openWell(dataDir);
  await saveParents(store);
  const modes = ["", "understudy.db", "understudy.db-wal", "understudy.db-shm", "understudy.lock"].map((name) =>
    (statSync(join(dataDir, name)).mode & 0o777).toString(8),
  );
  await store.close();
  expect(modes).toEqual(["700", "600", "600", "600", "600"]);
});
