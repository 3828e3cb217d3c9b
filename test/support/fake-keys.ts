import type { KeysPort } from "#electron/bridge/ports.ts";
import type { KeychainState } from "#shared/provider-state.ts";

export type FakeKeys = KeysPort & {
  /** Account → key, as the keychain has them. */
  readonly keychain: Map<string, string>;
  readonly memory: Map<string, string>;
  become(state: KeychainState): void;
  /** Every call fails with these words while they are set. */
  trouble: string | null;
};

const workingKeychain: KeychainState = { kind: "keychain", label: "Secret Service" };

export function createFakeKeys(): FakeKeys {
  let state: KeychainState = workingKeychain;
  const listeners: ((state: KeychainState) => void)[] = [];
  const keychain = new Map<string, string>();
  const memory = new Map<string, string>();
  const keys: FakeKeys = {
    keychain,
    memory,
    trouble: null,
    become(next) {
      state = next;
      for (const listener of listeners) listener(next);
    },
    state: () => state,
    onState: (listener) => void listeners.push(listener),
    probe: async () => state,
    async read(account, { expected }) {
      if (memory.has(account) || (state.kind === "keychain" && keychain.has(account))) return { kind: "key" };
      return { kind: expected ? "unreadable" : "none" };
    },
    async write(account, key) {
      if (keys.trouble !== null) return { ok: false, message: keys.trouble };
      const backend = state.kind === "keychain" ? "keychain" : "memory";
      (backend === "keychain" ? keychain : memory).set(account, key);
      return { ok: true, backend };
    },
    async remove(account) {
      if (keys.trouble !== null) return { ok: false, message: keys.trouble };
      if (memory.delete(account)) return { ok: true, backend: "memory" };
      keychain.delete(account);
      return { ok: true, backend: "keychain" };
    },
  };
  return keys;
}
