import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { wireError } from "#electron/demo/wire/errors.ts";
import type { ProviderKind } from "#shared/model.ts";
import type { Bytes, Refusal } from "./fault.ts";

/** Whose answer it would have been, and a signal that aborts when the client has gone. */
export type Refused = { readonly kind: ProviderKind; readonly signal: AbortSignal };

/** Carries out what a request gets instead of an answer. Rejects where the signal aborts meanwhile. */
export async function refuse(response: ServerResponse, refusal: Refusal, to: Refused): Promise<void> {
  switch (refusal.kind) {
    case "status":
      return sendStatus(response, refusal, to);
    case "reset":
      return void response.socket?.resetAndDestroy();
    case "close":
      return void response.destroy();
    case "silence":
      await keepSilence(response, refusal, to.signal);
      return void response.destroy();
    case "raw":
      return sendRaw(response, refusal, to.signal);
  }
}

type Status = Extract<Refusal, { kind: "status" }>;

async function sendStatus(response: ServerResponse, refusal: Status, { kind, signal }: Refused): Promise<void> {
  const { status, headers = {} } = refusal;
  const error = wireError(kind, status, refusal);
  const contentType = { "content-type": "application/json" };
  if (refusal.body !== undefined) {
    response.writeHead(status, { ...contentType, ...headers });
    await writeAll(response, refusal.body, signal);
  } else {
    response.writeHead(status, { ...error.headers, ...contentType, ...headers });
    response.write(error.body);
  }
  response.end();
}

type Silence = Extract<Refusal, { kind: "silence" }>;

const dripMs = 50;

async function keepSilence(response: ServerResponse, silence: Silence, signal: AbortSignal): Promise<void> {
  const { says, forMs, everyMs = dripMs } = silence;
  const drip = async (text: string, write: (text: string) => void) => {
    for (const untilMs = performance.now() + forMs; performance.now() < untilMs; ) {
      write(text);
      await sleep(everyMs, undefined, { signal });
    }
  };
  if (says === "slow-headers") {
    response.socket?.write("HTTP/1.1 200 OK\r\nx-slow: ");
    return drip("a", (text) => response.socket?.write(text));
  }
  if (says === "nothing") return sleep(forMs, undefined, { signal });
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  if (says === "headers") return sleep(forMs, undefined, { signal });
  return drip(": keep-alive\n\n", (text) => response.write(text));
}

type Raw = Extract<Refusal, { kind: "raw" }>;

/** Past the HTTP server, on the bare socket. */
async function sendRaw(response: ServerResponse, { bytes, end }: Raw, signal: AbortSignal): Promise<void> {
  const { socket } = response;
  if (socket === null) return;
  await writeAll(socket, bytes, signal);
  if (end === "close") socket.end();
  if (end === "reset") socket.resetAndDestroy();
}

/** No faster than the other side reads. */
async function writeAll(to: Writable, bytes: Bytes, signal: AbortSignal): Promise<void> {
  const pieces = typeof bytes === "string" || bytes instanceof Uint8Array ? [bytes] : bytes;
  for (const piece of pieces) {
    if (!to.write(piece)) await once(to, "drain", { signal });
  }
}
