import type { ExportLoss } from "#shared/chain-export.ts";
import { type ChainFacts, placeOf } from "./chain-facts.ts";

/** Links at an address that Portkey’s gateway refuses by itself, and with it the whole config. */
export function addressLosses({ chains }: Pick<ChainFacts, "chains">): readonly ExportLoss[] {
  return chains.flatMap((one) =>
    one.links.flatMap((link) => {
      const { baseUrl, isUsualAddress } = link.provider;
      if (isUsualAddress || isTaken(new URL(baseUrl).hostname)) return [];
      const what = `the address ${baseUrl}`;
      const why = `Portkey’s gateway refuses a config with “${what}”, unless its variable TRUSTED_CUSTOM_HOSTS names the host.`;
      return [{ ...placeOf(one, link), what, why }];
    }),
  );
}

const trusted: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "host.docker.internal"]);
const privateNames =
  /(?:^|\.)(?:local|localdomain|internal|intranet|lan|home|corp|test|invalid|onion)$|^metadata$|^metadata\.azure\.com$|^instance-data$/;
/** Of networks that nobody reaches from outside, or that are set aside: 10/8, 100.64/10, 127/8, 169.254/16, 172.16/12, 192.168/16. */
const privateNumbers =
  /^(?:0|10|127|22[4-9]|2[3-5]\d)\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^192\.168\./;

/** As `isValidCustomHost` of the gateway 1.15.2 judges names. Of addresses of version 6 it takes none. */
function isTaken(host: string): boolean {
  if (trusted.has(host) || host.endsWith(".localhost")) return true;
  const isNumber = /^[\d.]+$/.test(host);
  return !host.startsWith("[") && !(isNumber ? privateNumbers : privateNames).test(host);
}
