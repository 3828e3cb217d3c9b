import { forkKeyProcess } from "#electron/keys/fork-key-process.ts";
import type { KeyProcess } from "#electron/keys/key-channel.ts";
import { createKeyStore, type KeyStore } from "#electron/keys/key-store.ts";
import { createKeychain, type Keychain } from "#electron/keys/keychain.ts";
import type { Clock } from "#electron/manager/dependencies.ts";
import { programPath } from "#test/support/programs.ts";

/** The parts joined as the Node host joins them, with the real key process as it is built. */

export const realClock: Pick<Clock, "after"> = {
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

export type RealKeys = {
  readonly store: KeyStore;
  readonly keychain: Keychain;
  /** Every key process started so far, oldest first. */
  readonly started: readonly KeyProcess[];
  readonly remembered: readonly string[];
};

export function realKeys(environment: Record<string, string>, execArgv: readonly string[] = []): RealKeys {
  const started: KeyProcess[] = [];
  const remembered: string[] = [];
  const spawn = () => {
    const child = forkKeyProcess({ entry: programPath("key-process"), environment, execArgv });
    started.push(child);
    return child;
  };
  const keychain = createKeychain({ spawn, clock: realClock });
  const store = createKeyStore({ keychain, platform: process.platform, remember: (key) => void remembered.push(key) });
  return { store, keychain, started, remembered };
}
