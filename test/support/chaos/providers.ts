import type { Clock, HttpRequest, ModelFacts, ProviderAccess } from "#electron/manager/dependencies.ts";
import type { ManagerDependencies } from "#electron/manager/manager-dependencies.ts";
import { type Scopes, scopesOf } from "#electron/manager/scopes.ts";
import { openAiChat } from "#electron/providers/openai-chat/adapter.ts";
import type { Provider } from "#shared/model.ts";

/** Two accounts on one host, another host, OpenRouter with its free tier, and a server on this machine. */
const baseUrls = {
  a: "https://one.test/v1",
  a2: "https://one.test/v1",
  b: "https://two.test/v1",
  router: "https://router.test/api/v1",
  local: "http://127.0.0.1:11434/v1",
} as const;

export type ProviderName = keyof typeof baseUrls;
export const providerNames: readonly ProviderName[] = ["a", "a2", "b", "router", "local"];

/** Model ids are the same everywhere; `n` thinks, and the window of `o:free` is not known. */
const windows: Readonly<Record<string, number | null>> = { m: 8_000, n: 32_000, "o:free": null };
export const modelIds = ["m", "n", "o:free"] as const;

export function windowOf(modelId: string): number | null {
  return windows[modelId] ?? null;
}

function isProvider(name: string): name is ProviderName {
  return Object.hasOwn(baseUrls, name);
}

/** The provider that a request is for; look-ups of a cost have a queue of their own. */
export function queueOf({ method, headers }: HttpRequest): string {
  const provider = (headers.authorization ?? "").replace("Bearer key-of-", "");
  return method === "GET" ? `${provider} look-ups` : provider;
}

export type Access = { readonly noKeyFor: readonly string[]; readonly keyTakesMs: number };

/** How the engine finds these providers. */
export function chaosProviders(clock: Clock, { noKeyFor, keyTakesMs }: Access): ManagerDependencies["providers"] {
  return {
    access: async (providerId) => {
      if (keyTakesMs > 0) await new Promise<void>((resolve) => clock.after(keyTakesMs, resolve));
      if (noKeyFor.includes(providerId) || !isProvider(providerId)) {
        return { kind: "unavailable", reason: "no-key", message: `${providerId} has no key yet.` };
      }
      return ready(providerId);
    },
    nameOf: (providerId) => providerId.toUpperCase(),
  };
}

function ready(id: ProviderName): ProviderAccess {
  const kind: Provider["kind"] = id === "router" ? "openrouter" : "openai-compatible";
  return {
    kind: "ready",
    provider: { id, name: id.toUpperCase(), kind, baseUrl: baseUrls[id], keyOptional: false },
    adapter: openAiChat,
    adapterFor: () => openAiChat,
    key: `key-of-${id}`,
    keyFingerprint: `print-${id}`,
  };
}

export function chaosFacts(modelId: string, effort: string | undefined): ModelFacts {
  return {
    contextTokens: windowOf(modelId),
    isFree: modelId.endsWith(":free"),
    takesImages: null,
    takesImageUrls: null,
    takesTools: null,
    reasons: modelId === "n" && effort !== "none",
  };
}

export function baseUrlOf(providerId: string): string {
  return isProvider(providerId) ? baseUrls[providerId] : "";
}

export function scopesOfProvider(providerId: string, modelId: string): Scopes {
  return scopesOf({
    baseUrl: baseUrlOf(providerId),
    providerId,
    keyFingerprint: `print-${providerId}`,
    modelId,
    isOpenRouter: providerId === "router",
  });
}
