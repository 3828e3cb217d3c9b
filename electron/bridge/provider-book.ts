import type { Provider } from "#shared/model.ts";
import type { KeyTest, ProviderState, RateLimitState } from "#shared/provider-state.ts";
import type { KeyRing, KeySource } from "./key-ring.ts";
import { originOf } from "./origin.ts";
import type { EnvironmentFacts } from "./ports.ts";

export type ProviderBookParts = {
  readonly builtIn: readonly Provider[];
  /** What the user added or changed; one with the id of a built-in one stands in its place. */
  readonly stored: readonly Provider[];
  readonly environment: EnvironmentFacts;
  readonly limits: (providerId: string) => RateLimitState;
};

/** All providers as they are now. Persisting and telling the windows is the caller's. */
export type ProviderBook = {
  list(ring: KeyRing): readonly ProviderState[];
  stateOf(providerId: string, ring: KeyRing): ProviderState | null;
  /** As saved, without what the environment puts over it. */
  saved(providerId: string): Provider | null;
  /** With the base URL that requests go to. */
  inForce(providerId: string): Provider | null;
  sourceOf(providerId: string, ring: KeyRing): KeySource;
  /** Where a key from the environment may go: the environment's own address, else the built-in one. */
  homeOrigin(providerId: string): string | null;
  isBuiltIn(providerId: string): boolean;
  /** True for a built-in one whose name and address nobody changed. */
  isAsItCame(providerId: string): boolean;
  hasName(name: string, exceptId: string | null): boolean;
  put(provider: Provider): void;
  drop(providerId: string): void;
  setTest(providerId: string, test: KeyTest | null): void;
};

export function createProviderBook(parts: ProviderBookParts): ProviderBook {
  const { environment } = parts;
  const builtIn = new Map(parts.builtIn.map((provider) => [provider.id, provider]));
  const providers = new Map([...builtIn, ...parts.stored.map((provider) => [provider.id, provider] as const)]);
  const tests = new Map<string, KeyTest>();

  const overlay = (providerId: string) =>
    Object.hasOwn(environment.baseUrls, providerId) ? environment.baseUrls[providerId] : undefined;

  const inForce = (providerId: string): Provider | null => {
    const saved = providers.get(providerId);
    return saved === undefined ? null : { ...saved, baseUrl: overlay(providerId)?.baseUrl ?? saved.baseUrl };
  };

  const stateOf = (providerId: string, ring: KeyRing): ProviderState | null => {
    const provider = inForce(providerId);
    if (provider === null) return null;
    const baseUrlFrom = overlay(providerId)?.variable ?? null;
    const lastTest = tests.get(providerId) ?? null;
    return { provider, baseUrlFrom, key: ring.stateOf(provider), limit: parts.limits(providerId), lastTest };
  };

  return {
    list: (ring) => [...providers.keys()].flatMap((id) => stateOf(id, ring) ?? []),
    stateOf,
    saved: (providerId) => providers.get(providerId) ?? null,
    inForce,
    sourceOf(providerId, ring) {
      const provider = inForce(providerId);
      return provider === null ? { kind: "none" } : ring.sourceOf(provider);
    },
    homeOrigin(providerId) {
      const home = overlay(providerId)?.baseUrl ?? builtIn.get(providerId)?.baseUrl;
      return home === undefined ? null : originOf(home);
    },
    isBuiltIn: (providerId) => builtIn.has(providerId),
    isAsItCame(providerId) {
      const [came, now] = [builtIn.get(providerId), providers.get(providerId)];
      return came !== undefined && came.baseUrl === now?.baseUrl && came.name === now.name;
    },
    hasName: (name, exceptId) =>
      [...providers.values()].some((one) => one.id !== exceptId && one.name.toLowerCase() === name.toLowerCase()),
    put: (provider) => void providers.set(provider.id, provider),
    drop(providerId) {
      providers.delete(providerId);
      tests.delete(providerId);
    },
    setTest(providerId, test) {
      if (test === null) tests.delete(providerId);
      else tests.set(providerId, test);
    },
  };
}
