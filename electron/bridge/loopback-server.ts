import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { EventBatcher } from "./event-batcher.ts";
import { checkLoopbackRequest, type Refusal } from "./loopback-guard.ts";
import type { Router } from "./router.ts";
import { securityHeaders } from "./security-headers.ts";
import { createSocketListener, type SocketListener, socketLimits } from "./socket-listener.ts";
import { readStaticFiles, type StaticFiles } from "./static-files.ts";

/** The IP literal: the name `localhost` may mean another address (RFC 8252 §8.3). */
const loopbackAddress = "127.0.0.1";
const socketPath = "/socket";
const mostConnections = 64;

/** How long a client may take to say what it wants; slower ones would hold the few connections there are. */
const loopbackLimits = { ...socketLimits, headersMs: 10_000, requestMs: 30_000 };

export type LoopbackOptions = {
  /** The built window. */
  readonly rendererDir: string;
  readonly router: Router;
  readonly batcher: Pick<EventBatcher, "subscribe">;
  readonly token: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly limits?: Partial<typeof loopbackLimits>;
  readonly onNoWindow?: () => void;
};

export type Loopback = {
  readonly port: number;
  /** As in `http://127.0.0.1:4173`. */
  readonly origin: string;
  /** What the user opens; the token is in the fragment. */
  readonly url: string;
  close(): Promise<void>;
};

export type LoopbackStart =
  | { readonly ok: true; readonly loopback: Loopback }
  | { readonly ok: false; readonly message: string };

/** Starts the host that a browser on this machine, and nothing else, can reach. */
export async function startLoopback(options: LoopbackOptions): Promise<LoopbackStart> {
  const files = await readStaticFiles(options.rendererDir);
  const sockets = createSocketListener(options);
  const server = newServer(files, sockets, { ...loopbackLimits, ...options.limits });
  const failure = await listen(server, options.port);
  if (failure !== null) {
    sockets.close();
    return { ok: false, message: failure };
  }
  const { port } = addressOf(server);
  const origin = `http://${loopbackAddress}:${port}`;
  const url = `${origin}/#token=${options.token}`;
  return { ok: true, loopback: { port, origin, url, close: () => close(server, sockets) } };
}

function newServer(files: StaticFiles, sockets: SocketListener, limits: typeof loopbackLimits): Server {
  const server = createServer({
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: 5000,
    // Node looks only every 30 s by default, so that the limits above would come late.
    connectionsCheckingInterval: 1000,
  });
  server.maxConnections = mostConnections;
  server.on("request", (request, response) => serve({ server, files, request, response }));
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = checkLoopbackRequest(request, { port: addressOf(server).port, needsOrigin: true });
    if (refusal !== null) refuseUpgrade(socket, refusal);
    else if (request.url !== socketPath) refuseUpgrade(socket, { status: 404, message: "Not found" });
    else sockets.accept(request, socket, head);
  });
  return server;
}

type Exchange = { server: Server; files: StaticFiles; request: IncomingMessage; response: ServerResponse };

function serve({ server, files, request, response }: Exchange): void {
  const file = files.get(request.url ?? "");
  const refusal = checkLoopbackRequest(request, { port: addressOf(server).port, needsOrigin: false });
  if (refusal !== null) refuseRequest(response, refusal);
  else if (request.method !== "GET" && request.method !== "HEAD") {
    refuseRequest(response, { status: 405, message: "Only GET and HEAD" });
  } else if (file === undefined) refuseRequest(response, { status: 404, message: "Not found" });
  else {
    const { byteLength } = file.bytes;
    response.writeHead(200, { ...securityHeaders, "Content-Type": file.type, "Content-Length": byteLength });
    response.end(request.method === "HEAD" ? undefined : file.bytes);
  }
}

/** A body that came with it is not read: the connection ends with the answer. */
function refuseRequest(response: ServerResponse, refusal: Refusal): void {
  const headers = { ...securityHeaders, "Content-Type": "text/plain; charset=utf-8", Connection: "close" };
  response.writeHead(refusal.status, headers);
  response.end(refusal.message);
}

function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  // The other side may be gone already; there is nobody left to tell.
  socket.on("error", () => socket.destroy());
  // Node watches it no longer; where the other side keeps its half open, it would stay for ever.
  socket.once("finish", () => socket.destroy());
  const headers = { ...securityHeaders, Connection: "close", "Content-Length": "0" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${refusal.status} ${refusal.message}\r\n${lines.join("")}\r\n`);
}

function addressOf(server: Server): Pick<AddressInfo, "port"> {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server does not listen on a port.");
  return address;
}

/** Resolves to null once it listens, else to what is wrong and what to do. */
function listen(server: Server, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolve(listenMessage(error, port)));
    server.listen({ port, host: loopbackAddress, exclusive: true }, () => resolve(null));
  });
}

function listenMessage(error: NodeJS.ErrnoException, port: number): string {
  const wayOut = "Choose another one with --port N, or leave --port out to take a free one.";
  if (error.code === "EADDRINUSE") return `Port ${port} on ${loopbackAddress} is taken by another program. ${wayOut}`;
  if (error.code === "EACCES") return `This user may not open port ${port}. ${wayOut}`;
  return `Port ${port} on ${loopbackAddress} cannot be opened (${error.code ?? error.message}). ${wayOut}`;
}

function close(server: Server, sockets: SocketListener): Promise<void> {
  sockets.close();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
