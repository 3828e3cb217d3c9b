import type { Batch, Reply, Request } from "#shared/envelope.ts";
import type { Port } from "./port.ts";

/** What preload.ts puts on the window: two functions and nothing else. */
export type PreloadBridge = {
  request(request: Request): Promise<Reply>;
  onBatch(listener: (batch: Batch) => void): void;
};

declare global {
  interface Window {
    readonly understudy?: PreloadBridge;
  }
}

/** In a window of our own the host is there as long as the window is. */
export function createIpcPort(bridge: PreloadBridge): Port {
  return {
    request: (request) => bridge.request(request),
    open(listener) {
      bridge.onBatch((batch) => listener.onBatch(batch));
      listener.onConnected();
    },
    reconnect: () => undefined,
  };
}
