import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, type Socket } from "node:net";

/** A real proxy on this machine that makes tunnels (RFC 9110 §9.3.6) and counts what reaches it. */
export type ConnectProxy = {
  readonly port: number;
  /** Targets of every CONNECT so far. */
  readonly asked: string[];
  /** `Proxy-Authorization` of each, or undefined. */
  readonly proofs: (string | undefined)[];
  openSockets(): number;
  close(): Promise<void>;
};

export type ProxyOptions = {
  /** In place of a tunnel: what it answers; or silence; or it hangs up. */
  readonly answers?: string | "nothing" | "hang up";
  /** Where every tunnel ends, whatever was asked for: names need not exist. */
  readonly leadsTo?: number;
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
};

export async function startConnectProxy({ answers, leadsTo, tls }: ProxyOptions = {}): Promise<ConnectProxy> {
  const server = tls === undefined ? createServer() : createTlsServer(tls);
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  const proofs: (string | undefined)[] = [];
  const keep = (socket: Socket) => {
    sockets.add(socket);
    // Both sides go away as they like; that is what the tests are about.
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
  };
  server.on("connection", keep);
  server.on("connect", (request: IncomingMessage, client: Socket) => {
    asked.push(request.url ?? "");
    proofs.push(request.headers["proxy-authorization"]);
    // Read all the same, for it to notice that the other side has left.
    if (answers === "nothing") return void client.resume().once("end", () => client.destroy());
    if (answers === "hang up") return void client.destroy();
    if (answers !== undefined) return void client.end(answers);
    const upstream = connect({ host: "127.0.0.1", port: leadsTo ?? Number(request.url?.split(":").at(-1)) });
    keep(upstream);
    upstream.once("connect", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(upstream).pipe(client);
    });
    upstream.on("close", () => client.destroy());
    client.on("close", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
  return {
    port: address.port,
    asked,
    proofs,
    openSockets: () => sockets.size,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
