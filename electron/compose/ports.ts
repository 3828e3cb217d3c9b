import type { Done, Found } from "#electron/bridge/outcome.ts";
import type { ChecksPort, ExchangesPort, ManagerPort, PreferencesPort, StorePort } from "#electron/bridge/ports.ts";
import type { RepeatStorePort } from "#electron/bridge/repeats-port.ts";
import type { SpendStorePort } from "#electron/bridge/spend-port.ts";
import type { ClosableTransport } from "#electron/http/undici-transport.ts";
import type { ModelManager } from "#electron/manager/model-manager.ts";
import type { ProviderChecks } from "#electron/providers/provider-checks.ts";
import type { Store } from "#electron/storage/store.ts";
import { messageOf, refuse, succeed } from "#shared/failure.ts";
import type { ExchangeRecorder } from "./exchange-recorder.ts";

/**
 * The store as the bridge sees it: a write that failed is a value in words, because a full disk is no bug. `onProblem`
 * is told what of a conversation could not be read, each once.
 */
export function storePort(store: Store, onProblem: (message: string) => void): StorePort & RepeatStorePort {
  const tell = tellOnce(onProblem);
  return {
    saveSettings: (settings) => done(store.saveSettings(settings)),
    saveChains: (chains) => done(store.saveChains(chains)),
    saveProvider: (provider) => done(store.saveProvider(provider)),
    removeProvider: (providerId) => done(store.removeProvider(providerId)),
    saveKeyRecord: (record) => done(store.saveKeyRecord(record)),
    removeKeyRecord: (providerId, origin) => done(store.removeKeyRecord({ providerId, origin })),
    saveModelList: (list) => done(store.saveModelList(list)),
    saveConversation: (conversation) => done(store.saveConversation(conversation)),
    conversation: async (conversationId) => {
      const read = await found(store.conversation(conversationId));
      if (read.ok) read.value?.problems.forEach(tell);
      return read;
    },
    saveComparison: (comparison, images) => done(store.saveComparison(comparison, images)),
    image: (comparisonId, index) => found(store.image(comparisonId, index)),
    saveColumnSets: (columnSets) => done(store.saveColumnSets(columnSets)),
    saveOwnPrices: (prices) => done(store.saveOwnPrices(prices)),
    saveSetup: (setup) => done(store.saveSetup(setup)),
    chainStatistics: (question) => found(store.chainStatistics(question)),
    chainHealth: (question) => found(store.chainHealth(question)),
    chainWhatIf: (question) => found(store.chainWhatIf(question)),
    ...spendPart(store),
    repeats: async (conversationId) => {
      const read = await found(store.repeats(conversationId));
      if (!read.ok) return read;
      read.value.problems.forEach(tell);
      return { ok: true, value: read.value.values };
    },
    repeat: (comparisonId) => found(store.repeat(comparisonId)),
  };
}

function spendPart(store: Store): SpendStorePort {
  return {
    changeSession: (change) => found(store.changeSession(change)),
    renameSession: (sessionId, name) => found(store.renameSession(sessionId, name)),
    endSession: (end) => done(store.endSession(end)),
    sessions: (question) => found(store.sessions(question)),
    spendReport: (question) => found(store.spendReport(question)),
    whatIf: (question) => found(store.whatIf(question)),
  };
}

/** What is still held of an attempt, else what was saved of it. */
export function exchangesPort(recorder: ExchangeRecorder, store: Pick<Store, "exchange">): ExchangesPort {
  const read = async (runId: string, attemptId: string) =>
    (await recorder.read(runId, attemptId)) ?? (await store.exchange(runId, attemptId));
  return { of: (runId, attemptId) => found(read(runId, attemptId)) };
}

export async function done(write: Promise<void>): Promise<Done> {
  const result = await found(write);
  return result.ok ? { ok: true } : result;
}

/** The same words are told once, however often they are found. */
export function tellOnce(tell: (words: string) => void): (words: string) => void {
  const told = new Set<string>();
  return (words) => {
    if (told.has(words)) return;
    told.add(words);
    tell(words);
  };
}

/** What the disk refuses is a value in words. */
export async function found<T>(read: Promise<T>): Promise<Found<T>> {
  try {
    return { ok: true, value: await read };
  } catch (error) {
    return { ok: false, message: messageOf(error) };
  }
}

export function checksPort(checks: ProviderChecks): ChecksPort {
  return {
    testKey: checks.testKey,
    fetchModels: async (providerId) => {
      const fetched = await checks.fetchModels(providerId);
      return fetched.ok ? { ok: true, value: fetched.list } : fetched;
    },
  };
}

/** `isClosing`: a prompt that arrives while the program ends must not go out any more. */
export function managerPort(manager: ModelManager, isClosing: () => boolean): ManagerPort {
  return {
    start: ({ comparison, columns, send }) => {
      if (isClosing()) return refuse("unavailable", "Understudy is closing.");
      manager.start(comparison, columns, send);
      return succeed(comparison);
    },
    stopComparison: manager.stopComparison,
    stopRun: manager.stopRun,
    sendNow: manager.sendNow,
    clearLimits: manager.clearLimits,
    keyReplaced: manager.keyReplaced,
    // Programs' requests are no comparisons of a window.
    live: () => manager.live().filter(({ comparison }) => comparison.client === undefined),
    forget: manager.forget,
    limits: manager.limits,
  };
}

/** What of the settings is in force at once, from the next request on. */
export function preferencesPort(
  transport: Pick<ClosableTransport, "useProxy">,
  manager: Pick<ModelManager, "setParallelRequests">,
): PreferencesPort {
  return {
    apply: ({ proxy, parallelRequests }) => {
      transport.useProxy(proxy);
      manager.setParallelRequests(parallelRequests);
    },
  };
}
