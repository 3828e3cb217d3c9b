import type { ProviderState } from "#shared/provider-state.ts";
import { type ServerPreset, serverPresets } from "#shared/server-presets.ts";

/** Names of this machine that a base URL may have; they are one address. */
const loopback = ["localhost", "127.0.0.1", "[::1]"];

/** Host and port, with one name for this machine; the text itself where it is no address. */
function serverAddress(baseUrl: string): string {
  const url = URL.parse(baseUrl);
  if (url === null) return baseUrl;
  return `${loopback.includes(url.hostname) ? "loopback" : url.hostname}:${url.port}`;
}

/** Whether a provider calls the same server already, whatever it is named. */
export function isAdded(baseUrl: string, providers: readonly ProviderState[]): boolean {
  const address = serverAddress(baseUrl);
  return providers.some(({ provider }) => serverAddress(provider.baseUrl) === address);
}

/** The preset of a provider's server; undefined for an address of one's own. */
export function presetAt(baseUrl: string): ServerPreset | undefined {
  const address = serverAddress(baseUrl);
  return serverPresets.find((preset) => serverAddress(preset.baseUrl) === address);
}

/** Host and port as written; the text itself where it is no address. */
export function hostOf(baseUrl: string): string {
  return URL.parse(baseUrl)?.host ?? baseUrl;
}
