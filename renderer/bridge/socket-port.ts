import type { Hello, HostMessage, Reply, Request } from "#shared/envelope.ts";
import { refuse } from "#shared/failure.ts";
import type { Port, PortListener } from "./port.ts";

const firstRetryMs = 250;
const longestRetryMs = 5_000;

/** Close code that the host sends for a wrong or missing token. */
export const refusedCloseCode = 4401;
/** Close code of a host that ends; see electron/bridge/socket-listener.ts. */
export const endedCloseCode = 1001;

/** The parts of a WebSocket that the port uses; a test brings its own. */
export type SocketLike = Pick<WebSocket, "send" | "close" | "onopen" | "onclose" | "onmessage">;

export type SocketPortOptions = {
  /** Read for each connection: the user may open the address of another start in the same tab. */
  readonly token: () => string;
  readonly openSocket: () => SocketLike;
};

type PendingCall = (reply: Reply) => void;

/** Talks to the loopback host; reconnects by itself with growing pauses. */
export function createSocketPort({ token, openSocket }: SocketPortOptions): Port {
  const pending = new Map<number, PendingCall>();
  const retries = createRetries();
  let socket: SocketLike | null = null;
  // What was said last: a host that ended and is asked again has still ended.
  let hasEnded = false;

  const connect = (listener: PortListener) => {
    const opening = openSocket();
    const sent = token();
    opening.onopen = () => {
      opening.send(JSON.stringify({ kind: "hello", token: sent } satisfies Hello));
      socket = opening;
      listener.onConnected();
    };
    opening.onmessage = (event) => {
      const message = readMessage(event.data);
      if (message === null) return;
      // A reply or batch proves that the host took us; only then the pauses start over.
      retries.startOver();
      hasEnded = false;
      if (message.kind === "batch") listener.onBatch(message.batch);
      else settle(pending, message.reply);
    };
    opening.onclose = (event) => {
      socket = null;
      dropAll(pending);
      if (event.code === refusedCloseCode && sent === token()) {
        listener.onDisconnected("refused", null);
        retries.waitForUser(() => connect(listener));
        return;
      }
      hasEnded ||= event.code === endedCloseCode;
      listener.onDisconnected(
        hasEnded ? "ended" : "lost",
        retries.pause(() => connect(listener)),
      );
    };
  };

  return {
    open: connect,
    reconnect: retries.now,
    request: (request) =>
      new Promise((resolve) => {
        if (socket === null) return resolve(disconnected(request.id));
        pending.set(request.id, resolve);
        socket.send(JSON.stringify(request));
      }),
  };
}

/** When a lost connection is tried again: after growing pauses, or where the user says so. */
function createRetries() {
  let retryMs = firstRetryMs;
  // Set while a pause is under way, and after a refusal, when only the user can bring a token that is right.
  let next: (() => void) | null = null;
  const now = () => {
    const go = next;
    next = null;
    go?.();
  };
  const waitForUser = (connect: () => void) => {
    next = connect;
  };
  /** Gives the length of the pause, in ms. */
  const pause = (connect: () => void): number => {
    const pausedMs = retryMs;
    retryMs = Math.min(longestRetryMs, retryMs * 2);
    const timer = setTimeout(now, pausedMs);
    next = () => {
      clearTimeout(timer);
      connect();
    };
    return pausedMs;
  };
  const startOver = () => {
    retryMs = firstRetryMs;
  };
  return { now, pause, waitForUser, startOver };
}

function settle(pending: Map<number, PendingCall>, reply: Reply): void {
  pending.get(reply.id)?.(reply);
  pending.delete(reply.id);
}

function dropAll(pending: Map<number, PendingCall>): void {
  for (const [id, resolve] of pending) resolve(disconnected(id));
  pending.clear();
}

function disconnected(id: Request["id"]): Reply {
  return { id, answer: refuse("disconnected", "The connection to Understudy was lost. It reconnects by itself.") };
}

/** The host is ours and speaks the contract; this only keeps anything else from being taken for it. */
function readMessage(data: unknown): HostMessage | null {
  if (typeof data !== "string") return null;
  try {
    const message: unknown = JSON.parse(data);
    return isHostMessage(message) ? message : null;
  } catch (error) {
    console.error("The host sent something that is not JSON", error);
    return null;
  }
}

function isHostMessage(message: unknown): message is HostMessage {
  if (typeof message !== "object" || message === null || !("kind" in message)) return false;
  return (message.kind === "reply" && "reply" in message) || (message.kind === "batch" && "batch" in message);
}
