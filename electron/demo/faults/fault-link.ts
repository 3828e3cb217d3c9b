import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { listenOnLoopback } from "#electron/demo/listen.ts";
import type { WireAnswer } from "#electron/demo/wire/answer.ts";
import { versionPath } from "#electron/demo/wire/request.ts";
import type { FaultLink, Script, SeenRequest } from "./fault-script.ts";
import { serve } from "./serve.ts";

/** One link of the fault server, on a port of its own. */
export type LinkServer = {
  readonly baseUrl: string;
  connections(): number;
  openSockets(): number;
  script(script: Script): void;
  close(): Promise<void>;
};

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
  const answer = (request: SeenRequest) =>
    answerOf(name, typeof link.answer === "function" ? link.answer(request) : link.answer);
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
export function answerOf(name: string, answer: Partial<WireAnswer> = {}): WireAnswer {
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
