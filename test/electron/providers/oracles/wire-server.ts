import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { onTestFinished } from "vitest";
import type { GoldenStream } from "#test/support/golden.ts";

/** How the bytes of an answer leave the server: in one piece, cut where the transcript says so, or in small pieces. */
export const deliveries = ["whole", "at the listed cuts", "in pieces of seven bytes"] as const;
export type Delivery = (typeof deliveries)[number];

export type Answer = Pick<GoldenStream, "status" | "contentType" | "bytes" | "cuts">;

/** Answers every request with the same bytes, on a free port of this machine, until the test is over. */
export async function serveAnswer(answer: Answer, delivery: Delivery = "whole") {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? "");
    request.resume();
    response.writeHead(answer.status, { "content-type": answer.contentType });
    void send(response, pieces(answer, delivery));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${portOf(server.address())}`, paths };
}

async function send(response: ServerResponse, parts: readonly Uint8Array[]) {
  response.socket?.setNoDelay(true);
  for (const part of parts) {
    response.write(part);
    await setImmediate();
  }
  response.end();
}

function pieces({ bytes, cuts }: Answer, delivery: Delivery): Uint8Array[] {
  const every7 = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, index) => index * 7).slice(1);
  const at = delivery === "whole" ? [] : delivery === "at the listed cuts" ? cuts : every7;
  const edges = [0, ...at, bytes.length];
  return edges.slice(1).map((end, index) => bytes.slice(edges[index], end));
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return address.port;
}
