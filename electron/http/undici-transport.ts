import { AsyncLocalStorage } from "node:async_hooks";
import { lookup } from "node:dns";
import { type LookupFunction, Socket } from "node:net";
import { Agent, buildConnector } from "undici";
import type { Transport } from "#electron/manager/dependencies.ts";
import { type Exchange, newExchange } from "./exchange.ts";
import { guardedLookup } from "./guarded-lookup.ts";
import { transportFailure } from "./transport-failure.ts";

/** Some servers turn away requests that do not say who asks. */
const userAgent = "Understudy";

/**
 * The one network client: one undici Agent, HTTP/1.1 with keep-alive, one request per connection at a time, so that
 * closing a connection never harms another request. It follows no redirect, retries nothing and keeps no time but the
 * connect timeout. `close` ends everything that is still open at once. `resolve` is how names become addresses.
 */
export function createTransport(resolve: LookupFunction = lookup): Transport & { close(): Promise<void> } {
  // The connector is called inside `dispatch`; this tells it for which request, so that stopping a request also ends
  // a connection that is still being made. undici itself would leave it to its own timeout.
  const current = new AsyncLocalStorage<Exchange>();
  const connectSocket = buildConnector({ allowH2: false, timeout: 0, lookup: guardedLookup(resolve) });
  const agent = new Agent({
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (target, callback) => {
      const socket: unknown = connectSocket(target, callback);
      if (socket instanceof Socket) current.getStore()?.connecting(socket);
    },
  });

  return {
    open: ({ url, method, headers, body }, { signal, connectTimeoutMs }) => {
      const address = URL.parse(url);
      const host = address?.host ?? "the address";
      if (address === null) return failed("protocol", "INVALID_URL", host);
      if (signal.aborted) return failed("aborted", null, host);
      const exchange = newExchange({ host, signal, connectTimeoutMs });
      const path = address.pathname + address.search;
      const request = { origin: address.origin, path, method, headers: { "user-agent": userAgent, ...headers }, body };
      current.run(exchange, () => agent.dispatch(request, exchange.handler));
      return exchange.opened;
    },
    close: () => agent.destroy(),
  };
}

async function failed(reason: "protocol" | "aborted", code: string | null, host: string) {
  return { kind: "failure", failure: transportFailure(reason, host, code) } as const;
}
