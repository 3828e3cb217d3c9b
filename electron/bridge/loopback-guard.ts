import type { IncomingMessage } from "node:http";

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
  const host = `127.0.0.1:${ours.port}`;
  const hosts = valuesOf(request.rawHeaders, "host");
  if (hosts.length !== 1 || hosts[0] !== host) return { status: 421, message: "Misdirected Request" };
  // Absolute-form targets name a host of their own.
  if (request.url?.startsWith("/") !== true) return { status: 421, message: "Misdirected Request" };
  const origins = valuesOf(request.rawHeaders, "origin");
  if (origins.length === 0 && !ours.needsOrigin) return null;
  const isOurs = origins.length === 1 && origins[0] === `http://${host}`;
  return isOurs ? null : { status: 403, message: "Forbidden" };
}

/** Every value of a header as it came; Node's own `headers` keeps the first of repeated ones and hides the rest. */
function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}
