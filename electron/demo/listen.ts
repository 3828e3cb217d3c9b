import type { Server } from "node:net";

/** Listens on a free port of this machine alone, and gives it. */
export async function listenOnLoopback(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The demo server has no port");
  return address.port;
}
