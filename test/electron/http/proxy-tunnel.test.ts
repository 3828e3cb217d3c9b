import { describe, expect, it } from "vitest";
import {
  by,
  elsewhere,
  ending,
  startProvider,
  startProxy,
  transportOver,
  trusted,
  trustTestAuthority,
} from "./proxied.ts";
import { holds, openQuietly, post, readAll, reasonOf, startRawServer } from "./raw-server.ts";

trustTestAuthority();

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
