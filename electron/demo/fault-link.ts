import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { FaultLink, Script, SeenRequest } from "./fault-server.ts";
import { type Fault, isRefusal } from "./faults.ts";
import { field, parseJson } from "./json.ts";
import { listenOnLoopback } from "./listen.ts";
import { refuse } from "./refuse.ts";
import { sendStream } from "./spoil-stream.ts";
import { answerEvents, type WireAnswer, type WireEvent, wholeAnswer } from "./wire-answer.ts";
import { dialectOf, readBody, versionPath } from "./wire-request.ts";

/** One link of the fault server, on a port of its own. */
export type LinkServer = {
  readonly baseUrl: string;
  connections(): number;
  openSockets(): number;
  script(script: Script): void;
  close(): Promise<void>;
};

const defaultTokenEveryMs = 2;

type StartLink = {
  readonly name: string;
  readonly link: FaultLink;
  readonly remember: (request: SeenRequest) => void;
  readonly longestMs: number;
};

export async function startLink({ name, link, remember, longestMs }: StartLink): Promise<LinkServer> {
  const sockets = new Set<Socket>();
  const seen = { connections: 0, requests: 0 };
  let script = link.script ?? [null];
  let closed: Promise<void> | null = null;
  const answer = answerOf(name, link);
  const server = serverFor(link, (request, response) => {
    const number = ++seen.requests;
    // Rejects only where a script throws: that must be seen, as an unhandled rejection.
    void serve({ name, number, link, answer, script, remember, longestMs, request, response });
  });
  server.on("connection", (socket) => {
    seen.connections += 1;
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const port = await listenOnLoopback(server);
  return {
    baseUrl: `${link.tls === undefined ? "http" : "https"}://127.0.0.1:${port}${versionPath[link.kind]}`,
    connections: () => seen.connections,
    openSockets: () => sockets.size,
    script: (next) => {
      script = next;
      seen.requests = 0;
    },
    close: () => {
      closed ??= closeAll(server, sockets);
      return closed;
    },
  };
}

async function closeAll(server: Server, sockets: Iterable<Socket>): Promise<void> {
  const gone = Array.from(sockets, (socket) => new Promise((resolve) => socket.once("close", resolve)));
  for (const socket of sockets) socket.destroy();
  await Promise.all([new Promise((resolve) => server.close(resolve)), ...gone]);
}

function serverFor(link: FaultLink, listener: RequestListener): Server {
  return link.tls === undefined ? createServer(listener) : createTlsServer(link.tls, listener);
}

/** What a link answers where nothing is wrong; every token names the link, so that joined answers show. */
export function answerOf(name: string, { answer }: Pick<FaultLink, "answer">): WireAnswer {
  return {
    id: `gen-${name}`,
    model: `${name}-served`,
    tokens: Array.from({ length: 60 }, (_, index) => `${name}${index + 1} `),
    reasoning: [],
    finish: "stop",
    usage: { inputTokens: 100, outputTokens: 60 },
    ...answer,
  };
}

type Serving = {
  readonly name: string;
  readonly number: number;
  readonly link: FaultLink;
  readonly answer: WireAnswer;
  readonly script: Script;
  readonly remember: (request: SeenRequest) => void;
  readonly longestMs: number;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
};

async function serve(serving: Serving): Promise<void> {
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
    if (!gone.signal.aborted && !isSocketError(error)) throw error;
  }
}

/** The system's word that the connection is lost, which may come before the connection is seen to close. */
function isSocketError(error: unknown): boolean {
  return error instanceof Error && "code" in error;
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
  const { kind, tokenEveryMs = defaultTokenEveryMs } = link;
  if (fault !== null && isRefusal(fault)) return refuse(response, fault, { kind, signal });
  const dialect = dialectOf(new URL(seen.path, "http://127.0.0.1").pathname);
  if (dialect === null) return refuse(response, { kind: "status", status: 404 }, { kind, signal });
  const answer: WireAnswer =
    fault?.kind === "filtered" ? { ...serving.answer, finish: "content_filter" } : serving.answer;
  if (fault?.kind === "json" || !asksForStream(seen)) {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(wholeAnswer(dialect, answer));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  const events = paced(answerEvents(dialect, answer), tokenEveryMs, signal);
  await sendStream({ response, events, fault, kind, dialect, signal });
}

function asksForStream({ path, body }: SeenRequest): boolean {
  return path.includes(":streamGenerateContent") || field(parseJson(body), "stream") === true;
}

async function* paced(events: readonly WireEvent[], everyMs: number, signal: AbortSignal): AsyncGenerator<WireEvent> {
  for (const event of events) {
    if (event.kind === "token" && everyMs > 0) await sleep(everyMs, undefined, { signal });
    yield event;
  }
}
