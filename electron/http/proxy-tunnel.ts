import type { Socket } from "node:net";
import { nameOf, type ProxyServer } from "./proxy-route.ts";
import { readTransportError } from "./transport-failure.ts";

type Connected = (error: Error | null, socket: Socket | null) => void;

export type Tunnel = {
  readonly proxy: ProxyServer;
  /** `host:port` of the server behind it. */
  readonly target: string;
  /** Connects to the proxy itself. */
  readonly connect: (connected: Connected) => void;
};

/** More than the answer to a CONNECT ever needs. */
const longestHeadBytes = 16 * 1024;

/**
 * Asks the proxy for a connection to the target (RFC 9110 §9.3.6) and hands over a socket that ends there. What goes
 * wrong is an error of the code `PROXY_…`, in words that name the proxy and hold nothing secret.
 */
export function openTunnel({ proxy, target, connect }: Tunnel, connected: Connected): void {
  const name = `The proxy ${nameOf(proxy)}`;
  connect((error, socket) => {
    if (error !== null || socket === null) return connected(unreachable(error, name), null);
    readHead(socket, (status) => {
      if (status !== null && status >= 200 && status < 300) return connected(null, socket);
      socket.on("error", ignore).destroy();
      connected(refusal(status, name, target), null);
    });
    socket.write(requestOf(proxy, target));
  });
}

/** The socket was given up; that it also breaks says nothing more. */
const ignore = () => undefined;

function requestOf({ authorization }: ProxyServer, target: string): string {
  const proof = authorization === null ? "" : `Proxy-Authorization: ${authorization}\r\n`;
  return `CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\nUser-Agent: Understudy\r\n${proof}\r\n`;
}

/** The status of the proxy's answer; null where there is none: it hung up, or speaks no HTTP. */
function readHead(socket: Socket, answered: (status: number | null) => void): void {
  let head = Buffer.alloc(0);
  const done = (status: number | null) => {
    for (const event of ["end", "close", "error"] as const) socket.off(event, hangUp);
    socket.off("readable", read);
    answered(status);
  };
  const hangUp = () => done(null);
  // Read by hand: a flowing socket would swallow what the server behind the proxy says first.
  const read = () => {
    for (let bytes = readBytes(socket); bytes !== null; bytes = readBytes(socket)) {
      head = Buffer.concat([head, bytes]);
      const end = head.indexOf("\r\n\r\n");
      if (end >= 0) {
        const rest = head.subarray(end + 4);
        if (rest.length > 0) socket.unshift(rest);
        const status = /^HTTP\/1\.[01] (\d{3})(?!\d)/.exec(head.toString("latin1", 0, end))?.[1];
        return done(status === undefined ? null : Number(status));
      }
      if (head.length > longestHeadBytes) return done(null);
    }
  };
  socket.on("readable", read);
  for (const event of ["end", "close", "error"] as const) socket.on(event, hangUp);
}

function readBytes(socket: Socket): Buffer | null {
  const bytes: unknown = socket.read();
  return Buffer.isBuffer(bytes) ? bytes : null;
}

function unreachable(error: Error | null, name: string): Error {
  const { code, message } = readTransportError(error, name);
  return proxyError(code ?? "FAILED", message);
}

function refusal(status: number | null, name: string, target: string): Error {
  if (status === null) return proxyError("HUNG_UP", `${name} closed the connection without an answer.`);
  if (status === 407) {
    return proxyError("407", `${name} asks for a name and a password (407). They can be set in HTTPS_PROXY.`);
  }
  return proxyError(String(status), `${name} refused to connect to ${target} (${status}).`);
}

function proxyError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code: `PROXY_${code}` });
}
