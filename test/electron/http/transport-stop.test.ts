import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createTransport } from "#electron/http/undici-transport.ts";
import { holds, listen, openQuietly, post, type RawServer, reasonOf, startRawServer } from "./raw-server.ts";

/** Closing a socket takes microseconds; the rest is slack, in looks of this process. */
const closedWithinMs = 600;
const headers = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
const transport = createTransport();
const servers: RawServer[] = [];
const unhandled: unknown[] = [];
const onUnhandled = (reason: unknown) => unhandled.push(reason);

async function serve(...args: Parameters<typeof startRawServer>): Promise<RawServer> {
  const server = await startRawServer(...args);
  servers.push(server);
  return server;
}

beforeAll(() => {
  process.on("unhandledRejection", onUnhandled);
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  expect(unhandled).toEqual([]);
});

afterAll(async () => {
  process.off("unhandledRejection", onUnhandled);
  await transport.close();
});

describe("stopping a request", () => {
  it("before it began makes no connection", async () => {
    const server = await serve(() => undefined);
    const opened = await transport.open(post(server.url), { signal: AbortSignal.abort(), connectTimeoutMs: 5_000 });
    expect(await reasonOf(opened)).toBe("aborted");
    expect(server.connections()).toBe(0);
  });

  it("in the turn it was sent sends nothing of it", async () => {
    const server = await serve(() => undefined);
    const stop = new AbortController();
    const opening = transport.open(post(server.url), { signal: stop.signal, connectTimeoutMs: 5_000 });
    stop.abort();
    expect(await reasonOf(await opening)).toBe("aborted");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.received()).toBe("");
    expect(server.openSockets()).toBe(0);
  });

  it("while a TLS handshake hangs closes the socket", async () => {
    const open = new Set<unknown>();
    const server = createServer((socket) => {
      open.add(socket);
      socket.on("close", () => open.delete(socket)).on("error", () => open.delete(socket));
      socket.resume();
    });
    const port = await listen(server);
    const stop = new AbortController();
    const request = post(`https://127.0.0.1:${port}/v1`);
    const opening = transport.open(request, { signal: stop.signal, connectTimeoutMs: 60_000 });
    expect(await holds(() => open.size === 1, 2_000)).toBe(true);
    stop.abort();
    expect(await reasonOf(await opening)).toBe("aborted");
    expect(await holds(() => open.size === 0, closedWithinMs)).toBe(true);
    server.close();
  });

  it("before the headers closes the socket", async () => {
    const server = await serve(() => undefined);
    const stop = new AbortController();
    const opening = transport.open(post(server.url), { signal: stop.signal, connectTimeoutMs: 5_000 });
    expect(await holds(() => server.received() !== "", 2_000)).toBe(true);
    stop.abort();
    expect(await reasonOf(await opening)).toBe("aborted");
    expect(await holds(() => server.openSockets() === 0, closedWithinMs)).toBe(true);
  });

  it("in the middle of the body closes the socket and ends the body with aborted", async () => {
    const server = await serve((socket) => socket.write(`${headers}5\r\nfirst\r\n`));
    const stop = new AbortController();
    const opened = await transport.open(post(server.url), { signal: stop.signal, connectTimeoutMs: 5_000 });
    setTimeout(() => stop.abort(), 50);
    expect(await reasonOf(opened)).toBe("aborted");
    expect(await holds(() => server.openSockets() === 0, closedWithinMs)).toBe(true);
  });

  it("closes the socket though nobody reads the body", async () => {
    const server = await serve((socket) => socket.write(`${headers}5\r\nfirst\r\n`));
    const stop = new AbortController();
    const opened = await transport.open(post(server.url), { signal: stop.signal, connectTimeoutMs: 5_000 });
    stop.abort();
    expect(await holds(() => server.openSockets() === 0, closedWithinMs)).toBe(true);
    expect(await reasonOf(opened)).toBe("aborted");
  });

  it("after the last byte changes nothing", async () => {
    const server = await serve((socket) => socket.end(`${headers}2\r\nok\r\n0\r\n\r\n`));
    const stop = new AbortController();
    const opened = await transport.open(post(server.url), { signal: stop.signal, connectTimeoutMs: 5_000 });
    expect(await reasonOf(opened)).toBe(null);
    stop.abort();
    expect(await reasonOf(opened)).toBe(null);
  });

  it("hits only its own request", async () => {
    const server = await serve((socket) => {
      socket.write(headers);
      setTimeout(() => socket.end("2\r\nok\r\n0\r\n\r\n"), 100);
    });
    const stop = new AbortController();
    const stopped = transport.open(post(server.url), { signal: stop.signal, connectTimeoutMs: 5_000 });
    const others = [openQuietly(transport, server.url), openQuietly(transport, server.url)];
    stop.abort();
    expect(await reasonOf(await stopped)).toBe("aborted");
    for (const other of others) expect(await reasonOf(await other)).toBe(null);
  });

  it("fifty times at any moment leaves no socket behind", async () => {
    const server = await serve((socket) => {
      setTimeout(() => socket.write(`${headers}5\r\nfirst\r\n`), 3);
    });
    const runs = Array.from({ length: 50 }, async (_value, index) => {
      const stop = new AbortController();
      setTimeout(() => stop.abort(), index / 4);
      return reasonOf(await transport.open(post(server.url), { signal: stop.signal, connectTimeoutMs: 5_000 }));
    });
    expect(new Set(await Promise.all(runs))).toEqual(new Set(["aborted"]));
    expect(await holds(() => server.openSockets() === 0, closedWithinMs)).toBe(true);
  });
});

describe("leaving a body early", () => {
  it("closes the socket", async () => {
    const server = await serve((socket) => socket.write(`${headers}5\r\nfirst\r\n`));
    const opened = await openQuietly(transport, server.url);
    if (opened.kind === "failure") throw new Error(opened.failure.message);
    for await (const _item of opened.response.body) break;
    expect(await holds(() => server.openSockets() === 0, closedWithinMs)).toBe(true);
  });

  it("closes the socket even while it waits for bytes that never come", async () => {
    const server = await serve((socket) => socket.write(headers));
    const opened = await openQuietly(transport, server.url);
    if (opened.kind === "failure") throw new Error(opened.failure.message);
    const reader = opened.response.body[Symbol.asyncIterator]();
    const waiting = reader.next();
    await reader.return?.();
    expect(await waiting).toMatchObject({ value: { kind: "failure", failure: { reason: "aborted" } } });
    expect(await holds(() => server.openSockets() === 0, closedWithinMs)).toBe(true);
  });
});

describe("the connect timeout", () => {
  // On a clock of the test's own: a machine that is held up would pass any limit before the connection is seen.
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());
  const limit = { signal: new AbortController().signal, connectTimeoutMs: 200 };
  /** Looks in every turn: `expect.poll` would move the clock. */
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise((resolve) => setImmediate(resolve));
  };

  it("ends a connection that does not come about", async () => {
    const silent = await serve(() => undefined);
    let isOver = false;
    const opening = transport.open(post(silent.url.replace("http:", "https:")), limit).finally(() => {
      isOver = true;
    });
    await until(() => silent.received() !== "");
    await vi.advanceTimersByTimeAsync(199);
    expect(isOver).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await reasonOf(await opening)).toBe("connect-timeout");
    await until(() => silent.openSockets() === 0);
  });

  it("ends no answer that is slow", async () => {
    const slow = await serve((socket) => {
      vi.advanceTimersByTime(400);
      socket.end(`${headers}2\r\nok\r\n0\r\n\r\n`);
    });
    expect(await reasonOf(await transport.open(post(slow.url), limit))).toBe(null);
  });
});

describe("closing the transport", () => {
  it("ends what is open, and what comes later, with aborted", async () => {
    const closing = createTransport();
    const server = await serve((socket) => socket.write(`${headers}5\r\nfirst\r\n`));
    const opened = await openQuietly(closing, server.url);
    await closing.close();
    expect(await reasonOf(opened)).toBe("aborted");
    expect(await reasonOf(await openQuietly(closing, server.url))).toBe("aborted");
    expect(await holds(() => server.openSockets() === 0, closedWithinMs)).toBe(true);
  });
});
