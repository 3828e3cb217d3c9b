import { createHash } from "node:crypto";
import { checkKey } from "#shared/check-key.ts";
import type { KeychainState } from "#shared/provider-state.ts";
import type { Keychain } from "./keychain.ts";
import { type KeychainWatch, watchKeychain } from "./keychain-watch.ts";

export type KeyReading =
  | {
      readonly kind: "key";
      readonly key: string;
      /** First 12 hexadecimal digits of the key's SHA-256: names the key without holding it. */
      readonly fingerprint: string;
      readonly source: "keychain" | "memory" | "environment";
    }
  | { readonly kind: "none" }
  /** A key was saved and cannot be had now. `message` says why and what to do. */
  | { readonly kind: "unreadable"; readonly message: string };

export type KeyWriting =
  | { readonly ok: true; readonly backend: "keychain" | "memory" }
  | { readonly ok: false; readonly message: string };

export type KeyRemoval =
  /** `backend` says what held the key: memory alone leaves a record of the keychain standing. */
  { readonly ok: true; readonly backend: "keychain" | "memory" } | { readonly ok: false; readonly message: string };

/** Where keys live. The only part that hands out keys, and only to what calls providers. */
export type KeyStore = {
  state(): KeychainState;
  onState(callback: (state: KeychainState) => void): void;
  /** At the start, and when the user says that the keychain is there now. */
  probe(): Promise<KeychainState>;
  /**
   * `account` is `providerId|origin`: another origin has another account, so it never gets the key (security.md K4).
   * `expected`: a record says that a key was saved for this account, so "not found" means locked or
   * missing.
   */
  read(account: string, hint: { expected: boolean }): Promise<KeyReading>;
  /** Refuses what `checkKey` refuses. Goes where the state says, never elsewhere in silence. */
  write(account: string, key: string): Promise<KeyWriting>;
  remove(account: string): Promise<KeyRemoval>;
  close(): Promise<void>;
};

export type KeyStoreOptions = {
  readonly keychain: Keychain;
  /** As `process.platform`. */
  readonly platform: string;
  /** Account → key from the environment. Wins over the keychain for this run and is never stored. */
  readonly environmentKeys?: ReadonlyMap<string, string>;
  /** Told every key before it is handed out: the redactor's `remember`. */
  readonly remember: (key: string) => void;
};

export function fingerprintOf(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 12);
}

/** What the functions below share. `cache` saves a send the way to the keychain; `memory` is all there is without one. */
type Store = KeyStoreOptions & {
  readonly watch: KeychainWatch;
  readonly cache: Map<string, string>;
  readonly memory: Map<string, string>;
};

export function createKeyStore(options: KeyStoreOptions): KeyStore {
  const { keychain, platform } = options;
  const watch = watchKeychain(keychain, platform);
  const store: Store = { ...options, watch, cache: new Map(), memory: new Map() };
  for (const key of options.environmentKeys?.values() ?? []) options.remember(key);
  return {
    state: watch.state,
    onState: watch.onState,
    probe: watch.probe,
    read: (account, hint) => readKey(store, account, hint),
    write: (account, key) => writeKey(store, account, key),
    remove: (account) => removeKey(store, account),
    close: async () => {
      store.cache.clear();
      store.memory.clear();
      watch.leave();
      await keychain.close();
    },
  };
}

async function readKey(store: Store, account: string, hint: { expected: boolean }): Promise<KeyReading> {
  const fromEnvironment = store.environmentKeys?.get(account);
  if (fromEnvironment !== undefined) return reading(fromEnvironment, "environment");
  const inMemory = store.memory.get(account);
  if (inMemory !== undefined) return reading(inMemory, "memory");
  const cached = store.cache.get(account);
  if (cached !== undefined) return reading(cached, "keychain");
  const state = await store.watch.settled();
  if (state.kind !== "keychain") return absent(hint, state.missing);
  const outcome = await store.keychain.get(account);
  if (!outcome.ok) return { kind: "unreadable", message: await store.watch.report(outcome.trouble) };
  if (outcome.value === null) {
    // A locked keychain says "not found", too (security.md finding 8).
    const trouble = hint.expected ? await store.watch.lookAgain() : null;
    return absent(hint, trouble ?? `${state.label} no longer holds this key. Save it again.`);
  }
  store.remember(outcome.value);
  const check = checkKey(outcome.value);
  // Something else wrote there: a header built from it would fail with the key in the error text.
  if (!check.ok) return { kind: "unreadable", message: `The key in ${state.label} cannot be used. ${check.message}` };
  store.cache.set(account, outcome.value);
  return reading(outcome.value, "keychain");
}

function reading(key: string, source: "keychain" | "memory" | "environment"): KeyReading {
  return { kind: "key", key, fingerprint: fingerprintOf(key), source };
}

function absent(hint: { expected: boolean }, message: string): KeyReading {
  return hint.expected ? { kind: "unreadable", message } : { kind: "none" };
}

async function writeKey(store: Store, account: string, text: string): Promise<KeyWriting> {
  const check = checkKey(text);
  if (!check.ok) return check;
  store.remember(check.key);
  const state = await store.watch.settled();
  store.cache.delete(account);
  if (state.kind !== "keychain") {
    store.memory.set(account, check.key);
    return { ok: true, backend: "memory" };
  }
  const outcome = await store.keychain.set(account, check.key);
  if (!outcome.ok) return { ok: false, message: await store.watch.report(outcome.trouble) };
  // A read that was under way may have put the old key back.
  store.cache.delete(account);
  store.memory.delete(account);
  return { ok: true, backend: "keychain" };
}

async function removeKey(store: Store, account: string): Promise<KeyRemoval> {
  store.cache.delete(account);
  const wasInMemory = store.memory.delete(account);
  const state = await store.watch.settled();
  if (state.kind === "memory" && wasInMemory) return { ok: true, backend: "memory" };
  if (state.kind === "memory") return { ok: false, message: `The key was not removed. ${state.missing}` };
  const outcome = await store.keychain.delete(account);
  store.cache.delete(account);
  if (!outcome.ok)
    return { ok: false, message: `The key was not removed. ${await store.watch.report(outcome.trouble)}` };
  if (outcome.value) return { ok: true, backend: "keychain" };
  // "Nothing to delete" is also what a locked keychain says; then the key is still there.
  const trouble = await store.watch.lookAgain();
  if (trouble === null) return { ok: true, backend: "keychain" };
  return { ok: false, message: `The key was not removed. ${trouble}` };
}
