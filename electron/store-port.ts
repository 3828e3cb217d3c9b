import type { Done, Found, StorePort } from "./bridge/ports.ts";
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
