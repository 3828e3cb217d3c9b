import { Worker } from "node:worker_threads";
import { messageOf } from "#shared/failure.ts";
import type { ProviderKind } from "#shared/model.ts";
import { versionPath } from "./wire/request.ts";
import { isWorkerMessage } from "./worker-messages.ts";

/** The demo providers while they run. */
export type Demo = {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** What stands in for a provider's base URL. */
  baseUrlOf(kind: ProviderKind): string;
  /** Ends the server and every answer in flight; resolves after 2 s at the latest. May be called twice. */
  close(): Promise<void>;
};

export type DemoOptions = {
  /** The worker's file: `demo-worker.js` beside the built host, the source in tests. */
  readonly workerUrl: URL;
  /** Called once when the worker dies by itself after it was ready. */
  readonly onFailure?: (message: string) => void;
};

export type DemoStart = { readonly ok: true; readonly demo: Demo } | { readonly ok: false; readonly message: string };

const startLimitMs = 10_000;
const stopLimitMs = 2_000;

/** Starts the demo providers in a worker thread, on a free port of 127.0.0.1. Never rejects. */
export async function startDemo(options: DemoOptions): Promise<DemoStart> {
  const worker = new Worker(options.workerUrl, { name: "demo providers" });
  const started = await firstWord(worker);
  if (!started.ok) {
    await end(worker);
    return started;
  }
  return { ok: true, demo: running(worker, `http://127.0.0.1:${started.port}`, options) };
}

function running(worker: Worker, origin: string, { onFailure }: DemoOptions): Demo {
  let isClosing = false;
  let reason = "its thread ended";
  worker.on("error", (error: unknown) => {
    reason = messageOf(error);
  });
  worker.once("exit", () => {
    if (!isClosing) {
      onFailure?.(`The demo providers stopped: ${reason}`);
    }
  });
  return {
    origin,
    baseUrlOf: (kind) => origin + versionPath[kind],
    close() {
      isClosing = true;
      return end(worker);
    },
  };
}

type FirstWord = { readonly ok: true; readonly port: number } | { readonly ok: false; readonly message: string };

function firstWord(worker: Worker): Promise<FirstWord> {
  return new Promise((resolve) => {
    const fail = (message: string) => {
      clearTimeout(timer);
      resolve({ ok: false, message: `The demo providers could not start: ${message}` });
    };
    const timer = setTimeout(() => fail("no answer within 10 s"), startLimitMs);
    worker.once("error", (error: unknown) => fail(messageOf(error)));
    worker.once("exit", (code) => fail(`the thread ended with code ${code}`));
    worker.once("message", (message: unknown) => {
      if (!isWorkerMessage(message) || message.kind === "failed") {
        return fail(
          isWorkerMessage(message) && message.kind === "failed" ? message.message : "unexpected first message",
        );
      }
      clearTimeout(timer);
      resolve({ ok: true, port: message.port });
    });
  });
}

/** A thread that will not end is left to the end of the process. */
async function end(worker: Worker): Promise<void> {
  worker.unref();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, stopLimitMs);
  });
  await Promise.race([worker.terminate(), limit]);
  clearTimeout(timer);
}
