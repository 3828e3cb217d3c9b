import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { field, parseJson } from "#electron/demo/json.ts";
import { readBody } from "#electron/demo/read-body.ts";
import type { WireAnswer, WireEvent } from "#electron/demo/wire/answer.ts";
import { answerEvents, wholeAnswer } from "#electron/demo/wire/dialects.ts";
import { dialectOf } from "#electron/demo/wire/request.ts";
import { type Fault, isRefusal } from "./fault.ts";
import type { FaultLink, Script, SeenRequest } from "./fault-script.ts";
import { refuse } from "./refuse.ts";
import { sendStream } from "./spoil-stream.ts";

const defaultTokenEveryMs = 2;

/** A request on a link, and where its answer goes. */
export type Serving = {
  readonly name: string;
  readonly number: number;
  readonly link: FaultLink;
  readonly answer: (request: SeenRequest) => WireAnswer;
  readonly script: Script;
  readonly remember: (request: SeenRequest) => void;
  readonly longestMs: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
};

/**
 * Answers one request as its link's script says. A connection that is lost meanwhile is no error; it rejects only where a
 * script throws or the server has a bug.
 */
export async function serve(serving: Serving): Promise<void> {
  const { request, response, longestMs } = serving;
  const gone = new AbortController();
  const timer = setTimeout(() => response.destroy(), longestMs);
  const seen = note(serving);
  let isDone = false;
  response.once("close", () => {
    clearTimeout(timer);
    seen.closedAtMs = performance.now();
    seen.wasLeft = !isDone;
    gone.abort();
  });
  try {
    seen.body = (await readBody(request)) ?? "";
    await carryOut(serving, { seen, fault: faultOf(serving.script, seen), signal: gone.signal });
    isDone = true;
  } catch (error) {
    if (!gone.signal.aborted && !isLost(error)) throw error;
  }
}

const lostCodes = new Set<unknown>(["ECONNRESET", "ECONNABORTED", "EPIPE", "ERR_STREAM_PREMATURE_CLOSE"]);

/** The system's word that the connection is lost, which may come before the connection is seen to close. */
function isLost(error: unknown): boolean {
  return error instanceof Error && "code" in error && lostCodes.has(error.code);
}

type Mutable<Value> = { -readonly [Name in keyof Value]: Value[Name] };

function note({ name, number, request, remember }: Serving): Mutable<SeenRequest> {
  const seen = {
    link: name,
    number,
    atMs: performance.now(),
    method: request.method ?? "",
    path: request.url ?? "",
    headers: request.headers,
    body: "",
    closedAtMs: null,
    wasLeft: false,
  };
  remember(seen);
  return seen;
}

function faultOf(script: Script, seen: SeenRequest): Fault | null {
  if (typeof script === "function") return script(seen);
  return script[Math.min(seen.number, script.length) - 1] ?? null;
}

type Exchange = { readonly seen: SeenRequest; readonly fault: Fault | null; readonly signal: AbortSignal };

async function carryOut(serving: Serving, { seen, fault, signal }: Exchange): Promise<void> {
  const { link, response } = serving;
  const { kind, answerAfterMs = 0 } = link;
  if (answerAfterMs > 0) await sleep(answerAfterMs, undefined, { signal });
  if (fault !== null && isRefusal(fault)) return refuse(response, fault, { kind, signal });
  const dialect = dialectOf(new URL(seen.path, "http://127.0.0.1").pathname);
  if (dialect === null) return refuse(response, { kind: "status", status: 404 }, { kind, signal });
  const whole = serving.answer(seen);
  const answer: WireAnswer = fault?.kind === "filtered" ? { ...whole, finish: "content_filter" } : whole;
  if (fault?.kind === "json" || !asksForStream(seen)) {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(wholeAnswer(dialect, answer));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  const events = paced(answerEvents(dialect, answer), link, signal);
  await sendStream({ response, events, fault, kind, dialect, signal });
}

function asksForStream({ path, body }: SeenRequest): boolean {
  return path.includes(":streamGenerateContent") || field(parseJson(body), "stream") === true;
}

/** How far behind its pace a stream may make up for: what was held up for longer goes on at its pace. */
const longestLagMs = 20;

/**
 * Events with content at their pace on average: a timer is a millisecond late or more, and a rate of hundreds of
 * tokens a second would otherwise come out as half of it.
 */
async function* paced(events: readonly WireEvent[], link: FaultLink, signal: AbortSignal): AsyncGenerator<WireEvent> {
  const { tokenEveryMs = defaultTokenEveryMs, firstTokenAfterMs = tokenEveryMs } = link;
  let dueMs = performance.now() + firstTokenAfterMs;
  for (const event of events) {
    if (event.kind === "token") {
      const leftMs = dueMs - performance.now();
      if (leftMs > 0) await sleep(leftMs, undefined, { signal });
      dueMs = Math.max(dueMs, performance.now() - longestLagMs) + tokenEveryMs;
    }
    yield event;
  }
}
