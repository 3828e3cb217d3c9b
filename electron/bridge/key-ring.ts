import type { Clock } from "#electron/manager/dependencies.ts";
import type { Provider } from "#shared/model.ts";
import type { KeyState } from "#shared/provider-state.ts";
import { createKeyBook, type KeyBook } from "./key-book.ts";
import { accountOf, originOf } from "./origin.ts";
import type { Done } from "./outcome.ts";
import type { EnvironmentFacts, KeyRecord, KeysPort, StorePort } from "./ports.ts";

/** Where the key of a provider is to be read from, for whoever sends requests. */
export type KeySource =
  | { readonly kind: "none" }
  | { readonly kind: "environment"; readonly variable: string }
  /** `account` names it in the keychain, or in memory where there is no keychain. */
  | { readonly kind: "stored"; readonly account: string };

export type KeyRingParts = {
  readonly records: readonly KeyRecord[];
  readonly environment: EnvironmentFacts;
  /** The origin that a key from the environment is meant for; null where the provider has none. */
  readonly homeOrigin: (providerId: string) => string | null;
  readonly store: Pick<StorePort, "saveKeyRecord" | "removeKeyRecord">;
  readonly keys: Pick<KeysPort, "read" | "write" | "remove">;
  readonly clock: Pick<Clock, "epochMs">;
};

export type KeyRing = {
  /** `provider` as in force: with the base URL that requests go to. */
  stateOf(provider: Provider): KeyState;
  sourceOf(provider: Provider): KeySource;
  /** True where any key was saved or typed in, or the environment gives one. */
  hasAny(): boolean;
  /** True where a key was saved or typed in for this provider, whatever its origin. */
  hasStored(providerId: string): boolean;
  put(provider: Provider, key: string): Promise<Done>;
  /** Removes the provider's stored keys for every origin. */
  drop(providerId: string): Promise<Done>;
  /** Asks the keychain which of the recorded keys it gives. */
  refresh(): Promise<void>;
};

/** Decides which key belongs to a provider, and keeps keychain and records in step. */
export function createKeyRing(parts: KeyRingParts): KeyRing {
  const book = createKeyBook(parts.records);
  return {
    stateOf(provider) {
      const given = environmentKey(parts, provider);
      return given ? { kind: "environment", ...given } : book.stateOf(accountOf(provider.id, provider.baseUrl));
    },
    sourceOf(provider) {
      const given = environmentKey(parts, provider);
      if (given) return { kind: "environment", variable: given.variable };
      const account = accountOf(provider.id, provider.baseUrl);
      return book.stateOf(account).kind === "none" ? { kind: "none" } : { kind: "stored", account };
    },
    hasAny: () => !book.isEmpty() || Object.keys(parts.environment.keys).length > 0,
    hasStored: (providerId) => book.accountsOf(providerId).length > 0,
    put: (provider, key) => putKey(parts, book, { provider, key }),
    drop: (providerId) => dropKeys(parts, book, providerId),
    async refresh() {
      for (const account of book.recorded()) {
        const reading = await parts.keys.read(account, { expected: true });
        book.setHeld(account, reading.kind === "key");
      }
    },
  };
}

/** A key from the environment goes to its own origin and to no address that was typed in since. */
function environmentKey({ environment, homeOrigin }: KeyRingParts, provider: Provider) {
  const isHome = homeOrigin(provider.id) === originOf(provider.baseUrl);
  return isHome && Object.hasOwn(environment.keys, provider.id) ? environment.keys[provider.id] : undefined;
}

type NewKey = { readonly provider: Provider; readonly key: string };

async function putKey(parts: KeyRingParts, book: KeyBook, { provider, key }: NewKey): Promise<Done> {
  const account = accountOf(provider.id, provider.baseUrl);
  const last4 = key.slice(-4);
  const written = await parts.keys.write(account, key);
  if (!written.ok) return written;
  if (written.backend === "memory") {
    book.keepInMemory(account, last4);
    return { ok: true };
  }
  const origin = originOf(provider.baseUrl);
  const record = { providerId: provider.id, origin, last4, savedAtMs: parts.clock.epochMs() };
  const saved = await parts.store.saveKeyRecord(record);
  if (saved.ok) book.keepRecord(record);
  // A key that nothing remembers could never be shown, nor removed.
  else if (book.recordOf(account) === undefined) await parts.keys.remove(account);
  return saved;
}

async function dropKeys({ keys, store }: KeyRingParts, book: KeyBook, providerId: string): Promise<Done> {
  for (const account of book.accountsOf(providerId)) {
    const removed = await keys.remove(account);
    if (!removed.ok) return removed;
    book.dropMemory(account);
    const record = book.recordOf(account);
    if (record === undefined || removed.backend === "memory") continue;
    const forgotten = await store.removeKeyRecord(providerId, record.origin);
    if (!forgotten.ok) return forgotten;
    book.forget(account);
  }
  return { ok: true };
}
