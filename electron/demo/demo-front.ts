import { createServer, type IncomingMessage, request as openRequest, type ServerResponse } from "node:http";
import type { Dialect, ProviderKind } from "#shared/model.ts";
import { faultFor, wireFaultOf } from "./demo-faults.ts";
import { createDemoLimits, type DemoLimits } from "./demo-limits.ts";
import { type AnswerFault, isRefusal } from "./faults/fault.ts";
import { refuse } from "./faults/refuse.ts";
import { createGenerations, type Generations } from "./generations.ts";
import { listenOnLoopback } from "./listen.ts";
import { listFor } from "./model-lists.ts";
import { readBody } from "./read-body.ts";
import { relayAnswer } from "./relay.ts";
import { withChatFormat } from "./relay-responses.ts";
import { chatKind, dialectOf, lastUserText } from "./wire/request.ts";
import { successHeaders } from "./wire/success-headers.ts";

/** The mock behind the front; it answers only who knows its key, so that the front is the only way in. */
export type Upstream = { readonly port: number; readonly key: string };

/** Ends with its thread; `close` is for one that shares its thread with others. */
export type Front = { readonly port: number; close(): void };

/**
 * The door of the demo providers: what the mock cannot do (model lists in each provider's own shape, the headers of an
 * answer, faults on demand) happens here, everything else is passed on as it comes. Loopback only, for this program
 * only: a request from a web page is refused, by its Origin and by its Host.
 */
export async function startFront(upstream: Upstream): Promise<Front> {
  const generations = createGenerations();
  const server = createServer();
  const port = await listenOnLoopback(server);
  const place = { upstream, generations, limits: createDemoLimits(), host: `127.0.0.1:${port}` };
  server.on("request", (request, response) => {
    answer(request, response, place).catch((error: unknown) => giveUp(response, error));
  });
  return {
    port,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

type Place = {
  readonly upstream: Upstream;
  readonly host: string;
  readonly generations: Generations;
  readonly limits: DemoLimits;
};

async function answer(request: IncomingMessage, response: ServerResponse, place: Place): Promise<void> {
  if (request.headers.host !== place.host || request.headers.origin !== undefined) {
    return sendJson(response, 403, { error: { message: "Only this program may use the demo providers." } });
  }
  const url = new URL(request.url ?? "/", `http://${place.host}`);
  if (request.method === "GET") {
    const found = lookUp(url, request.headers["anthropic-version"] !== undefined, place);
    return found === null ? sendNotFound(response) : sendJson(response, 200, found);
  }
  const kind = request.method === "POST" ? chatKind(url.pathname) : null;
  const dialect = dialectOf(url.pathname);
  if (kind === null || dialect === null) {
    return sendNotFound(response);
  }
  const body = await readBody(request);
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const { signal } = gone;
  return body === null
    ? refuse(response, { kind: "status", status: 413 }, { kind, signal })
    : chat({ ...place, response, kind, dialect, body, path: url.pathname + url.search, signal });
}

function lookUp(url: URL, isAnthropic: boolean, { generations }: Place): object | null {
  if (url.pathname === "/api/v1/generation") return generations.find(url.searchParams.get("id"));
  return listFor(url.pathname, url.searchParams, isAnthropic);
}

type Chat = Place & {
  readonly response: ServerResponse;
  readonly kind: ProviderKind;
  readonly dialect: Dialect;
  readonly body: string;
  readonly path: string;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
};

async function chat(asked: Chat): Promise<void> {
  const { kind, response, signal } = asked;
  const marked = faultFor(kind, lastUserText(asked.body));
  const fault = marked === null ? null : wireFaultOf(marked);
  return fault !== null && isRefusal(fault) ? refuse(response, fault, { kind, signal }) : passOn(asked, fault);
}

async function passOn(asked: Chat, fault: AnswerFault | null): Promise<void> {
  const { response, kind, dialect, signal } = asked;
  const upstream = await open(asked);
  const isAnswer = upstream.statusCode === 200;
  const generation = isAnswer && kind === "openrouter" ? asked.generations.begin(asked.body) : null;
  if (generation !== null) response.once("close", () => generation.end());
  const named = generation === null ? {} : { "x-generation-id": generation.id };
  const allowance = asked.limits.use(kind, asked.body.length);
  const headers = isAnswer ? { ...successHeaders(kind, allowance), ...named } : {};
  const contentType = upstream.headers["content-type"] ?? "application/json";
  response.writeHead(upstream.statusCode ?? 502, { ...headers, "content-type": contentType });
  response.flushHeaders();
  await relayAnswer({ upstream, response, kind, dialect, fault, generation, signal });
}

function open({ upstream, path, signal, ...asked }: Chat): Promise<IncomingMessage> {
  const body = asked.dialect === "openai-responses" ? withChatFormat(asked.body) : asked.body;
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    authorization: `Bearer ${upstream.key}`,
  };
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port: upstream.port, path, method: "POST", headers, signal, agent: false };
    openRequest(options, resolve).once("error", reject).end(body);
  });
}

function sendNotFound(response: ServerResponse): void {
  sendJson(response, 404, { error: { message: "Not found", type: "invalid_request_error", param: null, code: null } });
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** A client that has gone is no trouble; anything else is told where a status can still be sent. */
function giveUp(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
  } else {
    sendJson(response, 502, { error: { message: `The demo provider failed: ${String(error)}` } });
  }
}
