import { vi } from "vitest";
import { startLoopback } from "#electron/bridge/loopback-server.ts";
import { createSerial } from "#electron/bridge/serial.ts";
import { newToken } from "#electron/bridge/token.ts";
import type { Batch, Reply } from "#shared/envelope.ts";
import type { FakeHost } from "./fake-host.ts";
import { openSocket } from "./socket-client.ts";

export type AnyRequest = { readonly id: number; readonly method: string; readonly input: unknown };

/** One window's connection. */
export type Connection = {
  request(request: AnyRequest): Promise<Reply>;
  onBatch(listener: (batch: Batch) => void): void;
  /** As a reload or a broken network ends it; resolves when nothing more can arrive. */
  drop(): Promise<void>;
};

/** One way to carry the contract, opened over a host. */
export type Wire = { connect(): Promise<Connection>; close(): Promise<void> };
export type OpenWire = (host: FakeHost) => Promise<Wire>;

/** The shortest way: no message leaves the process, but each one is cloned. */
export const memoryWire: OpenWire = async (host) => ({
  async connect() {
    const drops: (() => void)[] = [];
    return {
      request: async (request) => structuredClone(await host.router(structuredClone(request), { id: "memory" })),
      onBatch: (listener) => void drops.push(host.batcher.subscribe((batch) => listener(structuredClone(batch)))),
      drop: async () => {
        for (const drop of drops) drop();
      },
    };
  },
  close: async () => undefined,
});

/** Pages are loaded one after the other: modules are forgotten and loaded anew for each. */
const pageTurns = createSerial();

/** The real preload and listener over the double of Electron. Each connection is a page of its own, as after a reload. */
export const electronWire: OpenWire = async (host) => ({
  connect: () => pageTurns(() => loadPage(host)),
  close: async () => undefined,
});

async function loadPage({ router, batcher }: FakeHost): Promise<Connection> {
  vi.resetModules();
  const electron = await import("./electron-double.ts");
  const { listenToIpc } = await import("#electron/bridge/ipc-listener.ts");
  const window = new electron.BrowserWindow({});
  listenToIpc({ ipc: electron.ipcMain, router, batcher }).attach(window.webContents);
  await import("#electron/preload.ts");
  const bridge = electron.seen.exposed.get("understudy");
  if (!isBridge(bridge)) throw new Error("The preload script gave no bridge.");
  return {
    request: (request) => bridge.request(request),
    onBatch: (listener) => bridge.onBatch(listener),
    drop: async () => {
      window.webContents.isGone = true;
    },
  };
}

type Bridge = { request(request: unknown): Promise<Reply>; onBatch(listener: (batch: Batch) => void): void };

export function isBridge(value: unknown): value is Bridge {
  if (typeof value !== "object" || value === null || !("request" in value) || !("onBatch" in value)) return false;
  return typeof value.request === "function" && typeof value.onBatch === "function";
}

/** A real server and real sockets on this machine. */
export function socketWire(rendererDir: string): OpenWire {
  return async (host) => {
    const token = newToken();
    const started = await startLoopback({ rendererDir, router: host.router, batcher: host.batcher, token, port: 0 });
    if (!started.ok) throw new Error(started.message);
    const { port, close } = started.loopback;
    return {
      close,
      async connect() {
        const client = await openSocket({ port, token });
        return {
          request: (request) => client.request(request),
          onBatch: client.onBatch,
          drop: async () => {
            client.close();
            await client.closed;
          },
        };
      },
    };
  };
}
