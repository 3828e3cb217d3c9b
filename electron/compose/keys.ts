import { accountOf } from "#electron/bridge/origin.ts";
import type { EnvironmentFacts } from "#electron/bridge/ports.ts";
import type { Workspace } from "#electron/bridge/workspace.ts";
import type { EnvironmentReading } from "#electron/keys/environment.ts";
import type { KeyProcess } from "#electron/keys/key-channel.ts";
import { createKeyStore, type KeyReading, type KeyStore } from "#electron/keys/key-store.ts";
import { createKeychain } from "#electron/keys/keychain.ts";
import type { Redactor } from "#electron/keys/redactor.ts";
import { builtInProviders } from "#electron/providers/registry.ts";
import { systemClock } from "#electron/system.ts";
import type { Provider } from "#shared/model.ts";

export type KeyParts = {
  readonly spawnKeyProcess: () => KeyProcess;
  readonly environment: EnvironmentReading;
  readonly redactor: Redactor;
};

/** The key store of this program, with the environment's keys over it. */
export function openKeys({ spawnKeyProcess, environment, redactor }: KeyParts): KeyStore {
  const environmentKeys = new Map(
    environment.keys.map(({ providerId, key }) => [environmentAccount(environment, providerId), key]),
  );
  return createKeyStore({
    keychain: createKeychain({ spawn: spawnKeyProcess, clock: systemClock }),
    platform: process.platform,
    environmentKeys,
    remember: (key) => redactor.remember(key),
  });
}

/** A key from the environment belongs to the environment's base URL, else to the provider's own. */
function environmentAccount(environment: EnvironmentReading, providerId: string): string {
  const overlay = environment.baseUrls.find((one) => one.providerId === providerId)?.baseUrl;
  const home = builtInProviders.find((provider) => provider.id === providerId)?.baseUrl;
  return accountOf(providerId, overlay ?? home ?? "");
}

/** The key that belongs to a provider at the address that requests go to. */
export async function readKey(
  provider: Provider,
  { workspace, keys }: { workspace: Workspace; keys: KeyStore },
): Promise<KeyReading> {
  const source = workspace.keySource(provider.id);
  if (source.kind === "none") return { kind: "none" };
  const account = source.kind === "stored" ? source.account : accountOf(provider.id, provider.baseUrl);
  return keys.read(account, { expected: true });
}

/** What the windows may know of the environment: which variables speak, never a key. */
export function environmentFacts({ keys, baseUrls }: EnvironmentReading): EnvironmentFacts {
  return {
    keys: Object.fromEntries(
      keys.map(({ providerId, variable, key }) => [providerId, { variable, last4: key.slice(-4) }]),
    ),
    baseUrls: Object.fromEntries(
      baseUrls.map(({ providerId, variable, baseUrl }) => [providerId, { variable, baseUrl }]),
    ),
  };
}
