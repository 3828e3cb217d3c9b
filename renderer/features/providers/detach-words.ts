import { maskedKey } from "#renderer/parts/names.ts";
import { hostOf } from "#renderer/parts/server-address.ts";
import { checkBaseUrl } from "#shared/check-base-url.ts";
import type { ProviderState } from "#shared/provider-state.ts";

/**
 * Said before a base URL is saved: a key is bound to scheme, host and port (security.md §3), so another origin does
 * not get it. Null where no key is concerned.
 */
export function detachWords({ key, provider }: ProviderState, typed: string): string | null {
  if (key.kind === "none") return null;
  const next = checkBaseUrl(typed, (text) => URL.parse(text));
  if (!next.ok || next.origin === originOf(provider.baseUrl)) return null;
  const which = key.kind === "environment" ? `from ${key.variable}` : maskedKey(key.last4);
  const host = hostOf(provider.baseUrl);
  return `The key ${which} belongs to ${host} and is not sent to ${hostOf(next.baseUrl)}: the new address needs a key of its own. Change back, and it is used again.`;
}

function originOf(baseUrl: string): string | null {
  const checked = checkBaseUrl(baseUrl, (text) => URL.parse(text));
  return checked.ok ? checked.origin : null;
}
