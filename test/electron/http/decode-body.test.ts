import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { createTransport } from "#electron/http/undici-transport.ts";
import { workedMs } from "#test/support/worked-ms.ts";
import { openQuietly, type RawServer, readAll, reasonOf, startRawServer } from "./raw-server.ts";

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

const ok = (headers: string) => `HTTP/1.1 200 OK\r\n${headers}\r\n`;
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

describe("a body that breaks off", () => {
  it.each([
    ["reset in the middle of a chunked body", "Transfer-Encoding: chunked\r\n", chunk("part")],
    ["cut before its content-length", "Content-Length: 10\r\n", "part"],
    ["cut inside a chunk", "Transfer-Encoding: chunked\r\n", "ff\r\npart"],
    ["cut before the last chunk", "Transfer-Encoding: chunked\r\n", chunk("part")],
  ])("%s keeps what came and ends with reset", async (name, headers, body) => {
    const server = await serve((socket) => {
      socket.write(ok(headers) + body);
      setTimeout(() => (name.startsWith("reset") ? socket.resetAndDestroy() : socket.end()), 30);
    });
    const { text, last } = await readAll(await openQuietly(transport, server.url));
    expect(text).toBe("part");
    expect(last).toMatchObject({ kind: "failure", failure: { reason: "reset" } });
  });
});

describe("an encoded body", () => {
  const text = "data: Café 👋\n\n".repeat(50);
  const serveEncoded = (encoding: string, body: Uint8Array) =>
    serve((socket) => {
      socket.write(ok(`Content-Encoding: ${encoding}\r\nTransfer-Encoding: chunked\r\n`));
      for (const part of [body.slice(0, 7), body.slice(7)]) {
        socket.write(`${part.length.toString(16)}\r\n`);
        socket.write(part);
        socket.write("\r\n");
      }
      socket.end("0\r\n\r\n");
    });

  it.each([
    ["gzip", gzipSync(text)],
    ["br", brotliCompressSync(text)],
    ["deflate", deflateSync(text)],
    ["zstd", zstdCompressSync(text)],
    ["identity", Buffer.from(text)],
  ])("%s is decoded", async (encoding, body) => {
    const server = await serveEncoded(encoding, body);
    expect((await readAll(await openQuietly(transport, server.url))).text).toBe(text);
  });

  it("a gzip bomb is cut at 32 MiB, long before it is through", async () => {
    const server = await serveEncoded("gzip", gzipSync(Buffer.alloc(100 * 1024 * 1024)));
    const workedBeforeMs = workedMs();
    const { last, size } = await readAll(await openQuietly(transport, server.url));
    expect(last).toMatchObject({ kind: "failure", failure: { reason: "too-large" } });
    expect(size).toBeLessThanOrEqual(32 * 1024 * 1024);
    expect(workedMs() - workedBeforeMs).toBeLessThan(3_000);
  });

  it.each([
    ["compress", Buffer.from("abcdefgh")],
    ["gzip, gzip", gzipSync(gzipSync("a"))],
    ["constructor", Buffer.from("abcdefgh")],
    ["gzip", Buffer.from("this is not gzip")],
    ["gzip", gzipSync(text).subarray(0, 40)],
  ])("%s that is unknown, doubled, corrupt or cut is a protocol failure", async (encoding, body) => {
    const server = await serveEncoded(encoding, body);
    expect(await reasonOf(await openQuietly(transport, server.url))).toBe("protocol");
  });

  it("whose connection is lost says reset, not corrupt", async () => {
    const server = await serve((socket) => {
      socket.write(
        Buffer.concat([
          Buffer.from(ok("Content-Encoding: gzip\r\nContent-Length: 999\r\n")),
          gzipSync(text).subarray(0, 30),
        ]),
      );
      setTimeout(() => socket.resetAndDestroy(), 30);
    });
    expect(await reasonOf(await openQuietly(transport, server.url))).toBe("reset");
  });

  it("that is plain and endless is cut at 32 MiB", async () => {
    const piece = Buffer.alloc(1024 * 1024, "x");
    const server = await serve((socket) => {
      socket.write(ok("Content-Type: text/plain\r\n"));
      const more = () => {
        while (!socket.destroyed && socket.write(piece));
      };
      socket.on("drain", more);
      more();
    });
    expect(await reasonOf(await openQuietly(transport, server.url))).toBe("too-large");
  });
});
