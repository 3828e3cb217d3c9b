import { readFileSync } from "node:fs";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createTransport } from "#electron/http/undici-transport.ts";
import { holds, listen, openQuietly, post, type RawServer, readAll, reasonOf, startRawServer } from "./raw-server.ts";

const transport = createTransport();
const servers: RawServer[] = [];

async function serve(...args: Parameters<typeof startRawServer>): Promise<RawServer> {
  const server = await startRawServer(...args);
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/tls/${name}`, import.meta.url));
const ok = (headers: string) => `HTTP/1.1 200 OK\r\n${headers}\r\n`;
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

describe("a request", () => {
  it("sends method, path, headers and body, and gives status, headers and bytes", async () => {
    const server = await serve((socket) =>
      socket.end(`${ok("Content-Type: text/plain\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 5\r\n")}Café`),
    );
    const opened = await openQuietly(transport, `${server.url}?a=b`);
    expect(opened).toMatchObject({
      kind: "response",
      response: { status: 200, headers: { "content-type": "text/plain", "x-a": "1, 2" } },
    });
    expect(await readAll(opened)).toMatchObject({ text: "Café", last: { kind: "bytes" } });
    expect(server.received()).toMatch(/^POST \/v1\/chat\/completions\?a=b HTTP\/1\.1\r\n/);
    expect(server.received()).toMatch(/authorization: Bearer sk-test-key\r\n/);
    expect(server.received()).toMatch(/user-agent: Understudy\r\n/);
    expect(server.received().endsWith('\r\n\r\n{"stream":true}')).toBe(true);
  });

  it("hands out each piece when it arrives, not at the end", async () => {
    const server = await serve((socket) => {
      socket.write(ok("Transfer-Encoding: chunked\r\n") + chunk("first"));
    });
    const opened = await openQuietly(transport, server.url);
    if (opened.kind === "failure") throw new Error(opened.failure.message);
    for await (const item of opened.response.body) {
      expect(item.kind === "bytes" && new TextDecoder().decode(item.bytes)).toBe("first");
      break;
    }
  });

  it("keeps the connection for the next request", async () => {
    const server = await serve((socket) => {
      socket.write(`${ok("Content-Length: 2\r\n")}ok`);
      socket.on("data", () => socket.write(`${ok("Content-Length: 2\r\n")}ok`));
    });
    for (const time of [1, 2]) {
      const opened = await openQuietly(transport, server.url);
      const connectMs = opened.kind === "response" ? opened.response.connectMs : null;
      // Nothing for a connection that was kept, so that a warm one is told from a cold one.
      expect(connectMs).toEqual(time === 1 ? expect.any(Number) : 0);
      if (time === 1) expect(connectMs).toBeGreaterThan(0);
      expect((await readAll(opened)).text).toBe("ok");
      // The client takes one turn of the event loop to see that the connection is free.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(server.connections()).toBe(1);
  });

  it("gets a connection of its own where the server closes the one that was kept", async () => {
    const server = await serve((socket) => socket.end(`${ok("Content-Length: 2\r\n")}ok`));
    for (const _time of [1, 2, 3]) {
      expect((await readAll(await openQuietly(transport, server.url))).text).toBe("ok");
      // It is closed on both sides then.
      expect(await holds(() => server.openSockets() === 0, 5_000)).toBe(true);
    }
    expect(server.connections()).toBe(3);
  });

  it("passes over early hints and gives error statuses as responses", async () => {
    const server = await serve((socket) =>
      socket.end("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 529 Busy\r\nContent-Length: 2\r\n\r\n{}"),
    );
    const opened = await openQuietly(transport, server.url);
    expect(opened).toMatchObject({ kind: "response", response: { status: 529 } });
    expect((await readAll(opened)).text).toBe("{}");
  });

  it("reads a body of 20 MB without losing a byte to a slow reader", async () => {
    const size = 20_000_000;
    const server = await serve((socket) =>
      socket.end(Buffer.concat([Buffer.from(ok(`Content-Length: ${size}\r\n`)), Buffer.alloc(size, "x")])),
    );
    const opened = await openQuietly(transport, server.url);
    if (opened.kind === "failure") throw new Error(opened.failure.message);
    let seen = 0;
    for await (const item of opened.response.body) {
      if (item.kind === "bytes") seen += item.bytes.length;
      if (seen < 1_000_000) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(seen).toBe(size);
  });
});

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308, 300, 304])("%i is refused and its target hears nothing", async (status) => {
    const target = await serve((socket) => socket.end(`${ok("Content-Length: 2\r\n")}ok`));
    const places = [target.url, target.url.replace("127.0.0.1", "localhost"), `https://127.0.0.1:${target.port}/x`];
    for (const place of places) {
      const server = await serve((socket) =>
        socket.end(`HTTP/1.1 ${status} Moved\r\nLocation: ${place}\r\nContent-Length: 0\r\n\r\n`),
      );
      const opened = await openQuietly(transport, server.url);
      expect(opened).toMatchObject({ kind: "failure", failure: { reason: "redirect", code: String(status) } });
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(target.connections()).toBe(0);
    expect(target.received()).toBe("");
  });

  it("to a path of the same host is refused as well", async () => {
    const server = await serve((socket) =>
      socket.end("HTTP/1.1 307 Moved\r\nLocation: /v2\r\nContent-Length: 0\r\n\r\n"),
    );
    expect(await reasonOf(await openQuietly(transport, server.url))).toBe("redirect");
    expect(server.received().match(/POST /g)).toHaveLength(1);
  });
});

describe("a connection that fails", () => {
  it("refused", async () => {
    const server = await startRawServer(() => undefined);
    await server.close();
    expect(await openQuietly(transport, server.url)).toMatchObject({
      failure: {
        reason: "refused",
        code: "ECONNREFUSED",
        message: expect.stringContaining(`127.0.0.1:${server.port}`),
      },
    });
  });

  it("dns: a name that does not exist", async () => {
    const opened = await openQuietly(transport, "http://no-such-host.invalid/v1");
    expect(await reasonOf(opened)).toBe("dns");
  });

  it("tls: a certificate that nobody signed gets no byte of the request", async () => {
    const seen: string[] = [];
    const server = createTlsServer(
      { key: fixture("self-signed-key.pem"), cert: fixture("self-signed.pem") },
      (socket) => socket.on("data", (bytes) => seen.push(bytes.toString())).on("error", () => seen.push("")),
    );
    server.on("tlsClientError", () => undefined);
    const url = `https://127.0.0.1:${await listen(server)}/v1`;
    const opened = await openQuietly(transport, url);
    expect(opened).toMatchObject({ failure: { reason: "tls", code: "DEPTH_ZERO_SELF_SIGNED_CERT" } });
    expect(seen.join("")).toBe("");
    // What the terminal of the user's other programs waves through is not waved through here.
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const again = await openQuietly(transport, url);
    vi.unstubAllEnvs();
    expect(again).toMatchObject({ failure: { reason: "tls", code: "DEPTH_ZERO_SELF_SIGNED_CERT" } });
    expect(seen.join("")).toBe("");
    server.close();
  });

  it("tls: plain HTTP on the port of an https address", async () => {
    const server = await serve((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    expect(await reasonOf(await openQuietly(transport, server.url.replace("http:", "https:")))).toBe("tls");
    expect(server.received()).not.toContain("sk-test-key");
  });

  it("reset: closed before the headers", async () => {
    const server = await serve((socket) => socket.resetAndDestroy());
    expect(await openQuietly(transport, server.url)).toMatchObject({
      failure: { reason: "reset", code: "ECONNRESET" },
    });
    const other = await serve((socket) => socket.end());
    expect(await reasonOf(await openQuietly(transport, other.url))).toBe("reset");
  });

  it("protocol: an address that is none, a server that speaks no HTTP, 64 KB of headers", async () => {
    expect(await reasonOf(await openQuietly(transport, "not an address"))).toBe("protocol");
    expect(await reasonOf(await openQuietly(transport, "ftp://127.0.0.1/"))).toBe("protocol");
    const babble = await serve((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
    expect(await reasonOf(await openQuietly(transport, babble.url))).toBe("protocol");
    const large = await serve((socket) => socket.end(ok(`X-Large: ${"x".repeat(65_536)}\r\nContent-Length: 0\r\n`)));
    expect(await openQuietly(transport, large.url)).toMatchObject({
      failure: { reason: "protocol", code: "UND_ERR_HEADERS_OVERFLOW" },
    });
    const twice = await serve((socket) => socket.end(`${ok("Content-Length: 2\r\nContent-Length: 3\r\n")}abc`));
    expect(await reasonOf(await openQuietly(transport, twice.url))).toBe("protocol");
  });

  it("a header value with a line break never leaves the machine", async () => {
    const server = await serve((socket) => socket.end());
    const request = { ...post(server.url), headers: { authorization: "Bearer a\r\nx: b" } };
    const opened = await transport.open(request, { signal: new AbortController().signal, connectTimeoutMs: 5_000 });
    expect(await reasonOf(opened)).toBe("protocol");
    expect(server.received()).toBe("");
  });
});
