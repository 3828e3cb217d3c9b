import { EventEmitter } from "node:events";
import { Worker } from "node:worker_threads";
import { messageOf } from "#shared/failure.ts";
import type { StorageInput, StorageMethod, StorageOutput, StorageReply, StorageRequest } from "./worker-protocol.ts";

/** The main thread's end of the worker. */
export type WorkerClient = {
  /** Rejects with an Error in words where the worker could not do it, or has ended. */
  call<M extends StorageMethod>(method: M, input: StorageInput<M>): Promise<StorageOutput<M>>;
  /** Resolves when the thread has ended by itself; ends it by force after `patienceMs`. */
  ended(patienceMs: number): Promise<void>;
};

/**
 * Rows and texts live for one request only, yet V8 doubles the space for new objects each time a big answer outlives
 * a look at it: up to 128 MB in this thread, which gives none of it back, for 8 MB that it holds (seen in the soak as
 * steps of 31 and 52 MB). A third of this limit is one of the two halves of that space. What does not fit is moved to
 * the old space, whose own limit is as high as ever.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 24 };

/** `onFailure` is told once if the thread ends without being asked to; every call that waits is rejected. */
export function startWorker(url: URL, onFailure: (message: string) => void): WorkerClient {
  const worker = new Worker(url, { name: "storage", resourceLimits });
  const replies = new EventEmitter();
  const waiting = new Map<number, (message: string) => void>();
  let nextId = 0;
  let isClosing = false;
  let endedWith: string | null = null;

  function fail(message: string): void {
    if (endedWith !== null) return;
    endedWith = message;
    for (const reject of waiting.values()) reject(message);
    waiting.clear();
    if (!isClosing) onFailure(message);
  }

  const exited = new Promise<void>((resolve) => {
    worker.once("exit", (code) => {
      fail(`The storage thread ended (code ${code}).`);
      resolve();
    });
  });
  worker.on("error", (error) => fail(`The storage thread failed: ${messageOf(error)}`));
  worker.on("messageerror", (error) => fail(`The storage thread sent what cannot be read: ${error.message}`));
  worker.on("message", (reply: { readonly id: number }) => replies.emit(String(reply.id), reply));

  return {
    call<M extends StorageMethod>(method: M, input: StorageInput<M>) {
      return new Promise<StorageOutput<M>>((resolve, reject) => {
        if (endedWith !== null) return reject(new Error(endedWith));
        if (method === "close") isClosing = true;
        const request: StorageRequest<M> = { id: nextId++, method, input };
        waiting.set(request.id, (message) => reject(new Error(message)));
        replies.once(String(request.id), (reply: StorageReply<M>) => {
          waiting.delete(request.id);
          if (reply.ok) resolve(reply.value);
          else reject(new Error(reply.message));
        });
        worker.postMessage(request);
      });
    },
    async ended(patienceMs) {
      const force = setTimeout(() => void worker.terminate(), patienceMs);
      await exited;
      clearTimeout(force);
    },
  };
}
