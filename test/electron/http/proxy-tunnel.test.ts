import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ClosableTransport, createTransport, type TransportOptions } from "#electron/http/undici-transport.ts";
import { type ConnectProxy, type ProxyOptions, startConnectProxy } from "#test/support/connect-proxy.ts";
import { holds, listen, openQuietly, post, readAll, reasonOf, startRawServer } from "./raw-server.ts";

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url));
const key = fixture("server-key.pem");
const trusted = { key, cert: fixture("trusted.pem") };
const usual = getCACertificates("default");
beforeAll(() => setDefaultCACertificates([...usual, fixture("test-ca.pem").toString()]));
afterAll(() => setDefaultCACertificates(usual));

const ending: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
});

type Provider = { readonly port: number; readonly server: Server; readonly open: ServerResponse[] };

/** A provider behind TLS. It answers at once, or keeps what it was asked in `open`. */
async function startProvider(options: { cert?: string; waits?: boolean } = {}): Promise<Provider> {
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
  return { port, server, open };
}

async function startProxy(options?: ProxyOptions): Promise<ConnectProxy> {
  const proxy = await startConnectProxy(options);
  ending.push(proxy.close);
  return proxy;
}

function transportOver(options: TransportOptions): ClosableTransport {
  const transport = createTransport(options);
  ending.push(transport.close);
  return transport;
}

const by = (proxy: ConnectProxy) => transportOver({ proxy: { kind: "url", url: `http://127.0.0.1:${proxy.port}` } });

/** Any name will do: the proxy leads every tunnel to the provider, whose certificate is for `localhost`. */
const elsewhere = (port: number) => `https://provider.test:${port}/v1/chat`;

describe("a request through a proxy", () => {
  it("is TLS with the server itself: the proxy learns its name and port, and nothing else", async () => {
    const provider = await startProvider({ cert: "wrong-name.pem" });
    const proxy = await startProxy({ leadsTo: provider.port });
    const opened = await openQuietly(by(proxy), "https://elsewhere.test:8443/v1/chat?a=b");
    expect((await readAll(opened)).text).toBe("asked elsewhere.test:8443 /v1/chat?a=b");
    expect(proxy.asked).toEqual(["elsewhere.test:8443"]);
  });

  it("has the usual port where the address has none", async () => {
    const provider = await startProvider({ cert: "wrong-name.pem" });
    const proxy = await startProxy({ leadsTo: provider.port });
    expect(await reasonOf(await openQuietly(by(proxy), "https://elsewhere.test/v1"))).toBeNull();
    expect(proxy.asked).toEqual(["elsewhere.test:443"]);
  });

  it("keeps its connection for the next one", async () => {
    const provider = await startProvider({ cert: "wrong-name.pem" });
    const proxy = await startProxy({ leadsTo: provider.port });
    const transport = by(proxy);
    for (const _time of [1, 2]) {
      await readAll(await openQuietly(transport, "https://elsewhere.test/v1"));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(proxy.asked).toHaveLength(1);
  });

  it("proves who asks where the environment says so, to the proxy alone", async () => {
    const provider = await startProvider({ cert: "wrong-name.pem" });
    const proxy = await startProxy({ leadsTo: provider.port });
    const environment = { HTTPS_PROXY: `http://me:correct-horse@127.0.0.1:${proxy.port}` };
    const transport = transportOver({ proxy: { kind: "environment" }, environment });
    expect(await reasonOf(await openQuietly(transport, "https://elsewhere.test/v1"))).toBeNull();
    expect(proxy.proofs).toEqual([`Basic ${Buffer.from("me:correct-horse").toString("base64")}`]);
  });

  it("goes directly to this machine, and to what NO_PROXY names", async () => {
    const provider = await startProvider();
    const proxy = await startProxy();
    const transport = by(proxy);
    expect(await reasonOf(await openQuietly(transport, `https://localhost:${provider.port}/v1`))).toBeNull();
    expect(await reasonOf(await openQuietly(transport, `https://127.0.0.1:${provider.port}/v1`))).toBeNull();
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: "no-such-host.invalid" };
    const exempt = transportOver({ proxy: { kind: "environment" }, environment });
    expect(await reasonOf(await openQuietly(exempt, "https://no-such-host.invalid/v1"))).toBe("dns");
    expect(proxy.asked).toEqual([]);
  });

  it("may be made over TLS to the proxy, too", async () => {
    const provider = await startProvider({ cert: "wrong-name.pem" });
    const proxy = await startProxy({ leadsTo: provider.port, tls: trusted });
    const transport = transportOver({ proxy: { kind: "url", url: `https://localhost:${proxy.port}` } });
    expect((await readAll(await openQuietly(transport, "https://elsewhere.test/v1"))).text).toContain("elsewhere.test");
  });
});

describe("a proxy that fails", () => {
  it.each([
    ["407 Proxy Authentication Required", "PROXY_407", "asks for a name and a password (407)"],
    ["403 Forbidden", "PROXY_403", "refused to connect to provider.test:443 (403)"],
    ["502 Bad Gateway", "PROXY_502", "refused to connect to provider.test:443 (502)"],
  ])("by its answer: %s", async (...[status, code, words]) => {
    const proxy = await startProxy({ answers: `HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n` });
    const opened = await openQuietly(by(proxy), "https://provider.test/v1");
    const message = expect.stringContaining(`The proxy 127.0.0.1:${proxy.port} ${words}`);
    expect(opened).toMatchObject({ failure: { reason: "proxy", code, message } });
    expect(await holds(() => proxy.openSockets() === 0, 600)).toBe(true);
  });

  it("by hanging up, by speaking no HTTP, by endless headers", async () => {
    const hangs = await startProxy({ answers: "hang up" });
    expect(await openQuietly(by(hangs), "https://provider.test/v1")).toMatchObject({
      failure: { reason: "proxy", code: "PROXY_HUNG_UP" },
    });
    for (const answer of ["SSH-2.0-OpenSSH_9.2\r\n\r\n", "x".repeat(20_000)]) {
      const server = await startRawServer((socket) => socket.end(answer));
      ending.push(server.close);
      const transport = transportOver({ proxy: { kind: "url", url: `http://127.0.0.1:${server.port}` } });
      expect(await reasonOf(await openQuietly(transport, "https://provider.test/v1"))).toBe("proxy");
    }
  });

  it("because nothing is there, or its name is not known; a name or password is in no word of it", async () => {
    const gone = await startProxy();
    await gone.close();
    const environment = { HTTPS_PROXY: `http://me:correct-horse@127.0.0.1:${gone.port}` };
    const opened = await openQuietly(
      transportOver({ proxy: { kind: "environment" }, environment }),
      "https://a.test/v1",
    );
    expect(opened).toMatchObject({ failure: { reason: "proxy", code: "PROXY_ECONNREFUSED" } });
    expect(JSON.stringify(opened)).not.toMatch(/correct|Basic/);
    const unknown = transportOver({ proxy: { kind: "url", url: "http://no-such-host.invalid:8080" } });
    expect(await openQuietly(unknown, "https://a.test/v1")).toMatchObject({
      failure: { reason: "proxy", code: "PROXY_ENOTFOUND" },
    });
  });

  it("because it is one of SOCKS: nothing is sent, not even directly", async () => {
    const environment = { HTTPS_PROXY: "socks5://127.0.0.1:9" };
    const transport = transportOver({ proxy: { kind: "environment" }, environment });
    expect(await openQuietly(transport, "https://provider.test/v1")).toMatchObject({
      failure: { reason: "proxy", message: expect.stringContaining("SOCKS") },
    });
  });

  it("by silence, within the time of a connection", async () => {
    const proxy = await startProxy({ answers: "nothing" });
    const signal = new AbortController().signal;
    const opened = await by(proxy).open(post("https://provider.test/v1"), { signal, connectTimeoutMs: 60 });
    expect(opened).toMatchObject({
      failure: { reason: "connect-timeout", message: expect.stringContaining(`the proxy 127.0.0.1:${proxy.port}`) },
    });
    expect(await holds(() => proxy.openSockets() === 0, 600)).toBe(true);
  });
});

describe("a certificate behind a proxy", () => {
  it.each(["self-signed.pem", "expired.pem", "trusted.pem"])("is judged by the server's name: %s", async (cert) => {
    const provider = await startProvider({ cert });
    const proxy = await startProxy({ leadsTo: provider.port });
    const opened = await openQuietly(by(proxy), elsewhere(provider.port));
    expect(opened).toMatchObject({ kind: "failure", failure: { reason: "tls" } });
    expect(await holds(() => proxy.openSockets() === 0, 600)).toBe(true);
  });

  it("says who issued it, so that a proxy that looks inside is known by its name", async () => {
    const provider = await startProvider({ cert: "expired.pem" });
    const proxy = await startProxy({ leadsTo: provider.port });
    const message = expect.stringContaining("The certificate is from “Understudy test CA”.");
    expect(await openQuietly(by(proxy), elsewhere(provider.port))).toMatchObject({ failure: { message } });
    const opened = await openQuietly(transportOver({}), `https://127.0.0.1:${provider.port}/v1`);
    expect(opened).toMatchObject({ failure: { reason: "tls", message } });
  });
});

describe("stopping a request through a proxy", () => {
  const stopping = async (proxy: ConnectProxy, until: () => boolean) => {
    const stop = new AbortController();
    const options = { signal: stop.signal, connectTimeoutMs: 60_000 };
    const opening = by(proxy).open(post("https://elsewhere.test/v1"), options);
    expect(await holds(until, 2_000)).toBe(true);
    stop.abort();
    expect(await reasonOf(await opening)).toBe("aborted");
    expect(await holds(() => proxy.openSockets() === 0, 600)).toBe(true);
  };

  it("while the proxy says nothing closes the socket", async () => {
    const proxy = await startProxy({ answers: "nothing" });
    await stopping(proxy, () => proxy.asked.length === 1);
  });

  it("while the handshake behind it hangs closes the socket", async () => {
    const silent = await startRawServer(() => undefined);
    ending.push(silent.close);
    const proxy = await startProxy({ leadsTo: silent.port });
    await stopping(proxy, () => silent.received() !== "");
  });

  it("in the middle of its answer closes the socket", async () => {
    const provider = await startProvider({ cert: "wrong-name.pem", waits: true });
    const proxy = await startProxy({ leadsTo: provider.port });
    const stop = new AbortController();
    const options = { signal: stop.signal, connectTimeoutMs: 5_000 };
    const opened = await by(proxy).open(post("https://elsewhere.test/v1"), options);
    if (opened.kind === "failure") throw new Error(opened.failure.message);
    for await (const item of opened.response.body) {
      if (item.kind === "failure") expect(item.failure.reason).toBe("aborted");
      stop.abort();
    }
    expect(await holds(() => proxy.openSockets() === 0, 600)).toBe(true);
  });
});

describe("another proxy chosen while answers stream", () => {
  it("lets what runs end where it is, and leads what comes next its own way", async () => {
    const provider = await startProvider({ cert: "wrong-name.pem", waits: true });
    const [first, second] = [
      await startProxy({ leadsTo: provider.port }),
      await startProxy({ leadsTo: provider.port }),
    ];
    const transport = by(first);
    const running = readAll(await openQuietly(transport, "https://elsewhere.test/v1"));
    transport.useProxy({ kind: "url", url: `http://127.0.0.1:${second.port}` });
    const next = readAll(await openQuietly(transport, "https://elsewhere.test/v1"));
    expect([first.asked.length, second.asked.length]).toEqual([1, 1]);
    for (const response of provider.open) response.end(" and last");
    expect([(await running).text, (await next).text]).toEqual(["first and last", "first and last"]);
    expect(await holds(() => first.openSockets() === 0, 2_000)).toBe(true);
    expect(second.openSockets()).toBeGreaterThan(0);
  });

  it("changes nothing where it is the same one", async () => {
    const provider = await startProvider({ cert: "wrong-name.pem" });
    const proxy = await startProxy({ leadsTo: provider.port });
    const transport = by(proxy);
    await readAll(await openQuietly(transport, "https://elsewhere.test/v1"));
    await new Promise((resolve) => setImmediate(resolve));
    transport.useProxy({ kind: "url", url: `http://127.0.0.1:${proxy.port}` });
    await readAll(await openQuietly(transport, "https://elsewhere.test/v1"));
    expect(proxy.asked).toHaveLength(1);
  });

  it("is closed with everything before it", async () => {
    const provider = await startProvider({ cert: "wrong-name.pem", waits: true });
    const proxy = await startProxy({ leadsTo: provider.port });
    const transport = by(proxy);
    const running = readAll(await openQuietly(transport, "https://elsewhere.test/v1"));
    transport.useProxy({ kind: "none" });
    await transport.close();
    expect((await running).last).toMatchObject({ kind: "failure" });
    expect(await holds(() => proxy.openSockets() === 0, 600)).toBe(true);
  });
});
