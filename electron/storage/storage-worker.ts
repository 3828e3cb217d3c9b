import { parentPort } from "node:worker_threads";
import { failureWords } from "./failure-words.ts";
import { createHandlers } from "./handlers.ts";
import type { StorageMethod, StorageReply, StorageRequest } from "./worker-protocol.ts";

/** Entry of the storage worker: the only thread that touches the disk. Answers requests one by one, in order. */
const port = parentPort;
if (port === null) throw new Error("storage-worker runs in a worker thread only.");

const handlers = createHandlers();

function answer<M extends StorageMethod>({ id, method, input }: StorageRequest<M>): StorageReply<M> {
  try {
    return { id, ok: true, value: handlers[method](input) };
  } catch (error) {
    return { id, ok: false, message: failureWords(error) };
  }
}

port.on("message", (request: StorageRequest) => {
  port.postMessage(answer(request));
  // Nothing follows a close; with its port closed the thread ends by itself.
  if (request.method === "close") port.close();
});
