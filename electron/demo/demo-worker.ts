import { parentPort } from "node:worker_threads";
import { messageOf } from "#shared/failure.ts";
import { startFront } from "./demo-front.ts";
import { startMock } from "./mock.ts";
import type { WorkerMessage } from "./worker-messages.ts";

/** Entry of the demo worker. It is ended from outside, by ending the thread: every socket goes with it. */
try {
  const { port } = await startFront(await startMock());
  say({ kind: "ready", port });
} catch (error) {
  say({ kind: "failed", message: messageOf(error) });
}

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}
