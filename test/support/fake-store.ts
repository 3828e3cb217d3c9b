import type { Done, Found } from "#electron/bridge/outcome.ts";
import type { KeyRecord, StoredConversation, StorePort } from "#electron/bridge/ports.ts";
import type { RepeatStorePort, StoredRepeat } from "#electron/bridge/repeats-port.ts";
import type { Chain } from "#shared/chain.ts";
import { chainHealthOf } from "#shared/chain-health/health.ts";
import { chainWhatIfOf } from "#shared/chain-health/what-if.ts";
import type { ChainWhatIfQuestion, HealthQuestion } from "#shared/chain-health.ts";
import type { ChainStatistics } from "#shared/chain-statistics.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import type { ModelList, Provider } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import type { PromptImage } from "#shared/prompt.ts";
import type { Comparison, Conversation, Run } from "#shared/run.ts";
import type { Session } from "#shared/session.ts";
import type { Settings } from "#shared/settings.ts";
import { noSpend, type SpendQuestion, type SpendReport, type WhatIf, type WhatIfQuestion } from "#shared/spend.ts";

export type FakeStore = StorePort &
  RepeatStorePort & {
    settings: Settings | null;
    chains: readonly Chain[];
    columnSets: readonly ColumnSet[];
    ownPrices: readonly OwnPrice[];
    readonly providers: Map<string, Provider>;
    readonly keyRecords: Map<string, KeyRecord>;
    readonly modelLists: Map<string, ModelList>;
    readonly conversations: Map<string, Conversation>;
    readonly comparisons: Map<string, Comparison>;
    readonly runs: Map<string, Run>;
    /** By comparison. */
    readonly images: Map<string, readonly PromptImage[]>;
    /** What is kept of repeated comparisons, by their id. */
    readonly repeatRows: Map<string, StoredRepeat>;
    /** What is told of a chain by its id; without it nothing has run. */
    readonly statistics: Map<string, Partial<ChainStatistics>>;
    /** Newest last; the first one is what a host begins with. */
    readonly sessionRows: [Session, ...Session[]];
    /** What is told of spend; nothing was spent without it. */
    /** What was asked of chains' health, oldest first. */
    healthAsked: (HealthQuestion | ChainWhatIfQuestion)[];
    spend: { report: Partial<SpendReport>; whatIf: Partial<WhatIf>; asked: (SpendQuestion | WhatIfQuestion)[] };
    /** Every write and read fails with these words while they are set. */
    trouble: string | null;
    /** Happens within each read of a conversation, after its rows were read. */
    duringRead: () => Promise<void>;
  };

/** A disk in memory. Like the real one it answers later and never at once. */
export function createFakeStore(): FakeStore {
  const write = async (change: () => void): Promise<Done> => {
    await Promise.resolve();
    if (store.trouble !== null) return { ok: false, message: store.trouble };
    change();
    return { ok: true };
  };
  const store: FakeStore = {
    settings: null,
    chains: [],
    columnSets: [],
    ownPrices: [],
    providers: new Map(),
    keyRecords: new Map(),
    modelLists: new Map(),
    conversations: new Map(),
    comparisons: new Map(),
    runs: new Map(),
    images: new Map(),
    repeatRows: new Map(),
    statistics: new Map(),
    sessionRows: [{ id: "session-1", name: null, startedAtMs: 0, endedAtMs: null }],
    healthAsked: [],
    spend: { report: {}, whatIf: {}, asked: [] },
    trouble: null,
    duringRead: async () => undefined,
    saveSettings: (settings) => write(() => Object.assign(store, { settings })),
    saveChains: (chains) => write(() => Object.assign(store, { chains })),
    saveColumnSets: (columnSets) => write(() => Object.assign(store, { columnSets })),
    saveOwnPrices: (ownPrices) => write(() => Object.assign(store, { ownPrices })),
    saveSetup: ({ providers, ...lists }) =>
      write(() => {
        for (const provider of providers) store.providers.set(provider.id, provider);
        Object.assign(store, lists);
      }),
    saveProvider: (provider) => write(() => store.providers.set(provider.id, provider)),
    removeProvider: (providerId) => write(() => store.providers.delete(providerId)),
    saveKeyRecord: (record) => write(() => store.keyRecords.set(`${record.providerId}|${record.origin}`, record)),
    removeKeyRecord: (providerId, origin) => write(() => store.keyRecords.delete(`${providerId}|${origin}`)),
    saveModelList: (list) => write(() => store.modelLists.set(list.providerId, list)),
    saveConversation: (conversation) => write(() => store.conversations.set(conversation.id, conversation)),
    saveComparison: (comparison, images = []) =>
      write(() => {
        store.comparisons.set(comparison.id, comparison);
        store.images.set(comparison.id, images);
      }),
    async image(comparisonId, index) {
      await Promise.resolve();
      if (store.trouble !== null) return { ok: false, message: store.trouble };
      return { ok: true, value: store.images.get(comparisonId)?.[index] ?? null };
    },
    async chainStatistics(question) {
      await Promise.resolve();
      if (store.trouble !== null) return { ok: false, message: store.trouble };
      return { ok: true, value: { ...noRuns, ...question, ...store.statistics.get(question.chainId) } };
    },
    chainHealth: (question) =>
      readOf(store, () => {
        store.healthAsked.push(question);
        return chainHealthOf(question, []);
      }),
    chainWhatIf: (question) =>
      readOf(store, () => {
        store.healthAsked.push(question);
        return chainWhatIfOf(question, { answers: [], leftOut: 0, lostNanoUsd: 0 }, []);
      }),
    repeats: (conversationId) =>
      readOf(store, () =>
        [...store.repeatRows.values()].filter(
          (row) => row.conversationId === conversationId || row.status === "running" || row.status === "paused",
        ),
      ),
    repeat: (comparisonId) => readOf(store, () => store.repeatRows.get(comparisonId) ?? null),
    ...sessionPart(() => store),
    ...spendPart(() => store),
    async conversation(conversationId) {
      await Promise.resolve();
      if (store.trouble !== null) return { ok: false, message: store.trouble };
      const value = readConversation(store, conversationId);
      await store.duringRead();
      return { ok: true, value };
    },
  };
  return store;
}

type SessionPart = Pick<StorePort, "changeSession" | "renameSession" | "endSession" | "sessions">;

function sessionPart(storeNow: () => FakeStore): SessionPart {
  const patch = (id: string, change: Partial<Session>): Session | null => {
    const { sessionRows } = storeNow();
    const index = sessionRows.findIndex((session) => session.id === id);
    const known = sessionRows[index];
    if (known === undefined) return null;
    const next = { ...known, ...change };
    sessionRows[index] = next;
    return next;
  };
  return {
    changeSession: ({ end, to }) =>
      readOf(storeNow(), () => {
        const { sessionRows } = storeNow();
        if ("resumedId" in to && !sessionRows.some(({ id }) => id === to.resumedId)) return null;
        patch(end.sessionId, { endedAtMs: end.atMs });
        if ("resumedId" in to) return patch(to.resumedId, { endedAtMs: null });
        const begun = { ...to, endedAtMs: null };
        sessionRows.push(begun);
        return begun;
      }),
    renameSession: (sessionId, name) => readOf(storeNow(), () => patch(sessionId, { name })),
    async endSession({ sessionId, atMs }) {
      const ended = await readOf(storeNow(), () => patch(sessionId, { endedAtMs: atMs }));
      return ended.ok ? { ok: true } : ended;
    },
    sessions: ({ currentId }) =>
      readOf(storeNow(), () =>
        storeNow()
          .sessionRows.toReversed()
          .map((session) => ({ ...session, isCurrent: session.id === currentId, sum: noSpend })),
      ),
  };
}

function spendPart(storeNow: () => FakeStore): Pick<StorePort, "spendReport" | "whatIf"> {
  return {
    spendReport: (question) =>
      readOf(storeNow(), () => {
        const { spend } = storeNow();
        spend.asked.push(question);
        return { ...emptyReport, range: question.range, isDemo: question.isDemo, ...spend.report };
      }),
    whatIf: (question) =>
      readOf(storeNow(), () => {
        const { spend } = storeNow();
        spend.asked.push(question);
        const { model, price } = question;
        return { ...model, price, nanoUsd: null, actualNanoUsd: 0, answers: 0, leftOut: 0, ...spend.whatIf };
      }),
  };
}

async function readOf<T>(store: FakeStore, read: () => T): Promise<Found<T>> {
  await Promise.resolve();
  return store.trouble === null ? { ok: true, value: read() } : { ok: false, message: store.trouble };
}

const emptyReport: Omit<SpendReport, "range" | "isDemo"> = {
  fromMs: null,
  toMs: 0,
  total: noSpend,
  fellThrough: 0,
  unanswered: 0,
  costPerAnswer: { mean: null, p50: null, p95: null, nanoUsd: 0, answers: 0 },
  byModel: [],
  byProvider: [],
  byChain: [],
  byRoute: [],
  byClient: [],
  waste: [],
  points: [],
  pace: null,
};

const noRuns: Omit<ChainStatistics, "chainId" | "sinceMs" | "isDemo"> = {
  runs: 0,
  fellThrough: 0,
  unanswered: 0,
  links: {},
  waitAddedMs: { p50: null, p95: null },
  costNanoUsd: 0,
  wastedNanoUsd: 0,
  pricedAnswers: 0,
  unknownCosts: 0,
};

function readConversation(store: FakeStore, conversationId: string): StoredConversation | null {
  const conversation = store.conversations.get(conversationId);
  if (conversation === undefined) return null;
  const comparisons = [...store.comparisons.values()]
    .filter((comparison) => comparison.conversationId === conversationId)
    .map((comparison) => ({
      comparison,
      runs: [...store.runs.values()].filter((run) => run.comparisonId === comparison.id),
    }));
  return { conversation, comparisons };
}
