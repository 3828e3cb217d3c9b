import type { IncomingMessage } from "node:http";
import { headerValues } from "#shared/header-values.ts";
import { hostNames } from "#shared/host-names.ts";

export type Refusal = { readonly status: number; readonly message: string };

/**
 * Keeps other web pages out (security.md H2, H3). A page of another site, also one whose name was made to point at
 * 127.0.0.1, shows itself by its Host or its Origin. Both must be exactly ours; `needsOrigin` is for the socket, which
 * a browser never opens without one.
 */
export function checkLoopbackRequest(
  request: Pick<IncomingMessage, "rawHeaders" | "url">,
  ours: { port: number; needsOrigin: boolean },
): Refusal | null {
  const names = hostNames("127.0.0.1", ours.port);
  const hosts = headerValues(request.rawHeaders, "host");
  if (hosts.length !== 1 || !names.includes(hosts[0] ?? "")) return { status: 421, message: "Misdirected Request" };
  // Absolute-form targets name a host of their own.
  if (request.url?.startsWith("/") !== true) return { status: 421, message: "Misdirected Request" };
  const origins = headerValues(request.rawHeaders, "origin");
  if (origins.length === 0 && !ours.needsOrigin) return null;
  const isOurs = origins.length === 1 && names.some((name) => origins[0] === `http://${name}`);
  return isOurs ? null : { status: 403, message: "Forbidden" };
}
