/** Scheme, host and port of a checked base URL, as in `https://api.openai.com`. */
export function originOf(baseUrl: string): string {
  return new URL(baseUrl).origin;
}

/** The keychain account of a provider's key: bound to the origin it was entered for (security.md §3). */
export function accountOf(providerId: string, baseUrl: string): string {
  return `${providerId}|${originOf(baseUrl)}`;
}
