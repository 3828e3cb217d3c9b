import { isLoopbackHost } from "#shared/check-host.ts";
import type { Provider } from "#shared/model.ts";
import { type ServerId, serverPresets } from "#shared/server-presets.ts";
import { type CompatibleServer, compatibleServers } from "./servers.ts";

export type KnownServer = CompatibleServer & { readonly id: ServerId };

/**
 * Which server a provider is: by its host, on this machine by its port. Null for an address that nothing is known of,
 * and for providers of another kind: then only the common tolerance list holds.
 */
export function serverOf({ kind, baseUrl }: Pick<Provider, "kind" | "baseUrl">): KnownServer | null {
  const address = kind === "openai-compatible" ? URL.parse(baseUrl) : null;
  if (address === null) return null;
  const { hostname, port } = address;
  const isLocal = isLoopbackHost(hostname);
  const preset = serverPresets.find((one) => (isLocal ? String(one.port) === port : one.hosts.includes(hostname)));
  return preset === undefined ? null : { ...compatibleServers[preset.id], id: preset.id };
}
