import type { BodyItem, TransportFailure } from "#electron/manager/dependencies.ts";

/** Above this many unread bytes the sender is told to pause. */
const highWaterBytes = 256 * 1024;

/** Bytes between the socket, which pushes, and one reader, who pulls. */
export type BodyQueue = {
  /** False when the reader is behind and the sender should pause until `onRoom` is called. */
  push(bytes: Uint8Array): boolean;
  end(): void;
  /** Comes after the bytes that are waiting; of an aborted answer those are thrown away. */
  fail(failure: TransportFailure): void;
  /** Null at the end. A failure is the last item before it. */
  next(): Promise<BodyItem | null>;
};

export function newBodyQueue(onRoom: () => void): BodyQueue {
  let waiting: BodyItem[] = [];
  let waitingBytes = 0;
  let isEnded = false;
  let reader: ((item: BodyItem | null) => void) | null = null;

  const take = (): BodyItem | null => {
    const item = waiting.shift() ?? null;
    if (item?.kind !== "bytes") return item;
    const wasFull = waitingBytes > highWaterBytes;
    waitingBytes -= item.bytes.length;
    if (wasFull && waitingBytes <= highWaterBytes) onRoom();
    return item;
  };
  const wake = () => {
    if (reader === null || (waiting.length === 0 && !isEnded)) return;
    const resolve = reader;
    reader = null;
    resolve(take());
  };
  return {
    push: (bytes) => {
      waiting.push({ kind: "bytes", bytes });
      waitingBytes += bytes.length;
      wake();
      return waitingBytes <= highWaterBytes;
    },
    end: () => {
      isEnded = true;
      wake();
    },
    fail: (failure) => {
      if (failure.reason === "aborted") {
        waiting = [];
        waitingBytes = 0;
      }
      waiting.push({ kind: "failure", failure });
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
