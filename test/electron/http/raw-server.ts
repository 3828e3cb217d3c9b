import { createServer, type Server, type Socket } from "node:net";
import type { BodyItem, HttpRequest, Opened, Transport } from "#electron/manager/dependencies.ts";

/** A TCP server that says whatever a test wants, well-formed or not, and counts what reaches it. */
export type RawServer = {
  readonly port: number;
  readonly url: string;
  /** Connections accepted so far. */
  connections(): number;
  openSockets(): number;
  /** All bytes received so far, as text. */
  received(): string;
  close(): Promise<void>;
};

/** `onRequest` is called once per connection, with the first bytes that arrive on it. */
export async function startRawServer(onRequest: (socket: Socket) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const seen = { connections: 0, received: "" };
  const server = createServer((socket) => {
    seen.connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // A client that goes away is what many of these tests are about.
    socket.on("error", () => sockets.delete(socket));
    socket.once("data", () => onRequest(socket));
    socket.on("data", (bytes) => {
      seen.received += bytes.toString("latin1");
    });
  });
  const port = await listen(server);
  return {
    port,
    url: `http://127.0.0.1:${port}/v1/chat/completions`,
    connections: () => seen.connections,
    openSockets: () => sockets.size,
    received: () => seen.received,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

export function post(url: string): HttpRequest {
  const headers = { authorization: "Bearer sk-test-key", "content-type": "application/json" };
  return { method: "POST", url, headers, body: '{"stream":true}' };
}

/** Opens with a signal that is never aborted. */
export function openQuietly(transport: Transport, url: string): Promise<Opened> {
  return transport.open(post(url), { signal: new AbortController().signal, connectTimeoutMs: 5_000 });
}

export async function readAll(opened: Opened): Promise<{ text: string; last: BodyItem | null; size: number }> {
  if (opened.kind === "failure") throw new Error(`It did not open: ${opened.failure.message}`);
  const decoder = new TextDecoder();
  const seen: { text: string; last: BodyItem | null; size: number } = { text: "", last: null, size: 0 };
  for await (const item of opened.response.body) {
    seen.last = item;
    if (item.kind !== "bytes") continue;
    seen.size += item.bytes.length;
    if (seen.size < 1_000_000) seen.text += decoder.decode(item.bytes, { stream: true });
  }
  return seen;
}

/** The failure reason with which a request ended, before its headers or in its body; null where it did not fail. */
export async function reasonOf(opened: Opened): Promise<string | null> {
  if (opened.kind === "failure") return opened.failure.reason;
  const { last } = await readAll(opened);
  return last?.kind === "failure" ? last.failure.reason : null;
}

const lookEveryMs = 5;

/**
 * Waits until the condition holds; false after `limitMs`. They are counted in looks and not on a clock: a machine that
 * holds this process up, server and client alike, takes away nothing of the time that is given.
 */
export async function holds(condition: () => boolean, limitMs: number): Promise<boolean> {
  for (let lookedMs = 0; !condition(); lookedMs += lookEveryMs) {
    if (lookedMs > limitMs) return false;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  return true;
}
