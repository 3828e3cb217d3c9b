import type { BodyItem, Opened, TransportFailure } from "#electron/manager/dependencies.ts";
import { type BodyQueue, type NextItem, newBodyQueue } from "./body-queue.ts";
import { decodeBody } from "./decode-body.ts";
import { readTransportError, transportFailure } from "./transport-failure.ts";

/** What the network client hands over once a request has a connection. */
type Controller = { abort(reason: Error): void; pause(): void; resume(): void };

type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** What the network client calls, in this order; an error may come at any time and is the last call. */
type Handler = {
  onRequestStart(controller: Controller): void;
  onResponseStart(controller: Controller, status: number, headers: RawHeaders): void;
  onResponseData(controller: Controller, bytes: Uint8Array): void;
  onResponseEnd(): void;
  onResponseError(controller: Controller | null, error: unknown): void;
};

/** One request and its answer, from the connection to the last byte. */
export type Exchange = {
  /** Settles once, with the headers or the reason why they cannot come. */
  readonly opened: Promise<Opened>;
  readonly handler: Handler;
  /** A socket is being connected for this request: it is destroyed with it. */
  connecting(socket: { destroy(error: Error): void }): void;
};

export type ExchangeOptions = {
  readonly host: string;
  readonly signal: AbortSignal;
  readonly connectTimeoutMs: number;
  /** Called once, when the last byte or the failure is in. */
  readonly onOver: () => void;
};

export function newExchange(options: ExchangeOptions): Exchange {
  const { host, signal, connectTimeoutMs, onOver } = options;
  const openedAtMs = performance.now();
  let connectMs = 0;
  const { promise: opened, resolve: open } = Promise.withResolvers<Opened>();
  let controller: Controller | null = null;
  let connection: { destroy(error: Error): void } | null = null;
  let isOver = false;
  const queue = newBodyQueue(() => controller?.resume());

  const settle = () => {
    isOver = true;
    clearTimeout(connectTimer);
    signal.removeEventListener("abort", stop);
    onOver();
  };
  const fail = (failure: TransportFailure) => {
    if (isOver) return;
    settle();
    // Before the headers this is the answer; after them `open` does nothing and the body ends with it.
    open({ kind: "failure", failure });
    queue.fail(failure);
    connection?.destroy(new Error(failure.message));
  };
  const stop = () => fail(transportFailure("aborted", host));
  const connectTimer = setTimeout(() => fail(transportFailure("connect-timeout", host)), connectTimeoutMs);
  signal.addEventListener("abort", stop);

  const hold = (socket: { destroy(error: Error): void }) => {
    connection = socket;
    if (isOver) socket.destroy(new Error("The request was over before its connection was made."));
  };
  let isOnNewSocket = false;
  const connecting: Exchange["connecting"] = (socket) => {
    isOnNewSocket = true;
    // undici replaces a connection that the server closed in the name of the request that once made it, for whichever
    // request is next: only the first socket is this one's to destroy.
    if (connection === null) hold(socket);
  };
  const start = (given: Controller) => {
    clearTimeout(connectTimer);
    // A connection that was kept is ready at once, however long undici took to say so.
    connectMs = isOnNewSocket ? performance.now() - openedAtMs : 0;
    controller = given;
    hold({ destroy: (error) => given.abort(error) });
  };
  const end = () => {
    settle();
    queue.end();
  };
  return {
    opened,
    connecting,
    handler: newHandler({ host, queue, open, start, end, fail, stop, connectMs: () => connectMs }),
  };
}

type ExchangeEvents = {
  readonly host: string;
  readonly queue: BodyQueue;
  open(opened: Opened): void;
  start(controller: Controller): void;
  end(): void;
  fail(failure: TransportFailure): void;
  stop(): void;
  connectMs(): number;
};

function newHandler({ host, queue, open, start, end, fail, stop, connectMs }: ExchangeEvents): Handler {
  return {
    onRequestStart: start,
    onResponseStart: (_controller, status, rawHeaders) => {
      if (status < 200) return;
      if (status >= 300 && status < 400) {
        fail(transportFailure("redirect", host, String(status)));
        return;
      }
      const headers = flatHeaders(rawHeaders);
      const items = { [Symbol.asyncIterator]: () => ({ next: queue.next }) };
      const decoded = decodeBody({ items, encoding: headers["content-encoding"], host });
      const body = bounded(decoded, { close: stop, host });
      open({ kind: "response", response: { status, connectMs: connectMs(), headers, body } });
    },
    onResponseData: (controller, bytes) => {
      if (!queue.push(bytes)) controller.pause();
    },
    onResponseEnd: end,
    onResponseError: (_controller, error) => fail(readTransportError(error, host)),
  };
}

/** The cap of engine.md for a decoded body. */
const longestBodyBytes = 32 * 1024 * 1024;

/**
 * Stops at 32 MiB, and closes the connection as soon as the reader is through or leaves, even while it still waits for
 * bytes. No generator: one would only notice a leaving reader after the next bytes, and every chunk passes through here.
 */
function bounded(items: AsyncIterable<BodyItem, undefined>, of: { close: () => void; host: string }) {
  return {
    [Symbol.asyncIterator]: (): AsyncIterator<BodyItem, undefined> => {
      const source = items[Symbol.asyncIterator]();
      let size = 0;
      let isOver = false;
      const last = (result: NextItem): NextItem => {
        isOver = true;
        of.close();
        return result;
      };
      return {
        next: async () => {
          if (isOver) return { done: true, value: undefined };
          const result = await source.next();
          if (result.done === true || result.value.kind === "failure") return last(result);
          size += result.value.bytes.length;
          if (size <= longestBodyBytes) return result;
          return last({ done: false, value: { kind: "failure", failure: transportFailure("too-large", of.host) } });
        },
        return: async () => {
          last({ done: true, value: undefined });
          await source.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

function flatHeaders(headers: RawHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = typeof value === "string" ? value : value.join(", ");
  }
  return flat;
}
