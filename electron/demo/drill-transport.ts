import type { Transport } from "#electron/manager/dependencies.ts";

/**
 * A drill's way to the network: its own servers and nothing else, with times as they are played. That a drill calls a
 * real provider would be a bug of ours, and is refused as one.
 */
export function createDrillTransport(real: Transport, speed: number): Transport {
  return {
    open: async (request, { signal, connectTimeoutMs }) => {
      const { protocol, hostname } = new URL(request.url);
      if (protocol !== "http:" || hostname !== "127.0.0.1") throw new Error("A drill asked for a real provider");
      const opened = await real.open(request, { signal, connectTimeoutMs: connectTimeoutMs / speed });
      if (opened.kind === "failure") return opened;
      const { response } = opened;
      return { kind: "response", response: { ...response, connectMs: response.connectMs * speed } };
    },
  };
}
