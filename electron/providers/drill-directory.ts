import type { Adapter, ProviderAccess, ProviderDirectory } from "#electron/manager/dependencies.ts";
import type { Provider } from "#shared/model.ts";
import { adapterFor, chatAdapterFor } from "./registry.ts";

export type DrillDirectoryOptions = {
  readonly providers: readonly Provider[];
  /** What a provider itself is known by in the drill; null where none of its links is in it. */
  readonly homeOf: (providerId: string) => string | null;
  /** Where a link is asked; null for a link that is none of the drill's. */
  readonly addressOf: (linkId: string) => string | null;
};

/** No key is read for a drill, and none travels. */
const drillKey = "drill";

/**
 * Providers as a drill knows them: every link of a provider is asked at a server of its own, while limits go by the
 * provider as they do in real life. What has no stand-in cannot be asked at all.
 */
export function createDrillDirectory({ providers, homeOf, addressOf }: DrillDirectoryOptions): ProviderDirectory {
  const find = (providerId: string) => providers.find((provider) => provider.id === providerId) ?? null;
  return {
    access: async (providerId) => {
      const provider = find(providerId);
      const baseUrl = homeOf(providerId);
      if (provider === null || baseUrl === null) return gone(providerId);
      return {
        kind: "ready",
        provider: { ...provider, baseUrl },
        adapter: standIn(adapterFor(provider.kind), addressOf),
        adapterFor: (question) => standIn(chatAdapterFor(provider.kind, question), addressOf),
        key: drillKey,
        keyFingerprint: drillKey,
      };
    },
    nameOf: (providerId) => find(providerId)?.name ?? providerId,
  };
}

function gone(providerId: string): ProviderAccess {
  return { kind: "unavailable", reason: "no-key", message: `The provider “${providerId}” is gone.` };
}

/** Speaks as the real one does, to the server of the link. What an aborted answer cost is not looked up. */
function standIn({ costLookup: _, ...adapter }: Adapter, addressOf: DrillDirectoryOptions["addressOf"]): Adapter {
  return {
    ...adapter,
    chatRequest: (request) => {
      const baseUrl = addressOf(request.link.id);
      if (baseUrl === null) throw new Error(`The link ${request.link.id} is none of this drill`);
      return adapter.chatRequest({ ...request, provider: { ...request.provider, baseUrl } });
    },
  };
}
