import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createServer } from "node:https";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type ClosableTransport, createTransport, type TransportOptions } from "#electron/http/undici-transport.ts";
import { type ConnectProxy, type ProxyOptions, startConnectProxy } from "#test/support/connect-proxy.ts";
import { listen } from "./raw-server.ts";

/** Providers behind TLS, proxies before them and transports over these, each ended with its test. */

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url));
const key = fixture("server-key.pem");
export const trusted = { key, cert: fixture("trusted.pem") };
const usual = getCACertificates("default");

export const ending: (() => Promise<unknown> | undefined)[] = [];

/** For the top of a file: its tests trust the certificates of `startProvider`, and end what they started. */
export function trustTestAuthority(): void {
  beforeAll(() => setDefaultCACertificates([...usual, fixture("test-ca.pem").toString()]));
  afterAll(() => setDefaultCACertificates(usual));
  afterEach(async () => {
    for (const end of ending.splice(0).toReversed()) await end();
  });
}

type Provider = { readonly port: number; readonly open: ServerResponse[] };

/** A provider behind TLS. It answers at once, or keeps what it was asked in `open`. */
export async function startProvider(options: { cert?: string; waits?: boolean } = {}): Promise<Provider> {
  const open: ServerResponse[] = [];
  const identity =
    options.cert === "self-signed.pem"
      ? { key: fixture("self-signed-key.pem"), cert: fixture("self-signed.pem") }
      : { ...trusted, cert: fixture(options.cert ?? "trusted.pem") };
  const server = createServer(identity, (request, response) => {
    request.resume().once("end", () => {
      if (options.waits !== true) return void response.end(`asked ${request.headers.host} ${request.url}`);
      response.write("first");
      open.push(response);
    });
  });
  const port = await listen(server);
  ending.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port, open };
}

export async function startProxy(options?: ProxyOptions): Promise<ConnectProxy> {
  const proxy = await startConnectProxy(options);
  ending.push(proxy.close);
  return proxy;
}

export function transportOver(options: TransportOptions): ClosableTransport {
  const transport = createTransport(options);
  ending.push(transport.close);
  return transport;
}

export const by = (proxy: ConnectProxy) =>
  transportOver({ proxy: { kind: "url", url: `http://127.0.0.1:${proxy.port}` } });

/** Any name will do: the proxy leads every tunnel to the provider, whose certificate is for `localhost`. */
export const elsewhere = (port: number) => `https://provider.test:${port}/v1/chat`;
