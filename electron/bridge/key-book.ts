import type { KeyState } from "#shared/provider-state.ts";
import type { KeyRecord } from "./ports.ts";

/** What is known of the stored keys, by account, without one of them. */
export type KeyBook = {
  stateOf(account: string): KeyState;
  /** Accounts that the keychain should hold. */
  recorded(): readonly string[];
  recordOf(account: string): KeyRecord | undefined;
  /** Every account of a provider, recorded or in memory. */
  accountsOf(providerId: string): readonly string[];
  isEmpty(): boolean;
  keepRecord(record: KeyRecord): void;
  keepInMemory(account: string, last4: string): void;
  /** The keychain gives this key, or it does not. */
  setHeld(account: string, isHeld: boolean): void;
  dropMemory(account: string): void;
  forget(account: string): void;
};

export function createKeyBook(initial: readonly KeyRecord[]): KeyBook {
  const records = new Map(initial.map((record) => [accountOfRecord(record), record]));
  const missing = new Set<string>();
  const inMemory = new Map<string, string>();
  return {
    stateOf(account) {
      const last4 = inMemory.get(account);
      if (last4 !== undefined) return { kind: "memory", last4 };
      const record = records.get(account);
      if (record === undefined) return { kind: "none" };
      const kind = missing.has(account) ? "locked-or-missing" : "keychain";
      return { kind, last4: record.last4, savedAtMs: record.savedAtMs };
    },
    recorded: () => [...records.keys()],
    recordOf: (account) => records.get(account),
    accountsOf: (providerId) =>
      [...new Set([...records.keys(), ...inMemory.keys()])].filter((account) => account.startsWith(`${providerId}|`)),
    isEmpty: () => records.size === 0 && inMemory.size === 0,
    keepRecord(record) {
      const account = accountOfRecord(record);
      records.set(account, record);
      missing.delete(account);
      inMemory.delete(account);
    },
    keepInMemory: (account, last4) => void inMemory.set(account, last4),
    setHeld(account, isHeld) {
      if (isHeld) missing.delete(account);
      else if (records.has(account)) missing.add(account);
    },
    dropMemory: (account) => void inMemory.delete(account),
    forget(account) {
      for (const known of [records, missing, inMemory]) known.delete(account);
    },
  };
}

function accountOfRecord(record: KeyRecord): string {
  return `${record.providerId}|${record.origin}`;
}
