import type { ProviderAccess, ProviderDirectory } from "#electron/manager/dependencies.ts";
import type { Provider, ProviderKind } from "#shared/model.ts";
import { adapterFor, chatAdapterFor } from "./registry.ts";

/** What the key store says of a provider's key. The fingerprint names the key without holding it. */
export type KeyReading =
  | { readonly kind: "key"; readonly key: string; readonly fingerprint: string }
  | { readonly kind: "none" }
  /** There is a key and it cannot be read now; `message` says why in words. */
  | { readonly kind: "unreadable"; readonly message: string };

export type DirectoryOptions = {
  readonly providers: () => readonly Provider[];
  readonly readKey: (provider: Provider) => Promise<KeyReading>;
  /** The demo servers, started where they do not run. */
  readonly demo: () => Promise<DemoServers>;
};

type DemoServers =
  | { readonly ok: true; readonly demo: { baseUrlOf(kind: ProviderKind): string } }
  | { readonly ok: false; readonly message: string };

/** What demo providers get instead of a key, so that no real one ever travels to them. */
const demoKey = "demo";

export function createDirectory({ providers, readKey, demo }: DirectoryOptions): ProviderDirectory {
  const find = (providerId: string) => providers().find((provider) => provider.id === providerId) ?? null;
  return {
    access: async (providerId, isDemo) => {
      const provider = find(providerId);
      if (provider === null) {
        return { kind: "unavailable", reason: "no-key", message: `The provider “${providerId}” is gone.` };
      }
      if (!isDemo) return accessWith(provider, await readKey(provider));
      const servers = await demo();
      // Never the real provider instead: a demo costs nothing and calls nobody.
      if (!servers.ok) return { kind: "unavailable", reason: null, message: servers.message };
      const standIn = { ...provider, baseUrl: servers.demo.baseUrlOf(provider.kind) };
      return ready(standIn, { key: demoKey, fingerprint: demoKey });
    },
    nameOf: (providerId) => find(providerId)?.name ?? providerId,
  };
}

function accessWith(provider: Provider, reading: KeyReading): ProviderAccess {
  switch (reading.kind) {
    case "key":
      return ready(provider, reading);
    case "unreadable":
      return { kind: "unavailable", reason: "key-store", message: reading.message };
    case "none":
      return provider.keyOptional
        ? ready(provider, { key: null, fingerprint: "none" })
        : { kind: "unavailable", reason: "no-key", message: `${provider.name} has no key.` };
  }
}

function ready(
  provider: Provider,
  { key, fingerprint }: { readonly key: string | null; readonly fingerprint: string },
): ProviderAccess {
  return {
    kind: "ready",
    provider,
    adapter: adapterFor(provider.kind),
    adapterFor: (question) => chatAdapterFor(provider.kind, question),
    key,
    keyFingerprint: fingerprint,
  };
}
