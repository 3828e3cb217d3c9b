import { recogniseKey } from "#shared/check-key.ts";
import type { ProviderState } from "#shared/provider-state.ts";
import { type ServerPreset, serverPresets } from "#shared/server-presets.ts";
import { presetAt } from "./server-address.ts";

/** Whose key it is: a provider that is here, or a server that is known by name and becomes one with its key. */
export type KeyOwner =
  | { readonly kind: "provider"; readonly id: string; readonly name: string }
  | { readonly kind: "preset"; readonly id: ServerPreset["id"]; readonly name: string; readonly preset: ServerPreset };

/** By the key's shape, which is a hint and never proof; null where none fits. */
export function ownerOf(key: string, providers: readonly ProviderState[]): KeyOwner | null {
  const id = recogniseKey(key);
  return (
    keyOwners(providers).find((owner) => (owner.kind === "preset" ? owner.id : presetIdOr(owner, providers)) === id) ??
    null
  );
}

/** Everyone that a key can be of: the providers, then the hosted servers that are none yet. */
export function keyOwners(providers: readonly ProviderState[]): readonly KeyOwner[] {
  const here = providers.map(({ provider: { id, name } }) => ({ kind: "provider", id, name }) as const);
  const known = new Set(providers.map(({ provider }) => presetAt(provider.baseUrl)?.id));
  const others = serverPresets
    .filter(({ id, port }) => port === null && !known.has(id))
    .map((preset) => ({ kind: "preset", id: preset.id, name: preset.name, preset }) as const);
  return [...here, ...others];
}

/** A server that was added goes by the id of its preset, whatever it is called here. */
function presetIdOr({ id }: KeyOwner, providers: readonly ProviderState[]): string {
  const state = providers.find((one) => one.provider.id === id);
  return (state?.provider.kind === "openai-compatible" ? presetAt(state.provider.baseUrl)?.id : undefined) ?? id;
}
