import { createServer, connect as dial, type Socket } from "node:net";

export type CutProxy = {
  /** The host's address with this proxy's port in it. */
  readonly url: string;
  /** Breaks every connection as a pulled cable does. */
  cut(): void;
  /** While it is down, new connections are refused as well. */
  setDown(isDown: boolean): void;
  /** How many connections it refused so far. */
  refused(): number;
  close(): Promise<void>;
};

/**
 * Carries bytes between a window and its host. The host takes requests for its own address only, so the port in the
 * window's headers is put right; the frames of a WebSocket that a window sends are masked and never look like it.
 */
export async function startCutProxy(hostUrl: string): Promise<CutProxy> {
  const host = new URL(hostUrl);
  const sockets = new Set<Socket>();
  let isDown = false;
  let refused = 0;
  const server = createServer((near) => {
    if (isDown) {
      refused += 1;
      near.resetAndDestroy();
      return;
    }
    const far = dial(Number(host.port), "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    near.on("data", (bytes) => far.write(withPort(bytes, port(), host.port)));
    far.on("data", (bytes) => near.write(bytes));
  });
  const port = (): string => {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
    return String(address.port);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(host);
  url.port = port();
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: url.href,
    cut,
    setDown: (next) => {
      isDown = next;
      if (next) cut();
    },
    refused: () => refused,
    close: async () => {
      cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function withPort(bytes: Buffer, from: string, to: string): Buffer {
  const text = bytes.toString("latin1");
  if (!text.includes(`127.0.0.1:${from}`)) return bytes;
  return Buffer.from(text.replaceAll(`127.0.0.1:${from}`, `127.0.0.1:${to}`), "latin1");
}
