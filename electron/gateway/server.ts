import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock } from "#electron/manager/dependencies.ts";
import { clientNameOf } from "./client-name.ts";
import { type Door, refusalOf } from "./guard.ts";
import { type ErrorAnswer, errorObject, invalidRequest, notFound } from "./openai-error.ts";
import { createOutlet } from "./outlet.ts";
import { sendError, sendJson } from "./send-json.ts";

/** The IP literal: the name `localhost` may mean another address (RFC 8252 §8.3). */
const loopbackAddress = "127.0.0.1";
const mostConnections = 64;
const highestPort = 65_535;
const closeWithinMs = 250;
const longestRoute = 100;

export const serverLimits = { headersMs: 10_000, requestMs: 30_000 };

export type ServerParts = {
  readonly isKey: Door["isKey"];
  readonly listModels: () => object;
  readonly chat: (exchange: { request: IncomingMessage; response: ServerResponse; client: string }) => Promise<void>;
  readonly onRefused: (client: string, error: ErrorAnswer) => void;
  readonly reportBug: (error: unknown) => void;
  readonly clock: Pick<Clock, "after">;
  readonly limits?: Partial<typeof serverLimits>;
};

export type GatewayServer = { readonly port: number; close(): Promise<void> };

export type ServerStart =
  | { readonly ok: true; readonly server: GatewayServer }
  | { readonly ok: false; readonly reason: "port-taken" | "other"; readonly message: string };

/** Listens for programs of this machine. Port 0 takes a free one. */
export async function startGatewayServer(parts: ServerParts, port: number): Promise<ServerStart> {
  const { headersMs, requestMs } = { ...serverLimits, ...parts.limits };
  const server = createServer({
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    keepAliveTimeout: 5000,
    // Node looks only every 30 s by default, so that the limits above would come late.
    connectionsCheckingInterval: Math.min(1000, headersMs),
  });
  server.maxConnections = mostConnections;
  server.on("request", (request, response) => serve({ parts, server, request, response }));
  server.on("clientError", refuseBadRequest);
  const failure = await listen(server, port);
  if (failure !== null) return failure;
  // One connection that the system could not take; an error that nobody hears would end the program.
  server.on("error", parts.reportBug);
  return { ok: true, server: { port: portOf(server), close: () => close(server, parts.clock) } };
}

type Incoming = { parts: ServerParts; server: Server; request: IncomingMessage; response: ServerResponse };

function serve({ parts, server, request, response }: Incoming): void {
  const client = clientNameOf(request.rawHeaders);
  const refusal = refusalOf(request, { port: portOf(server), isKey: parts.isKey }) ?? pipelined(response);
  const route = `${request.method} ${request.url?.split("?")[0]}`;
  if (refusal !== null) {
    parts.onRefused(client, refusal);
    refuseUnread(parts, response, refusal);
  } else if (route === "POST /v1/chat/completions") {
    parts.chat({ request, response, client }).catch((error: unknown) => {
      parts.reportBug(error);
      response.destroy();
    });
  } else if (route === "GET /v1/models") {
    sendJson(outletOf(parts, response), { status: 200, body: parts.listModels() });
  } else {
    const error = notFound(
      `There is no ${route.slice(0, longestRoute)} here: only GET /v1/models and POST /v1/chat/completions.`,
    );
    parts.onRefused(client, error);
    refuseUnread(parts, response, error);
  }
}

/**
 * Whoever asks again before he is answered is not served: of an answer that still waits for its connection nobody
 * learns that the program hung up.
 */
function pipelined({ socket }: ServerResponse): ErrorAnswer | null {
  if (socket !== null) return null;
  return invalidRequest("A connection takes one request at a time: wait for the answer.", null);
}

/** A body that came with it is not read: the connection ends with the answer. */
function refuseUnread(parts: ServerParts, response: ServerResponse, error: ErrorAnswer): void {
  sendError(outletOf(parts, response), error, { headers: { connection: "close" } });
}

function outletOf({ clock }: ServerParts, response: ServerResponse) {
  return createOutlet({ response, clock, onGone: () => undefined });
}

const badRequests: Readonly<Record<string, readonly [line: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "The request did not arrive in time."],
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "The request's headers are too large."],
};

/** What is no HTTP, or too slow, never becomes a request; it gets an answer that a program can read all the same. */
function refuseBadRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const [line, message] = badRequests[error.code ?? ""] ?? ["400 Bad Request", "This is no HTTP request."];
  const said = { type: "invalid_request_error", code: null, param: null, message, status: 400 };
  const body = JSON.stringify({ error: errorObject(said) });
  const headers = `Connection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}`;
  socket.on("error", () => socket.destroy());
  // Node watches it no longer; where the other side keeps its half open, it would hold its place for ever.
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${line}\r\n${headers}\r\n\r\n${body}`);
}

function portOf(server: Server): number {
  const address = server.address();
  // A request that was under way while the server closed: no Host can be right any more.
  return address === null || typeof address === "string" ? 0 : address.port;
}

/** Resolves to null once it listens. */
function listen(server: Server, port: number): Promise<Extract<ServerStart, { ok: false }> | null> {
  const isPort = Number.isInteger(port) && port >= 0 && port <= highestPort;
  if (!isPort) return Promise.resolve({ ok: false, reason: "other", message: "A port is a number from 0 to 65535." });
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => resolve(listenFailure(error, port));
    server.once("error", fail);
    server.listen({ port, host: loopbackAddress, exclusive: true }, () => {
      server.off("error", fail);
      resolve(null);
    });
  });
}

function listenFailure(error: NodeJS.ErrnoException, port: number): Extract<ServerStart, { ok: false }> {
  const wayOut = "Choose another port.";
  if (error.code === "EADDRINUSE") {
    const message = `Port ${port} on ${loopbackAddress} is taken by another program. ${wayOut}`;
    return { ok: false, reason: "port-taken", message };
  }
  const why =
    error.code === "EACCES" ? "may not be opened by this user" : `cannot be opened (${error.code ?? error.message})`;
  return { ok: false, reason: "other", message: `Port ${port} on ${loopbackAddress} ${why}. ${wayOut}` };
}

/** Answers that are at their end may still be taken; then every connection ends, whoever holds it. */
function close(server: Server, clock: ServerParts["clock"]): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(closeWithinMs, () => server.closeAllConnections());
    server.close(() => {
      cancel();
      resolve();
    });
    server.closeIdleConnections();
  });
}
