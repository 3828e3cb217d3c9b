import { createServer, type Server } from "node:http";

/** Listens on a free port of this computer. */
export async function portOf(server: Pick<Server, "listen" | "address">): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

export type Listener = {
  /** Its address and port. */
  readonly host: string;
  /** Whoever only connects counts as well. */
  connections(): number;
  /** The paths that were asked for. */
  paths(): readonly string[];
  close(): Promise<void>;
};

/** Stands where the attacker does: it hears whatever reaches it. */
export async function startListener(): Promise<Listener> {
  let connections = 0;
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? "");
    response.writeHead(204).end();
  });
  server.on("connection", () => {
    connections += 1;
  });
  const host = `127.0.0.1:${await portOf(server)}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { host, connections: () => connections, paths: () => paths, close };
}
