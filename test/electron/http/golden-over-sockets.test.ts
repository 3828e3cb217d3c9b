import type { Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { newSseReader } from "#electron/http/sse-reader.ts";
import { createTransport } from "#electron/http/undici-transport.ts";
import type { SseItem } from "#electron/manager/dependencies.ts";
import { type GoldenStream, goldenSections, goldenStreams } from "#test/support/golden.ts";
import { openQuietly, startRawServer } from "./raw-server.ts";

const transport = createTransport();

afterAll(() => transport.close());

/** Sends each piece between two cuts as an HTTP chunk of its own, in a turn of its own. */
async function send(socket: Socket, { bytes, cuts, contentType }: GoldenStream): Promise<void> {
  socket.setNoDelay(true);
  socket.write(`HTTP/1.1 200 OK\r\nContent-Type: ${contentType}\r\nTransfer-Encoding: chunked\r\n\r\n`);
  const edges = [0, ...cuts, bytes.length];
  for (const [index, start] of edges.slice(0, -1).entries()) {
    const piece = bytes.slice(start, edges[index + 1]);
    socket.write(`${piece.length.toString(16)}\r\n`);
    socket.write(piece);
    socket.write("\r\n");
    await nextTurn();
  }
  socket.end("0\r\n\r\n");
}

describe("a golden stream over a real socket, flushed at its cuts", () => {
  const streams = goldenSections
    .flatMap(goldenStreams)
    .filter(({ contentType }) => contentType.includes("event-stream"));

  it.each(streams)("$id arrives as it was written", async (stream) => {
    const server = await startRawServer((socket) => void send(socket, stream));
    const opened = await openQuietly(transport, server.url);
    if (opened.kind === "failure") throw new Error(opened.failure.message);
    const reader = newSseReader();
    const items: SseItem[] = [];
    for await (const item of opened.response.body) {
      if (item.kind === "failure") throw new Error(item.failure.message);
      items.push(...reader.push(item.bytes));
    }
    items.push(...reader.end());
    const whole = newSseReader();
    expect(items).toEqual([...whole.push(stream.bytes), ...whole.end()]);
    await server.close();
  });
});
