import type { Done, KeyRecord, StoredConversation, StorePort } from "#electron/bridge/ports.ts";
import type { Chain } from "#shared/chain.ts";
import type { ChainStatistics } from "#shared/chain-statistics.ts";
import type { ColumnSet } from "#shared/column-set.ts";
import type { ModelList, Provider } from "#shared/model.ts";
import type { OwnPrice } from "#shared/own-price.ts";
import type { PromptImage } from "#shared/prompt.ts";
import type { Comparison, Conversation, Run } from "#shared/run.ts";
import type { Settings } from "#shared/settings.ts";

export type FakeStore = StorePort & {
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
  /** What is told of a chain by its id; without it nothing has run. */
  readonly statistics: Map<string, Partial<ChainStatistics>>;
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
    statistics: new Map(),
    trouble: null,
    duringRead: async () => undefined,
    saveSettings: (settings) => write(() => Object.assign(store, { settings })),
    saveChains: (chains) => write(() => Object.assign(store, { chains })),
    saveColumnSets: (columnSets) => write(() => Object.assign(store, { columnSets })),
    saveOwnPrices: (ownPrices) => write(() => Object.assign(store, { ownPrices })),
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
