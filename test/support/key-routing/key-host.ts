import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { listenOnLoopback } from "#electron/demo/listen.ts";

/** A request as it came over the wire: every header, the path and the body in one text. */
export type Heard = { readonly method: string; readonly path: string; readonly text: string };

/** A server that keeps everything that it is told. */
export type KeyHost = {
  readonly port: number;
  readonly heard: readonly Heard[];
  /** TCP connections accepted so far, with or without a request on them. */
  connections(): number;
  close(): Promise<void>;
};

export type Answering = (heard: Heard, response: ServerResponse) => void;

export async function startKeyHost(answer: Answering): Promise<KeyHost> {
  const heard: Heard[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const keep = (request: IncomingMessage, body: string): Heard => {
    const { method = "", url: path = "", rawHeaders } = request;
    const one = { method, path, text: `${method} ${path}\n${rawHeaders.join("\n")}\n${body}` };
    heard.push(one);
    return one;
  };
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("latin1").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => answer(keep(request, body), response));
  });
  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket);
    // Who connects may leave as it likes.
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
  });
  // A tunnel is asked for before anything that it would carry; what comes on it afterwards is kept, too.
  server.on("connect", (request: IncomingMessage, socket: Socket, first: Buffer) => {
    keep(request, first.toString("latin1"));
    socket.on("data", (bytes: Buffer) => void keep(request, bytes.toString("latin1")));
    socket.write("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    heard,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * Where a secret stands that is not its owner's, in words; also encoded, as headers and addresses have it. `own` is the
 * host's own secret, which it may hear.
 */
export function strays({ heard }: Pick<KeyHost, "heard">, own: string | null, secrets: readonly string[]): string[] {
  const foreign = secrets.filter((secret) => secret !== own).flatMap(formsOf);
  return heard.flatMap(({ method, path, text }) =>
    foreign.filter((form) => text.includes(form)).map((form) => `${form} in ${method} ${path}`),
  );
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // Half of it is a leak as well.
  const halves = [secret.slice(0, secret.length / 2), secret.slice(secret.length / 2)];
  return [secret, ...halves, bytes.toString("base64").slice(0, -4), bytes.toString("hex")];
}
