import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import type { HostMessage } from "#shared/envelope.ts";
import type { EventBatcher } from "./event-batcher.ts";
import type { Router } from "./router.ts";
import { isSameToken } from "./token.ts";

export const socketLimits = {
  /** A Send with all the images (as base64) and all the texts that its schema lets through. */
  payloadBytes: 64 * 1024 * 1024,
  /** A window that reads slower than this comes back and takes a snapshot. */
  bufferedBytes: 64 * 1024 * 1024,
  helloMs: 5000,
  /** How long the other side may take to agree to a close. */
  closeMs: 500,
};

/** Tells the window that trying again is of no use. */
const wrongTokenCode = 4401;
const goingAwayCode = 1001;

export type SocketListener = {
  /** Takes over an upgrade whose Host, Origin and path were checked. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
};

export type SocketParts = {
  readonly router: Router;
  readonly batcher: Pick<EventBatcher, "subscribe">;
  readonly token: string;
  /** The last window is gone, for now or for good. */
  readonly onNoWindow?: () => void;
  readonly limits?: Partial<typeof socketLimits>;
};

/** Carries the contract over WebSockets: nothing is read, and nothing is told, before the right token arrived. */
export function createSocketListener(parts: SocketParts): SocketListener {
  const limits = { ...socketLimits, ...parts.limits };
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.payloadBytes,
    perMessageDeflate: false,
    clientTracking: false,
  });
  const sockets = new Set<WebSocket>();
  const windows = new Set<WebSocket>();
  let count = 0;

  const send = (socket: WebSocket, message: HostMessage | string) => {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > limits.bufferedBytes) socket.terminate();
    else socket.send(typeof message === "string" ? message : JSON.stringify(message));
  };

  const greet = (socket: WebSocket) => {
    sockets.add(socket);
    const { refuse, welcome } = helloGuard(socket, limits);
    const id = `socket ${++count}`;
    socket.on("close", () => {
      sockets.delete(socket);
      if (windows.delete(socket) && windows.size === 0) parts.onNoWindow?.();
    });
    // A broken frame or one past the cap: ws closes the socket itself and reports it here as well.
    socket.on("error", () => socket.terminate());
    socket.on("message", async (data, isBinary) => {
      if (windows.has(socket)) {
        const reply = await parts.router(isBinary ? undefined : readJson(data), { id });
        send(socket, { kind: "reply", reply });
      } else if (!isBinary && isHello(readJson(data), parts.token)) {
        welcome();
        windows.add(socket);
      } else refuse();
    });
  };

  const unsubscribe = parts.batcher.subscribe((batch) => {
    if (windows.size === 0) return;
    const text = JSON.stringify({ kind: "batch", batch } satisfies HostMessage);
    for (const socket of windows) send(socket, text);
  });

  return {
    accept: (request, socket, head) => server.handleUpgrade(request, socket, head, greet),
    close() {
      unsubscribe();
      for (const socket of sockets) endSocket(socket, goingAwayCode, limits.closeMs);
      server.close();
    },
  };
}

/** Gives a new socket a few seconds for its hello. After a refusal what it still sends is not read. */
function helloGuard(socket: WebSocket, limits: typeof socketLimits) {
  const refuse = () => {
    clearTimeout(timer);
    socket.removeAllListeners("message");
    endSocket(socket, wrongTokenCode, limits.closeMs);
  };
  const timer = setTimeout(refuse, limits.helloMs);
  socket.on("close", () => clearTimeout(timer));
  return { refuse, welcome: () => clearTimeout(timer) };
}

function endSocket(socket: WebSocket, code: number, closeMs: number): void {
  socket.close(code);
  const timer = setTimeout(() => socket.terminate(), closeMs);
  socket.on("close", () => clearTimeout(timer));
}

function isHello(message: unknown, token: string): boolean {
  if (typeof message !== "object" || message === null) return false;
  const { kind, token: given }: { kind?: unknown; token?: unknown } = message;
  return kind === "hello" && typeof given === "string" && isSameToken(token, given);
}

/** Undefined for text that is no JSON: the router answers it as it answers any request it cannot read. */
function readJson(data: RawData): unknown {
  try {
    return JSON.parse(data.toString());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
