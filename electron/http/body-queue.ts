import type { BodyItem, TransportFailure } from "#electron/manager/dependencies.ts";

/** Above this many unread bytes the sender is told to pause. */
const highWaterBytes = 256 * 1024;

export type NextItem = IteratorResult<BodyItem, undefined>;

/** Bytes between the socket, which pushes, and one reader, who pulls. */
export type BodyQueue = {
  /** False when the reader is behind and the sender should pause until `onRoom` is called. */
  push(bytes: Uint8Array): boolean;
  end(): void;
  /** Comes after the bytes that are waiting; of an aborted answer those are thrown away. */
  fail(failure: TransportFailure): void;
  /** A failure is the last item before the end. */
  next(): Promise<NextItem>;
};

export function newBodyQueue(onRoom: () => void): BodyQueue {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let isFresh = true;
  let failure: TransportFailure | null = null;
  let isEnded = false;
  let reader: ((item: NextItem) => void) | null = null;

  const takeBytes = (first: Uint8Array): NextItem => {
    // A reader who is behind gets all at once, which costs one turn instead of many. The first bytes go out alone, so
    // that the first token never waits for what came right behind it.
    const bytes = isFresh || waiting.length === 1 ? first : Buffer.concat(waiting, waitingBytes);
    const wasFull = waitingBytes > highWaterBytes;
    waiting = isFresh ? waiting.slice(1) : [];
    waitingBytes -= bytes.length;
    isFresh = false;
    if (wasFull && waitingBytes <= highWaterBytes) onRoom();
    return { done: false, value: { kind: "bytes", bytes } };
  };
  const takeLast = (): NextItem => {
    if (failure === null) return { done: true, value: undefined };
    const value = { kind: "failure", failure } as const;
    failure = null;
    return { done: false, value };
  };
  const wake = () => {
    const [first] = waiting;
    if (reader === null || (first === undefined && !isEnded)) return;
    const resolve = reader;
    reader = null;
    resolve(first === undefined ? takeLast() : takeBytes(first));
  };
  return {
    push: (bytes) => {
      waiting.push(bytes);
      waitingBytes += bytes.length;
      wake();
      return waitingBytes <= highWaterBytes;
    },
    end: () => {
      isEnded = true;
      wake();
    },
    fail: (reason) => {
      if (reason.reason === "aborted") {
        waiting = [];
        waitingBytes = 0;
      }
      failure = reason;
      isEnded = true;
      wake();
    },
    next: () =>
      new Promise((resolve) => {
        reader = resolve;
        wake();
      }),
  };
}
