import { isIPv6, type LookupFunction } from "node:net";
import { isForbiddenAddress } from "#shared/check-host.ts";

/**
 * Resolves names by `resolve` and keeps back the addresses that no base URL may name (security.md T12). The connection
 * is made to the very addresses that were judged, so that a name cannot come to mean another one in between.
 */
export function guardedLookup(resolve: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, options, (error, found, family) => {
      if (error !== null) return callback(error, found, family);
      const allowed = Array.isArray(found) ? found.filter(({ address }) => !isForbidden(address)) : found;
      const isRefused = Array.isArray(allowed) ? allowed.length === 0 : isForbidden(allowed);
      callback(isRefused ? refusal(hostname) : null, allowed, family);
    });
  };
}

/** The resolver writes addresses its own way: zones, IPv4 inside IPv6. The URL parser gives the one way we judge. */
function isForbidden(address: string): boolean {
  if (!isIPv6(address)) return isForbiddenAddress(address);
  const host = URL.parse(`http://[${address.replace(/%.*$/, "")}]`)?.hostname;
  return host === undefined || isForbiddenAddress(host);
}

function refusal(hostname: string): Error {
  const message = `${hostname} is the name of an address that no provider can have`;
  return Object.assign(new Error(message), { code: "FORBIDDEN_ADDRESS" });
}
