import { succeed } from "#shared/failure.ts";
import type { ChecksPort, Done, Found, ManagerPort, StorePort } from "./bridge/ports.ts";
import type { ModelManager } from "./manager/model-manager.ts";
import type { ProviderChecks } from "./providers/provider-checks.ts";
import type { Store } from "./storage/store.ts";

/** The store as the bridge sees it: a write that failed is a value in words, because a full disk is no bug. */
export function storePort(store: Store): StorePort {
  return {
    saveSettings: (settings) => done(store.saveSettings(settings)),
    saveChains: (chains) => done(store.saveChains(chains)),
    saveProvider: (provider) => done(store.saveProvider(provider)),
    removeProvider: (providerId) => done(store.removeProvider(providerId)),
    saveKeyRecord: (record) => done(store.saveKeyRecord(record)),
    removeKeyRecord: (providerId, origin) => done(store.removeKeyRecord({ providerId, origin })),
    saveModelList: (list) => done(store.saveModelList(list)),
    saveConversation: (conversation) => done(store.saveConversation(conversation)),
    conversation: (conversationId) => found(store.conversation(conversationId)),
    saveComparison: (comparison) => done(store.saveComparison(comparison)),
  };
}

async function done(write: Promise<void>): Promise<Done> {
  const result = await found(write);
  return result.ok ? { ok: true } : result;
}

async function found<T>(read: Promise<T>): Promise<Found<T>> {
  try {
    return { ok: true, value: await read };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
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

export function managerPort(manager: ModelManager): ManagerPort {
  return {
    start: ({ comparison, columns }) => {
      manager.start(comparison, columns);
      return succeed(comparison);
    },
    stopComparison: manager.stopComparison,
    stopRun: manager.stopRun,
    live: manager.live,
    limits: manager.limits,
  };
}
