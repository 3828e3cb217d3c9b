import type { BodyItem, HttpRequest, Opened, Transport, TransportFailure } from "#electron/manager/dependencies.ts";
import type { FakeClock } from "./fake-clock.ts";

/** `bytes` take the place of the text: a server may cut inside a character. */
type Chunk = { readonly afterMs: number; readonly text: string; readonly bytes?: Uint8Array };

/** What a scripted server does with one request. Times are ms on the fake clock. */
export type Script = {
  /** Before the headers. */
  readonly delayMs?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Chunks of the body, each after its own delay. */
  readonly chunks?: readonly Chunk[];
  readonly end?: "close" | "reset" | "hang";
  readonly refuse?: TransportFailure;
};

export type Asked = {
  readonly atMs: number;
  readonly request: HttpRequest;
  /** What the server does with it; null where no script was left. */
  readonly script: Script | null;
  aborted: boolean;
};

/** A transport that answers each request with the next script of its queue; without a script left it hangs. */
export type ScriptedTransport = Transport & {
  readonly asked: Asked[];
  script(queue: string, ...scripts: readonly Script[]): void;
  open: Transport["open"];
  readers(): number;
};

const hostOf = ({ url }: HttpRequest): string => new URL(url).hostname;

/** `queueOf` tells whose turn a request is: its host's, where nothing else is said. */
export function createScriptedTransport(clock: FakeClock, queueOf = hostOf): ScriptedTransport {
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
        yield { kind: "bytes", bytes: chunk.bytes ?? new TextEncoder().encode(chunk.text) };
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
    script: (queue, ...more) => scripts.set(queue, [...(scripts.get(queue) ?? []), ...more]),
    open: async (request, { signal }): Promise<Opened> => {
      const next = scripts.get(queueOf(request))?.shift() ?? null;
      const record: Asked = { atMs: clock.monotonicMs(), request, script: next, aborted: false };
      asked.push(record);
      signal.addEventListener("abort", () => {
        record.aborted = true;
      });
      const script = next ?? { delayMs: forever };
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
