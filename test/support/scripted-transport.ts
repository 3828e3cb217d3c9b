import type { BodyItem, HttpRequest, Opened, Transport, TransportFailure } from "#electron/manager/dependencies.ts";
import type { FakeClock } from "./fake-clock.ts";

/** What a scripted server does with one request. Times are ms on the fake clock. */
export type Script = {
  /** Before the headers. */
  readonly delayMs?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Chunks of the body, each after its own delay. */
  readonly chunks?: readonly { readonly afterMs: number; readonly text: string }[];
  readonly end?: "close" | "reset" | "hang";
  readonly refuse?: TransportFailure;
};

export type Asked = { readonly atMs: number; readonly request: HttpRequest; aborted: boolean };

/** A transport that answers each request with the next script of its host; a host without a script left hangs. */
export type ScriptedTransport = Transport & {
  readonly asked: Asked[];
  script(host: string, ...scripts: readonly Script[]): void;
  open: Transport["open"];
  readers(): number;
};

export function createScriptedTransport(clock: FakeClock): ScriptedTransport {
  const scripts = new Map<string, Script[]>();
  const asked: Asked[] = [];
  let readers = 0;

  const wait = (ms: number, signal: AbortSignal) =>
    new Promise<"done" | "aborted">((resolve) => {
      if (signal.aborted) return resolve("aborted");
      const onAbort = () => {
        cancel();
        resolve("aborted");
      };
      const cancel = clock.after(ms, () => {
        signal.removeEventListener("abort", onAbort);
        resolve("done");
      });
      signal.addEventListener("abort", onAbort, { once: true });
    });
  const forever = 1e12;
  const aborted: TransportFailure = { reason: "aborted", code: null, message: "aborted" };

  async function* body(script: Script, signal: AbortSignal): AsyncGenerator<BodyItem> {
    readers += 1;
    try {
      for (const chunk of script.chunks ?? []) {
        if ((await wait(chunk.afterMs, signal)) === "aborted") return yield { kind: "failure", failure: aborted };
        yield { kind: "bytes", bytes: new TextEncoder().encode(chunk.text) };
      }
      if (script.end === "reset") {
        yield { kind: "failure", failure: { reason: "reset", code: "ECONNRESET", message: "other side closed" } };
      }
      if (script.end === "hang") {
        await wait(forever, signal);
        yield { kind: "failure", failure: aborted };
      }
    } finally {
      readers -= 1;
    }
  }

  return {
    asked,
    readers: () => readers,
    script: (host, ...more) => scripts.set(host, [...(scripts.get(host) ?? []), ...more]),
    open: async (request, { signal }): Promise<Opened> => {
      const record: Asked = { atMs: clock.monotonicMs(), request, aborted: false };
      asked.push(record);
      signal.addEventListener("abort", () => {
        record.aborted = true;
      });
      const script = scripts.get(new URL(request.url).hostname)?.shift() ?? { delayMs: forever };
      if ((await wait(script.delayMs ?? 0, signal)) === "aborted") return { kind: "failure", failure: aborted };
      if (script.refuse !== undefined) return { kind: "failure", failure: script.refuse };
      const headers = { "content-type": "text/event-stream", ...script.headers };
      return {
        kind: "response",
        response: { status: script.status ?? 200, connectMs: 0, headers, body: body(script, signal) },
      };
    },
  };
}
