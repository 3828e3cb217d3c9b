import type { IncomingMessage } from "node:http";

const maxBodyBytes = 16 * 1024 * 1024;

/** The body of a request, or null where it is larger than any provider takes. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += piece.length;
    if (bytes <= maxBodyBytes) {
      pieces.push(piece);
    }
  }
  return bytes > maxBodyBytes ? null : Buffer.concat(pieces).toString("utf8");
}
