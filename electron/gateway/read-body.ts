import type { IncomingMessage } from "node:http";
import type { ErrorAnswer } from "./openai-error.ts";

export type BodyReading =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "refused"; readonly error: ErrorAnswer }
  /** The program hung up before it had said all. */
  | { readonly kind: "gone" };

/** Reads a body of at most `mostBytes`. A longer one is not read to its end. */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<BodyReading> {
  const announced = Number(request.headers["content-length"] ?? "0");
  if (announced > mostBytes) return Promise.resolve({ kind: "refused", error: tooLarge(mostBytes) });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        request.pause();
        resolve({ kind: "refused", error: tooLarge(mostBytes) });
      } else chunks.push(chunk);
    });
    request.on("end", () => resolve({ kind: "text", text: Buffer.concat(chunks).toString("utf8") }));
    request.on("close", () => resolve({ kind: "gone" }));
    request.on("error", () => resolve({ kind: "gone" }));
  });
}

function tooLarge(mostBytes: number): ErrorAnswer {
  return {
    status: 413,
    type: "invalid_request_error",
    code: "request_too_large",
    param: null,
    message: `The request is larger than ${mostBytes / 1024 / 1024} MiB.`,
  };
}
