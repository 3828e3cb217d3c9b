import { AsyncLocalStorage } from "node:async_hooks";
import { lookup } from "node:dns";
import { type LookupFunction, Socket } from "node:net";
import { Agent, buildConnector } from "undici";
import type { Transport } from "#electron/manager/dependencies.ts";
import type { ProxyChoice } from "#shared/settings.ts";
import { rememberIssuer } from "./certificate-issuer.ts";
import { type Exchange, newExchange } from "./exchange.ts";
import { guardedLookup } from "./guarded-lookup.ts";
import { createRoute, type Environment, nameOf, type ProxyServer, type Route } from "./proxy-route.ts";
import { openTunnel } from "./proxy-tunnel.ts";
import { transportFailure } from "./transport-failure.ts";

/** Some servers turn away requests that do not say who asks. */
const userAgent = "Understudy";

export type TransportOptions = {
  /** How names become addresses. */
  readonly resolve?: LookupFunction;
  readonly proxy?: ProxyChoice;
  /** Where the variables of a proxy are read. */
  readonly environment?: Environment;
};

export type ClosableTransport = Transport & {
  /** In force from the next request on, on connections of its own; those that run end on theirs. */
  useProxy(choice: ProxyChoice): void;
  /** Ends everything that is still open at once. */
  close(): Promise<void>;
};

/**
 * The one network client: one undici Agent, HTTP/1.1 with keep-alive, one request per connection at a time, so that
 * closing a connection never harms another request. It follows no redirect, retries nothing and keeps no time but the
 * connect timeout.
 */
export function createTransport(options: TransportOptions = {}): ClosableTransport {
  const { resolve = lookup, environment = {} } = options;
  let choice: ProxyChoice = options.proxy ?? { kind: "none" };
  const open = (chosen: ProxyChoice) => newClient(guardedLookup(resolve), createRoute(chosen, environment));
  let client = open(choice);
  const clients = new Set([client]);

  return {
    open: ({ url, method, headers, body }, { signal, connectTimeoutMs }) => {
      const address = URL.parse(url);
      if (address === null) return failed("protocol", "INVALID_URL", "the address");
      if (signal.aborted) return failed("aborted", null, address.host);
      const route = client.routeTo(address);
      if (route.kind === "refused") return refused(route.message);
      const host = route.kind === "direct" ? address.host : `${address.host} through the proxy ${nameOf(route.proxy)}`;
      const used = client;
      const exchange = newExchange({ host, signal, connectTimeoutMs, onOver: used.ended });
      const path = address.pathname + address.search;
      const request = { origin: address.origin, path, method, headers: { "user-agent": userAgent, ...headers }, body };
      used.dispatch(request, exchange);
      return exchange.opened;
    },
    useProxy: (next) => {
      if (JSON.stringify(next) === JSON.stringify(choice)) return;
      choice = next;
      const former = client;
      client = open(next);
      clients.add(client);
      former.retire(() => clients.delete(former));
    },
    close: async () => void (await Promise.all([...clients].map((one) => one.destroy()))),
  };
}

type Connector = ReturnType<typeof buildConnector>;
type Target = Parameters<Connector>[0];
type Callback = Parameters<Connector>[1];

/** Connections of one way out of this computer. */
function newClient(resolve: LookupFunction, route: ReturnType<typeof createRoute>) {
  // The connector is called inside `dispatch`; this tells it for which request, so that stopping a request also ends
  // a connection that is still being made. undici itself would leave it to its own timeout.
  const current = new AsyncLocalStorage<Exchange>();
  // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED of the environment does not count.
  const rejectUnauthorized = true;
  const connectSocket = buildConnector({ allowH2: false, timeout: 0, lookup: resolve, rejectUnauthorized });
  const connect = (target: Target, callback: Callback) => {
    let issuer: () => string | null = () => null;
    const socket: unknown = connectSocket(target, (...result) => {
      const [error] = result;
      if (error === null) callback(...result);
      else callback(Object.assign(error, { issuer: issuer() }), null);
    });
    if (!(socket instanceof Socket)) return;
    issuer = rememberIssuer(socket);
    current.getStore()?.connecting(socket);
  };
  const routeTo = ({ protocol, hostname, port }: Pick<URL, "protocol" | "hostname" | "port">): Route =>
    route({ hostname, port: portOf(protocol, port) });
  const agent = new Agent({
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (target, callback) => {
      const found = routeTo(target);
      if (found.kind === "proxy") connectThrough(found.proxy, { target, connect, callback });
      else connect(target, callback);
    },
  });
  let running = 0;
  let retired: (() => void) | null = null;
  const destroy = () => agent.destroy();
  // Not undici's own `close`: while that waits for the last answer, nothing can end it any more.
  const endIfIdle = () => {
    if (retired === null || running > 0) return;
    void destroy().then(retired);
  };
  return {
    routeTo,
    dispatch: (request: Agent.DispatchOptions, exchange: Exchange) => {
      running += 1;
      current.run(exchange, () => agent.dispatch(request, exchange.handler));
    },
    ended: () => {
      running -= 1;
      endIfIdle();
    },
    /** Ends by itself after the last answer, and then calls back. */
    retire: (onEnded: () => void) => {
      retired = onEnded;
      endIfIdle();
    },
    destroy,
  };
}

type Through = {
  readonly target: Target;
  readonly connect: (target: Target, callback: Callback) => void;
  readonly callback: Callback;
};

/** TLS is spoken with the server itself, inside the tunnel: the proxy sees its name and no more. */
function connectThrough(proxy: ProxyServer, { target, connect, callback }: Through): void {
  const { protocol, hostname, port } = proxy;
  const place = { protocol, hostname, host: nameOf(proxy), port: String(port) };
  const behind = `${target.hostname}:${portOf(target.protocol, target.port)}`;
  const tunnel = {
    proxy,
    target: behind,
    connect: (connected: (error: Error | null, socket: Socket | null) => void) =>
      connect(place, (...[error, socket]) => connected(error, socket)),
  };
  openTunnel(tunnel, (error, socket) => {
    if (error !== null || socket === null) callback(error ?? new Error("The proxy gave no connection"), null);
    else connect({ ...target, httpSocket: socket }, callback);
  });
}

function portOf(protocol: string, port: string): number {
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

async function failed(reason: "protocol" | "aborted", code: string | null, host: string) {
  return { kind: "failure", failure: transportFailure(reason, host, code) } as const;
}

async function refused(message: string) {
  return { kind: "failure", failure: { reason: "proxy", code: "PROXY_REFUSED", message } } as const;
}
